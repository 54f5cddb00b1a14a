"""What no single cell shows: whether the rows of a file fit each other and what there is."""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from collector.organisation import codes
from collector.organisation.kinds import RANKS
from collector.organisation.models import Kind
from collector.organisation.sheets.book import Book, Identity, Problem, Row
from collector.organisation.sheets.layout import BY_KEY

_AREAS = {Kind.CITY, Kind.COUNTY, Kind.TOWN, Kind.VILLAGE}


_REFERRING = {"items", "duty"}


class _Found(Exception):  # noqa: N818 -- not an error of ours: the bad cell on its way out
    def __init__(self, key: str, expected: Any, **about: object) -> None:
        super().__init__(key)
        self.key, self.expected, self.about = key, expected, about


def check(file: Book, whole: Book, before: Book) -> list[Problem]:
    """Return what is wrong. `whole` is what there would be afterwards, `before` what there is."""
    problems: list[Problem] = []
    for key, look in _LOOKS.items():
        sheet = BY_KEY[key]
        for identity, given in file.of(key).items():
            row = whole.of(key).get(identity, given)
            if key in _REFERRING and _unchanged(given, before.of(key).get(identity)):
                # It means what it meant, also where its window is given another code here.
                continue
            try:
                _days(row)
                look(row, whole, before.of(key).get(identity))
            except _Found as wrong:
                column = sheet.columns[sheet.place(wrong.key)]
                problems.append(Problem(
                    sheet.title, given.cell(wrong.key), column.write(row[wrong.key])
                    if wrong.key in row.values else "", wrong.expected, wrong.about,
                ))  # fmt: skip
    return problems


def _unchanged(given: Row, now: Row | None) -> bool:
    return now is not None and all(now[key] == value for key, value in given.values.items())


def _days(row: Row) -> None:
    if "until" in row.values and row["until"] is not None and row["until"] <= row["since"]:
        raise _Found("until", _("a day that is not before the first day"))


def _platform(_row: Row, _whole: Book, _before: Row | None) -> None:
    """Each cell has said all there is to check."""


def _organisation(row: Row, whole: Book, before: Row | None) -> None:
    nodes = whole.of("organisation")
    if before is not None and before["kind"] != row["kind"]:
        raise _Found("kind", _("%(kind)s, as it is: what a place is never changes"),
                     kind=before["kind"])  # fmt: skip
    if row["kind"] == Kind.WINDOW:
        raise _Found("kind", _("no window: windows have a sheet of their own"))
    if row["parent"]:
        _parent(row, nodes)
    elif row["kind"] == Kind.DEPARTMENT:
        raise _Found("parent", _("the code of the hall or department it stands in"))
    if before is not None and row["kind"] == Kind.DEPARTMENT:
        hall = _hall_of(before, nodes)
        if hall != _hall_of(row, nodes):
            raise _Found("parent", _("a place in the hall %(hall)s, as before: on its page a "
                                     "department is moved to another hall with its windows"),
                         hall=hall)  # fmt: skip
    if row["platform"]:
        if row["kind"] != Kind.DEPARTMENT:
            raise _Found("platform", _("nothing: only a department has one"))
        if (row["platform"],) not in whole.of("platform"):
            raise _Found("platform", _("a code from the sheet of platform departments"))
    _successor(row, nodes, (row["successor"],), (row["code"],))


def _parent(row: Row, nodes: Mapping[Identity, Row]) -> None:
    for up in _ancestors(row, nodes):
        if up is None:
            raise _Found("parent", _("the code of a row of this sheet, and no ring of parents"))
        same = up["kind"] == row["kind"] == Kind.DEPARTMENT
        if RANKS[up["kind"]] >= RANKS[row["kind"]] and not same:
            raise _Found("parent", _("something larger than it: this is a %(kind)s"),
                         kind=up["kind"])  # fmt: skip
        if row["kind"] == Kind.DEPARTMENT and up["kind"] in _AREAS:
            if up is nodes[row["parent"],]:
                raise _Found("parent", _("the code of the hall or department it stands in"))
            break
        if not codes.lies_in(row["area_code"], up["area_code"]):
            raise _Found("area_code", _("an area within its parent's, %(area)s"),
                         area=up["area_code"])  # fmt: skip
        _within(row, up)


