"""What pages and reports ask of the figures.

Each answer costs the same however many ratings lie behind it: it reads rows of places and days,
never of ratings.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import add, sub
from typing import Any

from django.db import connection
from django.db.models import F, Q, Sum
from msgspec import Struct

from collector.figures.models import COUNTERS, LEVELS, PlaceReached, PlaceReason
from collector.figures.tables import (
    ITEM_DAY,
    ITEM_MONTH,
    PLACE_DAY,
    PLACE_HOUR,
    PLACE_MONTH,
    STAFF_DAY,
    STAFF_MONTH,
)
from collector.ingest.database.session import Table
from collector.organisation.models import Kind

# PostgreSQL would widen each sum to a number of any length.
_SUMS = ", ".join(f"CAST(SUM({name}) AS bigint)" for name in COUNTERS)
_NOTHING = (0,) * len(COUNTERS)
_INVITED = slice(0, LEVELS)
_WALK_UP = slice(LEVELS, 2 * LEVELS)
DAY = timedelta(days=1)


class Period(Struct, frozen=True):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """Return the same number of days just before it."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def pieces(self) -> "Pieces":
        """Return it as whole months, with the days to add to them and those to take away."""
        months: list[date] = []
        added: list[Period] = []
        taken: list[Period] = []
        start = self.first
        while start <= self.last:
            month = Period(start.replace(day=1), _month_end(start))
            inside = Period(start, min(month.last, self.last))
            if 2 * inside.days > month.days:
                months.append(month.first)
                around = Period(month.first, start - DAY), Period(inside.last + DAY, month.last)
                taken += [one for one in around if one.days]
            else:
                added.append(inside)
            start = inside.last + DAY
        return Pieces(tuple(months), tuple(added), tuple(taken))


class Pieces(Struct, frozen=True):
    """A period put together of few rows: months one after the other, named by their first days.

    Of a month that is more than half inside, its other days are taken away.
    """

    months: tuple[date, ...]
    added: tuple[Period, ...]
    taken: tuple[Period, ...]


class Totals(Struct, frozen=True, kw_only=True):
    """What was counted somewhere in a period.

    `invited` and `walk_up`: counting ratings per scale, by the level's place on it, best first.
    `visits` = `rated` + `timeouts` + `cancelled` + `faults` + `waiting`.
    """

    invited: Mapping[str, tuple[int, ...]] = {}
    walk_up: Mapping[str, tuple[int, ...]] = {}
    repeats: int = 0
    replaced: int = 0
    visits: int = 0
    rated: int = 0
    timeouts: int = 0
    cancelled: int = 0
    faults: int = 0

    @property
    def waiting(self) -> int:
        """Return the visits of which nothing is known yet."""
        return self.visits - self.rated - self.timeouts - self.cancelled - self.faults

    @property
    def ratings(self) -> int:
        """Return the invited ratings that count: the denominator of every rate."""
        return sum(sum(levels) for levels in self.invited.values())

    @property
    def walk_ups(self) -> int:
        """Return the walk-up ratings that count, which stay outside the rates."""
        return sum(sum(levels) for levels in self.walk_up.values())


def totals(place: int, period: Period) -> Totals:
    """Count everything of a place in a period."""
    return by_place([place], period).get(place, Totals())


def by_place(places: Iterable[int], period: Period) -> dict[int, Totals]:
    """Count each of the places in a period; places with nothing are left out."""
    return _by(PLACE_MONTH, PLACE_DAY, list(places), period, "place_id")


def by_day(place: int, period: Period) -> dict[date, Totals]:
    """Count each day of a place."""
    return _gather(_dated(_sums(PLACE_DAY, [place], "day", period, "day")))


def by_month(place: int, period: Period) -> dict[date, Totals]:
    """Count each month (its first day) that the period touches, whole."""
    whole = Period(period.first.replace(day=1), period.last)
    return _gather(_dated(_sums(PLACE_MONTH, [place], "month", whole, "month")))


def by_hour_of_week(place: int, period: Period) -> dict[tuple[int, int], Totals]:
    """Count each weekday (Monday 0) and hour of a place above the windows."""
    # The database counts weekdays: it answers 7 rows an hour and not 365.
    weekday = (
        "((CAST(strftime('%%w', day) AS INTEGER) + 6) %% 7)"
        if connection.vendor == "sqlite"
        else "(EXTRACT(ISODOW FROM day)::integer - 1)"
    )
    rows = _sums(PLACE_HOUR, [place], "day", period, weekday, "hour")
    return _gather([((row[0], row[1]), *row[2:]) for row in rows])


