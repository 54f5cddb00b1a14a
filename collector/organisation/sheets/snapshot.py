"""The organisation as it is, as a book."""

from collections import defaultdict
from collections.abc import Iterable

from collector.organisation.kinds import RANKS
from collector.organisation.models import (
    Department,
    Duty,
    Item,
    Kind,
    Node,
    PlatformDepartment,
    Spell,
    Staff,
    Window,
)
from collector.organisation.sheets.book import Book, Identity, Row
from collector.organisation.sheets.layout import BY_KEY


def snapshot() -> Book:
    """Read everything; a fixed number of queries. Parents come before what stands in them."""
    book = Book()
    for key, rows in (
        ("platform", _platform()),
        ("organisation", _organisation()),
        ("windows", _windows()),
        ("staff", _staff()),
        ("items", _items()),
        ("duty", _duty()),
    ):
        identity = BY_KEY[key].identity
        book.rows[key] = {tuple(values[name] for name in identity): Row(values) for values in rows}
    return book


def former_codes() -> dict[Identity, set[str]]:
    """Return the codes each window has had before, by its hall's code and its own."""
    found: dict[Identity, set[str]] = defaultdict(set)
    rows = Spell.objects.filter(node__kind=Kind.WINDOW, until__isnull=False).values_list(
        "node__window__hall__code", "node__window__code", "code"
    )
    for hall, code, once in rows:
        if once != code:
            found[hall, code].add(once)
    return found


def _platform() -> Iterable[dict[str, object]]:
    for one in PlatformDepartment.objects.all():
        yield {"code": one.code, "name": one.name, "area_code": one.area_code}


def _organisation() -> Iterable[dict[str, object]]:
    platforms = dict(Department.objects.values_list("node_id", "platform__code"))
    nodes = Node.objects.exclude(kind=Kind.WINDOW).select_related("parent", "successor")
    for node in sorted(nodes, key=lambda one: (RANKS[one.kind], one.path.count("/"), one.code)):
        yield {
            "code": node.code, "kind": node.kind,
            "parent": node.parent.code if node.parent else "",
            "name": node.name, "name_en": node.name_en, "area_code": node.area_code,
            "platform": platforms.get(node.pk) or "", "since": node.since, "until": node.until,
            "successor": node.successor.code if node.successor else "",
        }  # fmt: skip


def _windows() -> Iterable[dict[str, object]]:
    rows = Window.objects.order_by("hall__code", "code").values_list(
        "hall__code", "code", "number", "name", "name_en", "department__node__code",
        "node__since", "node__until", "node__successor__code",
    )  # fmt: skip
    for hall, code, number, name, name_en, department, since, until, successor in rows:
        yield {
            "hall": hall, "code": code, "number": number, "name": name, "name_en": name_en,
            "department": department or "", "since": since, "until": until,
            "successor": successor or "", "formerly": "",
        }  # fmt: skip


def _staff() -> Iterable[dict[str, object]]:
    rows = Staff.objects.order_by("hall__code", "number").values_list(
        "hall__code", "number", "name", "post", "stars", "department__node__code", "active",
        "since", "until",
    )  # fmt: skip
    for hall, number, name, post, stars, department, active, since, until in rows:
        yield {
            "hall": hall, "number": number, "name": name, "post": post, "stars": stars,
            "department": department or "", "active": active, "since": since, "until": until,
        }  # fmt: skip


def _items() -> Iterable[dict[str, object]]:
    windows: dict[int, list[str]] = defaultdict(list)
    for item, hall, code in Item.windows.through.objects.values_list(
        "item_id", "window__hall__code", "window__code"
    ):
        windows[item].append(f"{hall}/{code}")
    rows = Item.objects.values_list(
        "pk", "code", "name", "name_en", "node__code", "task_code", "handle_code", "since", "until"
    )
    for pk, code, name, name_en, node, task_code, handle_code, since, until in rows:
        yield {
            "code": code, "name": name, "name_en": name_en, "node": node,
            "task_code": task_code, "handle_code": handle_code,
            "windows": tuple(sorted(windows[pk])), "since": since, "until": until,
        }  # fmt: skip


def _duty() -> Iterable[dict[str, object]]:
    rows = Duty.objects.order_by(
        "staff__hall__code", "staff__number", "since", "window__code", "pk"
    ).values_list(
        "staff__hall__code", "staff__number", "window__code", "since", "until", "weekdays",
        "starts", "ends", "every_weeks",
    )  # fmt: skip
    for hall, staff, window, since, until, weekdays, starts, ends, every_weeks in rows:
        yield {
            "hall": hall, "staff": staff, "window": window, "since": since, "until": until,
            "weekdays": weekdays, "starts": starts, "ends": ends, "every_weeks": every_weeks,
        }  # fmt: skip
