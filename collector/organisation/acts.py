"""What people do to the tree on its pages: rename, move, merge, end, let go on, add.

Each is one transaction, recorded. Raises ActError where it cannot be done; the sentence says why.
A day is the first on which the new state holds.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.accounts.audit import By
from collector.organisation import codes, recording, spells
from collector.organisation.kinds import RANKS, hall_over, may_hold, place_of
from collector.organisation.models import (
    BEGINNING,
    Department,
    Duty,
    Hall,
    Item,
    Kind,
    Node,
    Staff,
    Window,
)
from collector.organisation.recording import Done
from collector.organisation.spells import Look


class ActError(Exception):
    """It cannot be done; the sentence says why and what to do instead."""


def add(by: By, parent: Node | None, kind: str, values: Mapping[str, str]) -> Node:
    """Add a place under a parent, from its beginning. values: code, name, name_en, area_code."""
    if parent is not None and kind not in may_hold(parent.kind):
        raise ActError(_("Something of this kind cannot stand there."))
    if kind not in RANKS or (parent is None and kind in {Kind.DEPARTMENT, Kind.WINDOW}):
        raise ActError(_("Something of this kind cannot stand there."))
    code, name = values.get("code", "").strip(), values.get("name", "").strip()
    _code(code)
    if not name and kind != Kind.WINDOW:
        raise ActError(_("A name is needed."))
    area = _area(values.get("area_code", ""), parent)
    with transaction.atomic():
        node = _begin(parent, Kind(kind), Look(code, name, values.get("name_en", "").strip(),
                                               parent), area)  # fmt: skip
        recording.record(by, Done("node.add", subject(node), node, {
            "code": (None, code), "name": (None, name), "parent": (None, _code_of(parent)),
        }, BEGINNING))  # fmt: skip
    return node


def rename(by: By, node: Node, values: Mapping[str, str], day: date) -> None:
    """Give a place another name, a window also another code and plate number, from a day on."""
    _day(node, day)
    name, name_en = values.get("name", "").strip(), values.get("name_en", "").strip()
    if not name and node.kind != Kind.WINDOW:
        raise ActError(_("A name is needed."))
    place = place_of(node)
    before: dict[str, Any] = {"name": node.name, "name_en": node.name_en, "code": node.code}
    after: dict[str, Any] = {"name": name, "name_en": name_en, "code": node.code}
    with transaction.atomic():
        if isinstance(place, Window):
            after["code"] = values.get("code", node.code).strip()
            _code(after["code"])
            before["number"], after["number"] = place.number, values.get("number", place.number)
            if _taken(place.hall, [after["code"]], but=node):
                raise ActError(_("Another window of the hall has this code."))
            place.code, place.number = after["code"], after["number"].strip()
        if place is not None:
            place.name, place.name_en = name, name_en
            place.node = node
            place.save_from(day)
        else:
            spells.change(node, Look(node.code, name, name_en, node.parent), day)
        if "area_code" in values:
            before["area_code"] = node.area_code
            node.area_code = after["area_code"] = _area(values["area_code"], node.parent)
            node.save(update_fields=["area_code"])
        _record(by, "node.rename", node, before, after, day)


def move(by: By, node: Node, parent: Node | None, day: date) -> None:
    """Let a place, with all that is in it, stand in another one from a day on."""
    _day(node, day)
    if parent is not None and (parent.kind == Kind.WINDOW or node.contains(parent.path)):
        raise ActError(_("A place cannot stand in itself or in a window."))
    allowed = may_hold(parent.kind) if parent else [one for one in RANKS
                                                    if RANKS[one] <= RANKS[Kind.HALL]]  # fmt: skip
    if node.kind not in allowed:
        raise ActError(_("Something of this kind cannot stand there."))
    before, old_hall = _code_of(node.parent), hall_over(node)
    with transaction.atomic():
        new_hall = hall_over(parent) if parent else None
        if node.kind in {Kind.DEPARTMENT, Kind.WINDOW} and new_hall and old_hall:
            _into_hall(node, old_hall, new_hall)
        own = isinstance(place_of(node), Window)
        look = Look(node.code, node.name, node.name_en, parent,
                    new_hall.pk if own and new_hall else None)  # fmt: skip
        spells.change(node, look, day)
        if own:
            department = parent.department if parent and parent.kind == Kind.DEPARTMENT else None
            Window.objects.filter(node=node).update(department=department, hall=new_hall)
        elif node.kind == Kind.DEPARTMENT and new_hall:
            spells.in_hall(node, new_hall.pk, day)
        _record(by, "node.move", node, {"parent": before}, {"parent": _code_of(parent)}, day)


def merge(by: By, node: Node, into: Node, day: date) -> None:
    """End a place and let another one of its kind go on with all that is in it, from a day on.

    Figures until then stay the old one's; its page and the new one's both show them, dated.
    """
    _day(node, day)
    if into.pk == node.pk or into.kind != node.kind or into.until is not None:
        raise ActError(_("It can be merged into another one of the same kind that goes on."))
    if node.kind in {Kind.DEPARTMENT, Kind.WINDOW} and hall_over(node) != hall_over(into):
        raise ActError(_("They are in different halls. Move one into the other's hall first."))
    with transaction.atomic():
        for child in node.children.filter(until__isnull=True):
            move(by, child, into, day)
        if node.kind == Kind.DEPARTMENT:
            Staff.objects.filter(department=node.department).update(department=into.department)
        Item.objects.filter(node=node).update(node=into)
        node.refresh_from_db()
        _end(node, day, into)
        _record(by, "node.merge", node, {}, {"successor": into.code, "until": day}, day)


def end(by: By, node: Node, day: date) -> None:
    """Let a place, and all that is in it, end before a day. Its figures stay."""
    if day <= node.since:
        raise ActError(_("It cannot end before it begins."))
    with transaction.atomic():
        _end(node, day, None)
        _record(by, "node.end", node, {}, {"until": day}, day)


def reopen(by: By, node: Node) -> None:
    """Let an ended place go on, without a gap."""
    if node.parent is not None and node.parent.until is not None:
        raise ActError(_("What it stands in has ended. Let that go on first."))
    with transaction.atomic():
        before = node.until
        spells.reopen(node, localdate())
        _record(by, "node.reopen", node, {"until": before}, {"until": None}, localdate())


def subject(node: Node) -> str:
    """Return how a node is called in a record."""
    return f"{node.kind}:{node.code}"


def after_end(node: Node, day: date) -> None:
    """Let the duties at the windows of an ended branch end with it."""
    duties = Duty.objects.filter(window__node__path__startswith=node.path)
    duties.filter(since__gte=day).delete()
    duties.filter(Q(until__isnull=True) | Q(until__gt=day)).update(until=day)


def _end(node: Node, day: date, successor: Node | None) -> None:
    if node.kind == Kind.DEPARTMENT and successor is None:
        Staff.objects.filter(department__node__path__startswith=node.path).update(department=None)
    spells.end(node, day, successor)
    after_end(node, day)


def _begin(parent: Node | None, kind: Kind, look: Look, area: str) -> Node:
    names = {"name": look.name, "name_en": look.name_en}
    hall = hall_over(parent) if parent else None
    if kind == Kind.WINDOW and hall and parent:
        if _taken(hall, [look.code]):
            raise ActError(_("Another window of the hall has this code."))
        department = parent.department if parent.kind == Kind.DEPARTMENT else None
        return Window.objects.create(hall=hall, department=department, code=look.code, **names).node
    if Node.objects.exclude(kind=Kind.WINDOW).filter(code=look.code).exists():
        raise ActError(_("Another place has this code. Codes are never used twice."))
    node = spells.begin(kind, look, BEGINNING, area)
    if kind == Kind.HALL:
        Hall.objects.create(node=node, code=look.code, **names)
    elif kind == Kind.DEPARTMENT and hall:
        Department.objects.create(node=node, hall=hall, **names)
    return node


def _into_hall(node: Node, old: Hall, new: Hall) -> None:
    """Take windows and staff of a branch into another hall. Raises where a code is taken there."""
    if old.pk == new.pk:
        return
    windows = Window.objects.filter(node__path__startswith=node.path)
    taken = _taken(new, list(windows.values_list("code", flat=True)))
    if taken:
        raise ActError(
            _("The other hall has windows of these codes already: %(codes)s. "
              "Give them other codes first.") % {"codes": "、".join(taken)}
        )  # fmt: skip
    staff = Staff.objects.filter(department__node__path__startswith=node.path)
    numbers = staff.values_list("number", flat=True)
    known = list(Staff.objects.filter(hall=new, number__in=list(numbers))[:5])
    if known:
        raise ActError(
            _("The other hall has staff of these numbers already: %(codes)s.")
            % {"codes": "、".join(one.number for one in known)}
        )
    staff.update(hall=new)
    windows.update(hall=new)
    Department.objects.filter(node__path__startswith=node.path).update(hall=new)


def _taken(hall: Hall, wanted: list[str], but: Node | None = None) -> list[str]:
    found = Window.objects.filter(hall=hall, code__in=wanted)
    if but is not None:
        found = found.exclude(node=but)
    return list(found.values_list("code", flat=True)[:5])


def _code(code: str) -> None:
    if not 0 < len(code) <= 64 or not code.isprintable():  # noqa: PLR2004 -- the column's size
        raise ActError(_("A code has 1 to 64 characters in one line."))


def _area(text: str, parent: Node | None) -> str:
    known = codes.area(text.strip()) if text.strip() else ""
    if known is None:
        raise ActError(_("An area's code has 12 digits, or its first 6."))
    if parent is not None and not codes.lies_in(known, parent.area_code):
        raise ActError(_("The area's code is not one within %(area)s.")
                       % {"area": parent.area_code})  # fmt: skip
    return known


def _day(node: Node, day: date) -> None:
    if node.until is not None:
        raise ActError(_("It has ended. Let it go on first."))
    if day > localdate():
        raise ActError(_("The day is still to come. Do it on that day: figures follow at once."))
    last = node.spells.latest("since").since
    if day < last:
        raise ActError(_("It was changed on %(day)s: choose that day or a later one.")
                       % {"day": last})  # fmt: skip


def _code_of(node: Node | None) -> str | None:
    return node.code if node else None


def _record(
    by: By, action: str, node: Node, before: Mapping[str, Any], after: Mapping[str, Any], day: date
) -> None:
    changed = {name: (before.get(name), new) for name, new in after.items()
               if before.get(name) != new}  # fmt: skip
    if changed:
        recording.record(by, Done(action, subject(node), node, changed, day))
