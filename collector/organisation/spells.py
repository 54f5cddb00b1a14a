"""How a place begins, changes, moves and ends, day by day: nodes and their spells together.

All callers are inside a transaction. A day is one of the collector's time zone. A change holds
from its day on; on the day a spell begins it corrects that spell instead of starting another.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from collector.organisation.models.tree import BEGINNING, Kind, Node, Spell


@dataclass(frozen=True, slots=True)
class Look:
    """What a node says of its place: code, names and what it stands in."""

    code: str
    name: str
    name_en: str = ""
    parent: Node | None = None
    hall_id: int | None = None


def begin(kind: Kind, look: Look, since: date = BEGINNING, area_code: str = "") -> Node:
    """Make a node with its first spell."""
    node = Node.objects.create(
        kind=kind, parent=look.parent, path="", code=look.code, name=look.name,
        name_en=look.name_en, area_code=area_code, since=since,
    )  # fmt: skip
    node.path = path_under(look.parent, node.pk)
    node.save(update_fields=["path"])
    Spell.objects.create(
        node=node, since=since, path=node.path, code=node.code, name=node.name,
        name_en=node.name_en, hall_id=look.hall_id,
    )  # fmt: skip
    return node


def change(node: Node, look: Look, day: date) -> bool:
    """Give a node another look from a day on; return whether anything was different.

    Where it stands in something else now, all that is in it moves along.
    """
    moved = (look.parent.pk if look.parent else None) != node.parent_id
    last = node.spells.latest("since")
    same = (node.code, node.name, node.name_en) == (look.code, look.name, look.name_en)
    if same and not moved and last.hall_id == look.hall_id:
        return False
    node.code, node.name, node.name_en, node.parent = (
        look.code, look.name, look.name_en, look.parent,
    )  # fmt: skip
    before = node.path
    node.path = path_under(look.parent, node.pk)
    node.save()
    _turn(last, day, path=node.path, code=node.code, name=node.name, name_en=node.name_en,
          hall_id=look.hall_id)  # fmt: skip
    if moved:
        _carry(before, node.path, day)
    return True


def end(node: Node, day: date, successor: Node | None = None) -> None:
    """End a node, and all that is still in it, before a day."""
    for one in subtree(node).filter(until__isnull=True).order_by("-path"):
        # What begins on that day or later has never been: it is kept for a day, as a trace.
        last = max(day, date.fromordinal(one.spells.latest("since").since.toordinal() + 1))
        one.until = last
        one.spells.filter(until__isnull=True).update(until=last)
        one.save(update_fields=["until"])
    node.refresh_from_db()
    if successor is not None:
        node.successor = successor
        node.save(update_fields=["successor"])


def reopen(node: Node, day: date) -> None:
    """Let an ended node go on: from where it ended, so that its days have no gap."""
    node.until = None
    node.successor = None
    node.save(update_fields=["until", "successor"])
    last = node.spells.latest("since")
    if last.until is None:
        return
    first = max(day, last.until)
    last.pk, last.since, last.until = None, first, None
    last.path = node.path
    last.save(force_insert=True)


def subtree(node: Node) -> QuerySet[Node]:
    """Return a node and all that stands in it now."""
    return Node.objects.filter(path__startswith=node.path)


def current(day: date) -> Q:
    """Return the condition that a node or spell holds on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def path_under(parent: Node | None, pk: int) -> str:
    """Return the path of a node under another one."""
    return f"{parent.path if parent else '/'}{pk}/"


def free_code(hall: str) -> str:
    """Return a code for a department that nobody has given one."""
    stem = f"{hall[:50]}-d"
    taken = set(Node.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _carry(before: str, after: str, day: date) -> None:
    """Let everything below a moved node stand under its new path from a day on."""
    below = list(Node.objects.filter(path__startswith=before).exclude(path=after))
    for one in below:
        one.path = after + one.path.removeprefix(before)
    Node.objects.bulk_update(below, ["path"], batch_size=400)
    paths = {one.pk: one.path for one in below}
    for spell in Spell.objects.filter(node__in=list(paths), until__isnull=True):
        _turn(spell, day, path=paths[spell.node_id])


def _turn(last: Spell, day: date, **different: object) -> None:
    """Change the open spell from a day on: in place where it begins then or later."""
    if last.since >= day:
        for name, value in different.items():
            setattr(last, name, value)
        last.save()
        return
    Spell.objects.filter(pk=last.pk).update(until=day)
    following = {
        name: getattr(last, name) for name in ("path", "code", "name", "name_en", "hall_id")
    }
    Spell.objects.create(node_id=last.node_id, since=day, **(following | different))