def by_staff(hall: int, period: Period) -> dict[str, Totals]:
    """Count each member of staff of a hall, by number; "" is nobody."""
    return _by(STAFF_MONTH, STAFF_DAY, [hall], period, "staff")


def by_item(place: int, period: Period) -> dict[str, Totals]:
    """Count each service item of a place above the windows; "" is a visit that named none."""
    return _by(ITEM_MONTH, ITEM_DAY, [place], period, "item")


def reasons(place: int, period: Period) -> dict[tuple[str, str, int], int]:
    """Count the ratings that named each reason, by catalogue, code and national level."""
    rows = (
        PlaceReason.objects.filter(Q(place=place) & _within(period))
        .order_by()
        .values_list("catalogue", "code", "national")
        .annotate(n=Sum("ratings"))
    )
    return {(catalogue, code, national): n for catalogue, code, national, n in rows if n}


def reached(place: int, period: Period) -> tuple[int, int]:
    """Count what there was to close in a place, a log and day each, and what closed equal."""
    here = PlaceReached.objects.filter(Q(place=place) & _within(period))
    found = here.aggregate(due=Sum("due", default=0), complete=Sum("complete", default=0))
    return int(found["due"]), int(found["complete"])


def incomplete(path: str, period: Period, most: int) -> list[tuple[str, date, bool]]:
    """Name the windows below a path and their days that are not complete, the latest first.

    Each with whether both ends disagree; otherwise the day has not been closed yet.
    """
    rows = (
        PlaceReached.objects.filter(_within(period), complete__lt=F("due"))
        .filter(place__kind=Kind.WINDOW, place__path__startswith=path)
        .order_by("-day", "place__code")
        .values_list("place__code", "day", "disagrees")[:most]
    )
    return [(code, day, disagrees > 0) for code, day, disagrees in rows]


def _within(period: Period) -> Q:
    return Q(day__range=(period.first, period.last))


def _by(
    of_months: Table, of_days: Table, places: Sequence[int], period: Period, key: str
) -> dict[Any, Totals]:
    """Count by a key, in as few rows as will do: of the coarser table months, of the finer days."""
    pieces = period.pieces()
    rows: list[tuple[Any, ...]] = []
    if pieces.months:
        months = Period(pieces.months[0], pieces.months[-1])
        rows += _sums(of_months, places, "month", months, key)
    for days in pieces.added:
        rows += _sums(of_days, places, "day", days, key)
    less = [row for days in pieces.taken for row in _sums(of_days, places, "day", days, key)]
    return _gather(rows, less)


def _sums(
    table: Table, places: Sequence[int], column: str, period: Period, *keys: str
) -> list[tuple[Any, ...]]:
    """Add up the counters of rows whose day or month lies in a period, by keys and scale.

    Written out, because Django takes longer to make seventeen sums of a query than the database
    takes to answer it.
    """
    if not places:
        return []
    by = ", ".join((*keys, '"scale"'))
    text = (
        f"SELECT {by}, {_SUMS} FROM {table.name} "  # noqa: S608 -- names of ours alone
        f"WHERE place_id IN ({', '.join(['%s'] * len(places))}) "
        f"AND {column} BETWEEN %s AND %s GROUP BY {by}"
    )
    day = connection.ops.adapt_datefield_value
    with connection.cursor() as cursor:
        cursor.execute(text, [*places, day(period.first), day(period.last)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _dated(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """Make days of what an embedded database writes as text."""
    for day, *rest in rows:
        yield (date.fromisoformat(day) if isinstance(day, str) else day, *rest)


def _gather(rows: Iterable[Sequence[Any]], less: Iterable[Sequence[Any]] = ()) -> dict[Any, Totals]:
    """Put together what belongs to one key: a row for each scale and part of the period.

    `less` is taken away from the rows; what comes to nothing is left out.
    """
    found: dict[Any, dict[str, Sequence[int]]] = {}
    for some, put in ((rows, add), (less, sub)):
        for key, scale, *sums in some:
            scales = found.setdefault(key, {})
            scales[scale] = tuple(map(put, scales.get(scale, _NOTHING), sums))
    return {key: _totals(scales) for key, scales in found.items() if any(map(any, scales.values()))}


def _totals(scales: Mapping[str, Sequence[int]]) -> Totals:
    rest = [sums[2 * LEVELS :] for sums in scales.values()]
    return Totals(
        invited={scale: tuple(sums[_INVITED]) for scale, sums in scales.items()
                 if any(sums[_INVITED])},
        walk_up={scale: tuple(sums[_WALK_UP]) for scale, sums in scales.items()
                 if any(sums[_WALK_UP])},
        **dict(zip(COUNTERS[2 * LEVELS :], map(sum, zip(*rest, strict=True)), strict=True)),
    )  # fmt: skip


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
