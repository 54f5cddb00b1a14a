"""How a place begins, changes, moves and ends, day by day: nodes and their spells together.

All callers are inside a transaction. A day is one of the collector's time zone. A change holds
from its day on; on the day a spell begins it corrects that spell instead of starting another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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


@dataclass(frozen=True, slots=True)
class First:
    """How a node begins."""

    look: Look
    since: date = BEGINNING
    until: date | None = None
    area_code: str = ""


BATCH = 200
"""So many rows are written with one statement."""


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


def begin_many(kind: Kind, firsts: Sequence[First]) -> list[Node]:
    """Make many nodes whose parents are there, each with its first spell, in a few statements."""
    nodes = Node.objects.bulk_create(
        [
            Node(kind=kind, parent=one.look.parent, path="", code=one.look.code,
                 name=one.look.name, name_en=one.look.name_en, area_code=one.area_code,
                 since=one.since, until=one.until)
            for one in firsts
        ],
        batch_size=BATCH,
    )  # fmt: skip
    for node, one in zip(nodes, firsts, strict=True):
        node.path = path_under(one.look.parent, node.pk)
    Node.objects.bulk_update(nodes, ["path"], batch_size=BATCH)
    Spell.objects.bulk_create(
        [
            Spell(node=node, since=node.since, until=node.until, path=node.path, code=node.code,
                  name=node.name, name_en=node.name_en, hall_id=one.look.hall_id)
            for node, one in zip(nodes, firsts, strict=True)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return nodes


def end(node: Node, day: date, successor: Node | None = None) -> None:
    """Let a node, and all that is in it, end before a day. What had ended earlier stays so.

    What begins on that day or later has never been; it keeps its first day alone, as a trace.
    """
    ending = subtree(node).filter(Q(until__isnull=True) | Q(until__gt=day) | Q(pk=node.pk))
    for one in list(ending):
        one.until = max(day, one.since + timedelta(days=1))
        one.save(update_fields=["until"])
        one.spells.filter(since__gte=one.until).delete()
        one.spells.filter(pk=one.spells.latest("since").pk).update(until=one.until)
    node.successor = successor
    node.save(update_fields=["successor"])
    node.refresh_from_db()


def reopen(node: Node, day: date) -> None:
    """Let an ended node go on as if it had not ended; where it stands by now holds from a day."""
    node.until = node.successor = None
    node.save(update_fields=["until", "successor"])
    last = node.spells.latest("since")
    last.until = None
    last.save(update_fields=["until"])
    hall = node.window.hall_id if node.kind == Kind.WINDOW else None
    now: dict[str, object] = {"path": node.path, "code": node.code, "name": node.name,
                              "name_en": node.name_en, "hall_id": hall}  # fmt: skip
    if any(getattr(last, name) != value for name, value in now.items()):
        _turn(last, day, **now)


def since(node: Node, day: date) -> None:
    """Correct a node's first day. Raises ValueError where its second spell begins before."""
    first, *others = node.spells.order_by("since")[:2]
    if (others and others[0].since <= day) or (node.until is not None and node.until <= day):
        raise ValueError(day)
    node.since = first.since = day
    first.save(update_fields=["since"])
    node.save(update_fields=["since"])


def in_hall(node: Node, hall_id: int, day: date) -> None:
    """Let the windows of a branch that was moved stand in another hall from a day on."""
    for spell in Spell.objects.filter(
        node__path__startswith=node.path, node__kind=Kind.WINDOW, until__isnull=True
    ).exclude(hall_id=hall_id):
        _turn(spell, day, hall_id=hall_id)


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
