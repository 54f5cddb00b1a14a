"""What the figures know before a rating is read: how many there are, and on which days.

Figures are rows of places and days, so this costs the same however many ratings lie behind them.
They never lose a day that holds what is looked for; they may name one that holds none.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, Sum
from msgspec import Struct

from collector.accounts.grants import EVERYWHERE
from collector.figures.models import (
    LEVELS,
    ItemDay,
    ItemMonth,
    PlaceDay,
    PlaceMonth,
    StaffDay,
    StaffMonth,
)
from collector.organisation.models import Kind
from collector.ratings.scope import Grounds, Places, Stay
from collector.ratings.wanted import Levels, Wanted
from sync.protocol.catalogue import Scale

_COLUMNS: Final = (
    *(f"invited_{rank}" for rank in range(LEVELS)),
    *(f"walk_up_{rank}" for rank in range(LEVELS)),
    "repeats", "replaced",
)  # fmt: skip
_FEW, _MANY = 120, 1_500
"""Rows of figures that are read at once: enough for the newest page, or for a rare thing."""
_AnyDay = type[PlaceDay] | type[StaffDay] | type[ItemDay]
_MONTHS: Final[Mapping[_AnyDay, Any]] = {
    PlaceDay: PlaceMonth, StaffDay: StaffMonth, ItemDay: ItemMonth,
}  # fmt: skip


class Forecast(Struct, frozen=True, kw_only=True):
    """Days that may hold what is looked for, newest first, with how many they hold at most.

    exact: they hold just as many. reached: no day before this one was looked up, None where all
    were. total: how many there are in all days, where the figures can tell.
    """

    days: list[tuple[date, int]]
    exact: bool
    reached: date | None
    total: int | None


def read_forecast(
    wanted: Wanted,
    places: Places,
    grounds: Grounds,
    some: Sequence[Stay],
    scales: Mapping[str, Scale],
    until: date | None,
) -> Forecast:
    """Ask the figures; `until`: the newest day that is still of interest."""
    counting = _Counting(wanted, scales)
    table, where, exact = _source(wanted, places, grounds, some)
    exact = exact and counting.exact
    limit = _FEW if not (wanted.given().keys() - {"place", "window", "first", "last"}) else _MANY
    days = where & _between(wanted.first, until)
    rows = list(
        table.objects.filter(days).exclude(scale="").order_by("-day")
        .values_list("day", "scale", *_COLUMNS)[:limit]
    )  # fmt: skip
    reached = None
    if len(rows) == limit:
        # The oldest of them may be there in part only; the next page begins with it.
        reached = rows[-1][0] + timedelta(days=1)
        rows = [row for row in rows if row[0] >= reached]
    found: dict[date, int] = {}
    for day, scale, *numbers in rows:
        found[day] = found.get(day, 0) + counting.most(scale, numbers)
    total = None
    if exact and wanted.before is None:
        total = _total(table, where, wanted, counting)
    return Forecast(
        days=[(day, n) for day, n in found.items() if n], exact=exact, reached=reached, total=total
    )


class _Counting:
    """How many of what a row of figures has counted fit at most, and whether that is exact."""

    def __init__(self, wanted: Wanted, scales: Mapping[str, Scale]) -> None:
        self._wanted = wanted
        self._scales = scales
        self._levels = wanted.levels(scales)
        apart = wanted.outcome != "counted" and bool(self._levels or wanted.mode)
        # What is not counted is not told apart by level or mode; these are not told apart at all.
        self.exact = not (apart or wanted.reasons or wanted.clock)
        self.exact = self.exact and not (wanted.staff and wanted.item)

    def most(self, scale: str, numbers: Sequence[int]) -> int:
        """Return the number for a row, its columns given in order."""
        outcome, mode = self._wanted.outcome, self._wanted.mode
        found = 0
        if outcome in {"", "counted"}:
            ranks = list(self._ranks(scale))
            if mode != "walk-up":
                found += sum(numbers[rank] for rank in ranks)
            if mode != "invited":
                found += sum(numbers[LEVELS + rank] for rank in ranks)
        if outcome in {"", "repeat"}:
            found += numbers[2 * LEVELS]
        if outcome in {"", "replaced"}:
            found += numbers[2 * LEVELS + 1]
        return int(found)

    def _ranks(self, scale: str) -> Iterable[int]:
        levels, known = self._levels, self._scales.get(scale)
        if levels is None or known is None:
            return range(LEVELS)
        return (rank for rank, level in enumerate(known.levels) if _fits(levels, scale, level))


def _fits(levels: Levels, scale: str, level: Any) -> bool:
    if levels.scale:
        return levels.scale == scale and levels.level == level.id
    return level.national in levels.nationals


def _source(
    wanted: Wanted, places: Places, grounds: Grounds, some: Sequence[Stay]
) -> tuple[_AnyDay, Q, bool]:
    """Return the finest figures there are, and whether they are of these places alone."""
    nodes = {node.pk for node in places.nodes}
    everywhere = EVERYWHERE in places.paths
    if not wanted.staff and (not wanted.item):
        return PlaceDay, Q(place__in=nodes), True
    halls = _halls(grounds, some)
    if wanted.staff:
        exact = halls == nodes and all(node.kind == Kind.HALL for node in places.nodes)
        wide = halls | nodes if everywhere else halls
        return StaffDay, Q(place__in=wide, staff=wanted.staff), everywhere or exact
    if places.windows:
        return ItemDay, Q(place__in=halls, item=wanted.item), False
    return ItemDay, Q(place__in=nodes, item=wanted.item), True


def _halls(grounds: Grounds, some: Iterable[Stay]) -> set[int]:
    """Return the nodes of all halls in which these logs' windows have ever stood."""
    windows = {grounds.terminals[one.log].window for one in some}
    ids = {one.hall for window in windows for one in grounds.directory.stretches(window)}
    return {grounds.halls[hall].pk for hall in ids if hall in grounds.halls}


def _total(table: _AnyDay, where: Q, wanted: Wanted, counting: _Counting) -> int:
    first, last = wanted.first, wanted.last
    start = _month_start(first) if first else None
    end = _month_end(last) if last else None
    if start and end and start > end:
        return _sum(table, where & _between(first, last), counting)
    months = where & (Q(month__gte=start) if start else Q()) & (Q(month__lt=end) if end else Q())
    found = _sum(_MONTHS[table], months, counting)
    if first and start and first < start:
        found += _sum(table, where & Q(day__gte=first, day__lt=start), counting)
    if last and end and end <= last:
        found += _sum(table, where & Q(day__gte=end, day__lte=last), counting)
    return found


def _sum(table: Any, where: Q, counting: _Counting) -> int:
    sums = {f"sum_{name}": Sum(name) for name in _COLUMNS}
    rows = table.objects.filter(where).exclude(scale="").order_by().values_list("scale")
    return sum(counting.most(scale, numbers) for scale, *numbers in rows.annotate(**sums))


def _between(first: date | None, last: date | None) -> Q:
    found = Q()
    if first:
        found &= Q(day__gte=first)
    if last:
        found &= Q(day__lte=last)
    return found


def _month_start(day: date) -> date:
    """Return the first day of the first month that begins on a day or after it."""
    return day if day.day == 1 else (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _month_end(day: date) -> date:
    """Return the day after the last month that ends on a day or before it."""
    return (day + timedelta(days=1)).replace(day=1)
