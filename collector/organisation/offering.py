"""What people do to service items. Recorded; raises ActError where it cannot be done.

Figures are kept by an item's code. So a new code from a day on is a new item that goes on with
the work of the old one: nothing that was counted moves, and the old code is never used again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.accounts.audit import By
from collector.organisation import recording
from collector.organisation.acts import ActError
from collector.organisation.kinds import hall_over
from collector.organisation.models import BEGINNING, Change, Item, Kind, Node, Window
from collector.organisation.recording import Done
from collector.organisation.sheets.checks import window_key
from collector.organisation.sheets.layout import ITEMS
from collector.organisation.staffing import read_cells
from collector.organisation.words import HOLDS_FROM

_FIELDS = ("name", "name_en", "task_code", "handle_code", "since")
_COPIED = ("node", "name", "name_en", "task_code", "handle_code")


def add(by: By, node: Node, given: Mapping[str, str]) -> Item:
    """Add an item that a place offers. given: as the cells of the sheet of items."""
    values = read_cells(ITEMS, given, ("code", *_FIELDS, "windows"))
    _free(values["code"])
    _fits(node, values)
    windows = _windows(node, values["windows"])
    with transaction.atomic():
        item = Item.objects.create(
            node=node, code=values["code"], **{name: values[name] for name in _FIELDS}
        )
        item.windows.set(windows)
        told = {**values, "node": node.code, "windows": _told(windows)}
        changed = {name: (None, new) for name, new in told.items() if new not in {"", (), None}}
        _record(by, "items.add", item, changed, values["since"])
    return item


def change(by: By, item: Item, node: Node, given: Mapping[str, str], day: date) -> bool:
    """Change what is said of an item, from a day on; return whether anything was different."""
    _goes_on(item)
    values = read_cells(ITEMS, given, (*_FIELDS, "windows"))
    _day(item, day)
    _fits(node, values)
    held = list(item.windows.select_related("hall"))
    windows = _windows(node, values["windows"], held)
    before = {name: getattr(item, name) for name in _FIELDS}
    before |= {"node": item.node.code, "windows": _told(held)}
    after = {name: values[name] for name in _FIELDS}
    after |= {"node": node.code, "windows": _told(windows)}
    changed = {name: (before[name], new) for name, new in after.items() if before[name] != new}
    if not changed:
        return False
    with transaction.atomic():
        for name in _FIELDS:
            setattr(item, name, values[name])
        item.node = node
        item.save()
        item.windows.set(windows)
        _record(by, "items.change", item, changed, day)
    return True


def recode(by: By, item: Item, code: str, day: date) -> Item:
    """Let an item go on under another code from a day on; return the one that goes on.

    The old one ends before that day. From the item's first day on its own code is corrected.
    """
    _goes_on(item)
    wanted = read_cells(ITEMS, {"code": code}, ("code",))["code"]
    _free(wanted)
    _day(item, day)
    old = item.code
    with transaction.atomic():
        if day <= item.since:
            item.code = wanted
            item.save(update_fields=["code"])
            _record(by, "items.recode", item, {"code": (old, wanted)}, day)
            return item
        copied = {name: getattr(item, name) for name in _COPIED}
        new = Item.objects.create(code=wanted, since=day, **copied)
        new.windows.set(item.windows.all())
        item.until = day
        item.save(update_fields=["until"])
        _record(by, "items.end", item, {"until": (None, day), "successor": (None, wanted)}, day)
        _record(by, "items.recode", new, {"code": (old, wanted)}, day)
    return new


def end(by: By, item: Item, day: date) -> None:
    """Let an item end before a day. Its figures stay."""
    if day <= item.since:
        raise ActError(_("It cannot end before it begins."))
    before = item.until
    if before == day:
        return
    with transaction.atomic():
        item.until = day
        item.save(update_fields=["until"])
        _record(by, "items.end", item, {"until": (before, day)}, day)


def reopen(by: By, item: Item) -> None:
    """Let an ended item go on, without a gap."""
    if item.node.until is not None:
        raise ActError(_("What it belongs to has ended. Let that go on first."))
    if item.until is None:
        return
    with transaction.atomic():
        before, item.until = item.until, None
        item.save(update_fields=["until"])
        _record(by, "items.reopen", item, {"until": (before, None)}, localdate())


def changes_of(item: Item) -> list[Change]:
    """Return what was changed about an item, under all the codes it has had; the latest first."""
    found: list[Change] = []
    code: str | None = item.code
    seen: set[str] = set()
    while code is not None and code not in seen:
        seen.add(code)
        some = list(Change.objects.filter(subject=f"item:{code}"))
        found += some
        code = next((one.before["code"] for one in some if "code" in one.before), None)
    return sorted(found, key=lambda one: -one.pk)


def _windows(node: Node, named: tuple[str, ...], held: Sequence[Window] = ()) -> list[Window]:
    """Return the windows that HALL/CODE, or in a hall CODE, mean: of the place, or held already."""
    if not named:
        return []
    ours = Window.objects.filter(node__path__startswith=node.path, node__until=None)
    known = {(one.hall.code, one.code): one for one in [*ours.select_related("hall"), *held]}
    hall = hall_over(node)
    found = []
    for text in named:
        key = window_key(text, known) or ((hall.code, text) if hall else ("", text))
        if key not in known:
            raise ActError(
                _("%(place)s has no window %(missing)s. Write HALL/CODE with commas between; "
                  "nothing: all of its windows.") % {"place": node.name, "missing": text}
            )  # fmt: skip
        found.append(known[key])
    return found


def _told(windows: list[Window]) -> tuple[str, ...]:
    return tuple(sorted(f"{one.hall.code}/{one.code}" for one in windows))


def _free(code: str) -> None:
    if Item.objects.filter(code=code).exists():
        raise ActError(_("Another item has this code. Codes are never used twice."))


def _fits(node: Node, values: Mapping[str, Any]) -> None:
    if node.kind == Kind.WINDOW or node.until is not None:
        raise ActError(_("Choose an area, a hall or a department that goes on."))
    if values["handle_code"] and not values["handle_code"].startswith(values["task_code"]):
        raise ActError(_("The taskHandleItem begins with the taskCode."))


def _goes_on(item: Item) -> None:
    if item.until is not None:
        raise ActError(_("It has ended. Let it go on first."))


def _day(item: Item, day: date) -> None:
    if day > localdate():
        raise ActError(_("The day is still to come. Do it on that day."))
    if day < item.since:
        raise ActError(_("It begins on %(day)s: choose that day or a later one.")
                       % {"day": item.since})  # fmt: skip


def _record(
    by: By, action: str, item: Item, changed: Mapping[str, tuple[Any, Any]], day: date
) -> None:
    # Without a day of its own: by that the figures know what to count anew, and nothing moves here.
    told = {**changed, **({HOLDS_FROM: (None, day)} if day > BEGINNING else {})}
    recording.record(by, Done(action, f"item:{item.code}", item.node, told))