def _ancestors(row: Row, nodes: Mapping[Identity, Row]) -> Iterator[Row | None]:
    """Yield what a row stands in, upward; None where that is not there or turns in a ring."""
    seen = {row["code"]}
    parent = row["parent"]
    while parent:
        up = nodes.get((parent,))
        if up is None or parent in seen:
            yield None
            return
        yield up
        seen.add(parent)
        parent = up["parent"]


def _hall_of(row: Row, nodes: Mapping[Identity, Row]) -> str:
    halls = (up["code"] for up in _ancestors(row, nodes) if up and up["kind"] == Kind.HALL)
    return next(halls, "")


def _within(row: Row, place: Row) -> None:
    if place["until"] is not None and (row["until"] is None or row["until"] > place["until"]):
        column = BY_KEY["organisation"].columns[-2]
        raise _Found("until", _("a day not after the last one of what it stands in, %(day)s"),
                     day=column.write(place["until"]))  # fmt: skip


def _successor(row: Row, rows: Mapping[Identity, Row], wanted: Identity, own: Identity) -> None:
    if not row["successor"]:
        return
    other = rows.get(wanted)
    if other is None or wanted == own or other.values.get("kind") != row.values.get("kind"):
        raise _Found("successor", _("the code of another one of the same kind"))
    if row["until"] is None:
        raise _Found("until", _("the last day of what was merged into another one"))


def _hall(row: Row, whole: Book) -> Row:
    hall = whole.of("organisation").get((row["hall"],))
    if hall is None or hall["kind"] != Kind.HALL:
        raise _Found("hall", _("the code of a hall from the sheet of the organisation"))
    return hall


def _department(row: Row, whole: Book) -> None:
    if not row["department"]:
        return
    nodes = whole.of("organisation")
    found = nodes.get((row["department"],))
    if found is None or found["kind"] != Kind.DEPARTMENT:
        raise _Found("department", _("the code of a department from the first sheet"))
    if all(up is None or up["code"] != row["hall"] for up in _ancestors(found, nodes)):
        raise _Found("department", _("a department of the hall %(hall)s"), hall=row["hall"])
    _within(row, found)


def _window(row: Row, whole: Book, _before: Row | None) -> None:
    _within(row, _hall(row, whole))
    _department(row, whole)
    _successor(
        row, whole.of("windows"), (row["hall"], row["successor"]), (row["hall"], row["code"])
    )


def _staff(row: Row, whole: Book, _before: Row | None) -> None:
    _hall(row, whole)
    if row["until"] is None:
        # Who has left may keep the department that has ended since.
        _department(row, whole)


def _item(row: Row, whole: Book, _before: Row | None) -> None:
    if (row["node"],) not in whole.of("organisation"):
        raise _Found("node", _("the code of an area, a hall or a department"))
    if row["handle_code"] and not row["handle_code"].startswith(row["task_code"]):
        raise _Found("handle_code", _("a code that begins with the taskCode of the row"))
    missing = [one for one in row["windows"] if window_key(one, whole.of("windows")) is None]
    if missing:
        raise _Found("windows", _("HALL/CODE of windows; there is no %(missing)s"),
                     missing=missing[0])  # fmt: skip


def window_key(text: str, windows: Container[Identity]) -> Identity | None:
    """Return the hall and code that HALL/CODE means; either may have a slash in it."""
    parts = text.split("/")
    for place in range(1, len(parts)):
        key = ("/".join(parts[:place]), "/".join(parts[place:]))
        if key in windows:
            return key
    return None


def _duty(row: Row, whole: Book, _before: Row | None) -> None:
    _hall(row, whole)
    if (row["hall"], row["staff"]) not in whole.of("staff"):
        raise _Found("staff", _("the number of a member of staff of this hall"))
    if (row["hall"], row["window"]) not in whole.of("windows"):
        raise _Found("window", _("the code of a window of this hall"))
    if (row["starts"] is None) != (row["ends"] is None):
        raise _Found("ends", _("both times of day, or neither"))
    if row["starts"] is not None and row["ends"] <= row["starts"]:
        raise _Found("ends", _("a time after the one it begins at"))


_LOOKS: Mapping[str, Callable[[Row, Book, Row | None], None]] = {
    "platform": _platform,
    "organisation": _organisation,
    "windows": _window,
    "staff": _staff,
    "items": _item,
    "duty": _duty,
}
