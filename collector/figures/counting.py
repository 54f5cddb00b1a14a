"""Counting days of a log again, from the rows of the projections."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import make_aware
from msgspec.structs import astuple

from collector.figures.contribution import Cell, Contribution, Named, Stand
from collector.figures.models import COUNTERS, LEVELS, LogDay
from collector.figures.places import Places
from collector.figures.reading import (
    Extent,
    Moment,
    both,
    calendar,
    days_concerned,
    items_of,
    stretches,
)
from collector.ingest.models import Closing, Rating, ReasonPicked, Visit
from collector.ingest.moments import Calendar

_AT = {name: place for place, name in enumerate(COUNTERS)}
_WALK_UP = _AT["walk_up_0"]
_ENDS = {"timeout": _AT["timeouts"], "cancelled": _AT["cancelled"], "fault": _AT["faults"]}
_TOGETHER = 5_000
"""Entries of a log that are counted at a time, where it is known which days are to be counted."""


class Kept(NamedTuple):
    """What a log has put in for a day, as it stands in the database."""

    extent: Extent
    put_in: bytes


class Counted(NamedTuple):
    """A day of a log as it is counted now, and what it had put in when that was looked up."""

    log: UUID
    day: date
    extent: Extent
    contribution: Contribution
    kept: Kept | None


class Counting:
    """Counts days; remembers where windows stood and which hours are which. Made for one look.

    `change`: the organisation is at least as new as this change of it; read before it is.
    """

    def __init__(self, change: int) -> None:
        """Begin with nothing read."""
        self.change = change
        self._places = Places()
        self._calendar = calendar()

    def concerned(self, log: UUID, after: int, until: int) -> dict[date, Extent]:
        """Return the days that entries after a position, up to another, add to or alter."""
        return days_concerned(log, after, until, self._calendar)

    def count(self, log: UUID, days: Mapping[date, Extent], until: int) -> list[Counted]:
        """Count days from the entries up to a position, each between at least these positions."""
        kept = kept_days(log, days)
        extents = {
            day: both(extent, kept[log, day].extent) if (log, day) in kept else extent
            for day, extent in days.items()
        }
        reading = _Reading(log, extents, self._places, self._calendar)
        contributions = reading.contributions(until)
        return [
            Counted(log, day, extents[day], contributions[day], kept.get((log, day)))
            for day in sorted(days)
        ]


def kept_days(log: UUID | Iterable[UUID], days: Iterable[date]) -> dict[tuple[UUID, date], Kept]:
    """Return what logs have put in for some days."""
    logs = [log] if isinstance(log, UUID) else list(log)
    rows = LogDay.objects.filter(log__in=logs, day__in=list(days))
    return {
        (of, day): Kept((first, last), bytes(put_in))
        for of, day, first, last, put_in in rows.values_list(
            "log", "day", "first", "last", "put_in"
        )
    }


def portions(days: Mapping[date, Extent]) -> Iterable[dict[date, Extent]]:
    """Split days into some that may be counted at a time."""
    some: dict[date, Extent] = {}
    entries = 0
    for day, (first, last) in sorted(days.items()):
        if some and entries + last - first >= _TOGETHER:
            yield some
            some, entries = {}, 0
        some[day] = (first, last)
        entries += last - first + 1
    if some:
        yield some


class _Reading:
    """Days of one log being counted, all at a time, in the order of positions."""

    def __init__(
        self, log: UUID, extents: Mapping[date, Extent], places: Places, known: Calendar
    ) -> None:
        self._log = log
        self._extents = extents
        self._days = {day.isoformat(): day for day in extents}
        self._places = places
        self._place = known.place
        self._stands: dict[tuple[date, str], Stand] = {}
        self._cells: dict[date, dict[Cell, dict[int, int]]] = {day: {} for day in extents}
        self._items: dict[int, str] = {}
        self._counted: dict[int, tuple[date, Stand, int]] = {}
        """Ratings for which reasons count: their day, where, and what level it was."""

    def contributions(self, until: int) -> dict[date, Contribution]:
        """Return what the log adds on each of the days; reasons up to a position count."""
        begins, ends = min(self._extents, default=None), max(self._extents, default=None)
        if begins is None or ends is None:
            return {}
        then = Q(
            log=self._log, at__gte=make_aware(datetime.combine(begins, time())),
            at__lt=make_aware(datetime.combine(ends + timedelta(days=1), time())),
        )  # fmt: skip
        for stretch in stretches(list(self._extents.values())):
            self._read_visits(then & Q(position__range=stretch))
            self._read_ratings(then & Q(position__range=stretch))
        reasons = self._reasons(until)
        closed = self._closed()
        return {
            day: Contribution(
                cells=sorted(cells.items(), key=_order), reasons=reasons.get(day, []),
                closed=(_stood(cells), closed.get(day, "")) if cells else None,
            )
            for day, cells in self._cells.items()
        }  # fmt: skip

    def _read_visits(self, here: Q) -> None:
        rows = Visit.objects.filter(here).values_list(
            "position", Moment("at"), "window", "staff", "item", "rating", "unrated"
        )
        for position, at, window, staff, item, rating, unrated in rows:
            written, hour = self._place(at)
            day = self._days.get(written)
            if day is None:
                continue
            self._items[position] = item
            row = self._row(day, Cell(self._stand(day, window), hour, staff, item, ""))
            _count(row, _AT["visits"])
            if rating is not None:
                _count(row, _AT["rated"])
            elif unrated in _ENDS:
                _count(row, _ENDS[unrated])

    def _read_ratings(self, here: Q) -> None:
        rows = list(
            Rating.objects.filter(here).values_list(
                "position", Moment("at"), "window", "staff", "visit", "scale", "rank", "mode",
                "outcome", "national",
            )
        )  # fmt: skip
        # Visits of other days; those of these days come before their ratings and are known.
        elsewhere = {row[4] for row in rows} - self._items.keys() - {None}
        self._items.update(items_of(self._log, sorted(elsewhere)))
        for position, at, window, staff, visit, scale, rank, mode, outcome, national in rows:
            written, hour = self._place(at)
            day = self._days.get(written)
            if day is None:
                continue
            stand = self._stand(day, window)
            cell = Cell(stand, hour, staff, self._items.get(visit or 0, ""), scale)
            _count(self._row(day, cell), _column(mode, outcome, rank))
            if outcome == Rating.Outcome.COUNTED:
                self._counted[position] = (day, stand, national)

    def _row(self, day: date, cell: Cell) -> dict[int, int]:
        rows = self._cells[day]
        row = rows.get(cell)
        if row is None:
            row = rows[cell] = {}
        return row

    def _stand(self, day: date, window: str) -> Stand:
        stand = self._stands.get((day, window))
        if stand is None:
            stand = self._stands[day, window] = self._places.stand(self._log, window, day)
        return stand

    def _reasons(self, until: int) -> dict[date, list[tuple[Named, int]]]:
        if not self._counted:
            return {}
        # A citizen's reasons come after the rating and may come after the last row of the day.
        low, high = min(self._counted), max(self._counted)
        rows = ReasonPicked.objects.filter(
            log=self._log, position__gt=low, position__lte=until, rating__range=(low, high)
        )
        found: dict[date, dict[Named, int]] = {}
        for rating, catalogue, code in rows.values_list("rating", "catalogue", "code"):
            if rating in self._counted:
                day, stand, national = self._counted[rating]
                of_day = found.setdefault(day, {})
                named = Named(stand, catalogue, code, national)
                of_day[named] = of_day.get(named, 0) + 1
        return {day: sorted(of_day.items(), key=_order) for day, of_day in found.items()}

    def _closed(self) -> dict[date, str]:
        """Return how each day was closed last, as far as it was."""
        rows = Closing.objects.filter(log=self._log, date__in=list(self._extents))
        return dict(rows.order_by("position").values_list("date", "outcome"))


def _order(one: tuple[Cell | Named, object]) -> tuple[Any, ...]:
    """Return by what rows are kept in order, so that a day counted again gives the same bytes."""
    stand, *rest = astuple(one[0])
    return (*astuple(stand), *rest)


def _stood(cells: Iterable[Cell]) -> Stand:
    """Return one place of a log that may have served at several on a day: always the same one."""
    return min((cell.stand for cell in cells), key=lambda one: one.places)


def _column(mode: str, outcome: str, rank: int) -> int:
    if outcome == Rating.Outcome.REPEAT:
        return _AT["repeats"]
    if outcome == Rating.Outcome.REPLACED:
        return _AT["replaced"]
    return (0 if mode == "invited" else _WALK_UP) + min(rank, LEVELS - 1)


def _count(row: dict[int, int], column: int) -> None:
    row[column] = row.get(column, 0) + 1
