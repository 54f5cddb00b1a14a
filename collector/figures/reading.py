"""What the projections say of one log: which days something new concerns, and rows of days."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import CharField, Func, Q

from collector.ingest.models import Closing, Rating, ReasonPicked, Unrated, Visit
from collector.ingest.moments import Calendar

AT_ONCE = 10_000
"""Positions of a log that are read at a time."""
_NEAR = 100
"""Between two days of a log there are few entries that are neither's: they are read along."""
_IN_A_LIST = 500
Extent = tuple[int, int]
"""The first and the last position of something."""


class Moment(Func):
    """A time as text in UTC, to the second: there is one for every row, and converting is dear."""

    template = "substr(%(expressions)s, 1, 19)"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Write it as the embedded database keeps it."""
        text = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
        return self.as_sql(compiler, connection, template=text)


def calendar() -> Calendar:
    """Return the collector's own."""
    return Calendar(ZoneInfo(settings.TIME_ZONE))


def days_concerned(log: UUID, after: int, until: int, known: Calendar) -> dict[date, Extent]:
    """Return the days that entries after a position, up to another, add to or alter.

    An entry alters an older day where it answers, replaces or explains something of that day.
    """
    here = Q(log=log, position__gt=after, position__lte=until)
    found: dict[str, Extent] = {}
    older: set[int] = set()
    ratings = Rating.objects.filter(here).values_list("position", Moment("at"), "visit", "replaces")
    for position, at, visit, replaces in ratings:
        _widen(found, known.place(at)[0], position)
        older.update(one for one in (visit, replaces) if one is not None and one <= after)
    for position, at in Visit.objects.filter(here).values_list("position", Moment("at")):
        _widen(found, known.place(at)[0], position)
    for position, day in Closing.objects.filter(here).values_list("position", "date"):
        _widen(found, day.isoformat(), position)
    older.update(Unrated.objects.filter(here, visit__lte=after).values_list("visit", flat=True))
    older.update(
        ReasonPicked.objects.filter(here, rating__lte=after).values_list("rating", flat=True)
    )
    for position, at in _and_what_they_changed(log, older):
        _widen(found, known.place(at)[0], position)
    return {date.fromisoformat(day): extent for day, extent in found.items()}


def both(one: Extent, other: Extent) -> Extent:
    """Return the positions from the first to the last of two extents."""
    return min(one[0], other[0]), max(one[1], other[1])


def stretches(extents: Sequence[Extent]) -> Iterator[Extent]:
    """Yield the positions of some days from low to high, each once, a bounded number at a time."""
    merged: list[Extent] = []
    for first, last in sorted(extents):
        if merged and first <= merged[-1][1] + _NEAR:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    for first, last in merged:
        for low in range(first, last + 1, AT_ONCE):
            yield low, min(low + AT_ONCE - 1, last)


def items_of(log: UUID, visits: Sequence[int]) -> dict[int, str]:
    """Return the items of visits, by their positions."""
    found: dict[int, str] = {}
    for start in range(0, len(visits), _IN_A_LIST):
        some = visits[start : start + _IN_A_LIST]
        rows = Visit.objects.filter(log=log, position__in=some)
        found |= dict(rows.values_list("position", "item"))
    return found


def _and_what_they_changed(log: UUID, older: set[int]) -> Iterator[tuple[int, str]]:
    """Return older ratings and visits, and those that the same change has reached from them."""
    known: set[int] = set()
    while older:
        known |= older
        reached: set[int] = set()
        places = sorted(older)
        for start in range(0, len(places), _IN_A_LIST):
            here = Q(log=log, position__in=places[start : start + _IN_A_LIST])
            ratings = Rating.objects.filter(here)
            for position, at, visit, replaced_by in ratings.values_list(
                "position", Moment("at"), "visit", "replaced_by"
            ):
                yield position, at
                reached.update(one for one in (visit, replaced_by) if one is not None)
            yield from Visit.objects.filter(here).values_list("position", Moment("at"))
        older = reached - known


def _widen(found: dict[str, Extent], day: str, position: int) -> None:
    known = found.get(day)
    if known is None:
        found[day] = (position, position)
    elif position > known[1]:
        found[day] = (known[0], position)
    elif position < known[0]:
        found[day] = (position, known[1])
