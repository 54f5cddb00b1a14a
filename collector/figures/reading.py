"""What the projections say of one log: which days something new concerns, and a whole day again."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime, make_aware

from collector.figures.contribution import Cell, Contribution, Named, Stand
from collector.figures.models import COUNTERS, LEVELS
from collector.figures.places import Places
from collector.ingest.models import Closing, Rating, ReasonPicked, Unrated, Visit

_AT = {name: place for place, name in enumerate(COUNTERS)}
_WALK_UP = _AT["walk_up_0"]
_ENDS = {"timeout": _AT["timeouts"], "cancelled": _AT["cancelled"], "fault": _AT["faults"]}
Extent = tuple[int, int]
"""The first and the last position of something."""


def days_concerned(log: UUID, after: int, until: int) -> dict[date, Extent]:
    """Return the days that entries after a position, up to another, add to or alter.

    An entry alters an older day where it answers, replaces or explains something of that day.
    """
    here = Q(log=log, position__gt=after, position__lte=until)
    found: dict[date, Extent] = {}
    older: set[int] = set()
    for position, at, visit, replaces in Rating.objects.filter(here).values_list(
        "position", "at", "visit", "replaces"
    ):
        _widen(found, localtime(at).date(), position)
        older.update(one for one in (visit, replaces) if one is not None and one <= after)
    for position, at in Visit.objects.filter(here).values_list("position", "at"):
        _widen(found, localtime(at).date(), position)
    for position, day in Closing.objects.filter(here).values_list("position", "date"):
        _widen(found, day, position)
    older.update(Unrated.objects.filter(here, visit__lte=after).values_list("visit", flat=True))
    older.update(
        ReasonPicked.objects.filter(here, rating__lte=after).values_list("rating", flat=True)
    )
    for position, at in _and_what_they_changed(log, older):
        _widen(found, localtime(at).date(), position)
    return found


def read_day(log: UUID, day: date, extent: Extent, places: Places) -> Contribution:
    """Count everything of a day again, from the rows between two positions."""
    start = make_aware(datetime.combine(day, time()))
    here = Q(
        log=log, position__range=extent, at__gte=start,
        at__lt=make_aware(datetime.combine(day + timedelta(days=1), time())),
    )  # fmt: skip
    cells: dict[Cell, dict[int, int]] = {}
    visits = list(
        Visit.objects.filter(here).values_list(
            "position", "at", "window", "staff", "item", "rating", "unrated"
        )
    )
    items = {position: item for position, _, _, _, item, _, _ in visits}
    for _, at, window, staff, item, rating, unrated in visits:
        row = cells.setdefault(
            Cell(places.stand(log, window, day), localtime(at).hour, staff, item, ""), {}
        )
        _count(row, _AT["visits"])
        if rating is not None:
            _count(row, _AT["rated"])
        elif unrated in _ENDS:
            _count(row, _ENDS[unrated])
    ratings = list(
        Rating.objects.filter(here).values_list(
            "position",
            "at",
            "window",
            "staff",
            "visit",
            "scale",
            "rank",
            "mode",
            "outcome",
            "national",
        )
    )
    items |= _items(log, {row[4] for row in ratings} - items.keys() - {None})
    counted: dict[int, tuple[Stand, int]] = {}
    for position, at, window, staff, visit, scale, rank, mode, outcome, national in ratings:
        stand = places.stand(log, window, day)
        cell = Cell(stand, localtime(at).hour, staff, items.get(visit or 0, ""), scale)
        _count(cells.setdefault(cell, {}), _column(mode, outcome, rank))
        if outcome == Rating.Outcome.COUNTED:
            counted[position] = (stand, national)
    return Contribution(
        cells=list(cells.items()),
        reasons=_reasons(log, counted),
        closed=(_stood(cells), _outcome(log, day)) if cells else None,
    )


def _stood(cells: Iterable[Cell]) -> Stand:
    """Return one place of a log that may have served at several on a day: always the same one."""
    return min((cell.stand for cell in cells), key=lambda one: one.places)


def _outcome(log: UUID, day: date) -> str:
    """Return how a day was closed last; "" where it was not yet."""
    closings = Closing.objects.filter(log=log, date=day).order_by("-position")
    return closings.values_list("outcome", flat=True).first() or ""


def _column(mode: str, outcome: str, rank: int) -> int:
    if outcome == Rating.Outcome.REPEAT:
        return _AT["repeats"]
    if outcome == Rating.Outcome.REPLACED:
        return _AT["replaced"]
    return (0 if mode == "invited" else _WALK_UP) + min(rank, LEVELS - 1)


def _count(row: dict[int, int], column: int) -> None:
    row[column] = row.get(column, 0) + 1


def _items(log: UUID, visits: Iterable[Any]) -> dict[int, str]:
    """Return the items of visits that were asked for on another day than they were rated."""
    wanted = list(visits)
    if not wanted:
        return {}
    rows = Visit.objects.filter(log=log, position__in=wanted)
    return dict(rows.values_list("position", "item"))


def _reasons(log: UUID, counted: dict[int, tuple[Stand, int]]) -> list[tuple[Named, int]]:
    if not counted:
        return []
    # A citizen's reasons come after the rating and may come after the last row of the day.
    rows = ReasonPicked.objects.filter(log=log, position__gt=min(counted), rating__in=counted)
    found: dict[Named, int] = {}
    for rating, catalogue, code in rows.values_list("rating", "catalogue", "code"):
        stand, national = counted[rating]
        named = Named(stand, catalogue, code, national)
        found[named] = found.get(named, 0) + 1
    return list(found.items())


def _and_what_they_changed(log: UUID, older: set[int]) -> Iterator[tuple[int, datetime]]:
    """Return older ratings and visits, and those that the same change has reached from them."""
    known: set[int] = set()
    while older:
        known |= older
        ratings = Rating.objects.filter(log=log, position__in=older)
        reached: set[int] = set()
        for position, at, visit, replaced_by in ratings.values_list(
            "position", "at", "visit", "replaced_by"
        ):
            yield position, at
            reached.update(one for one in (visit, replaced_by) if one is not None)
        yield from Visit.objects.filter(log=log, position__in=older).values_list("position", "at")
        older = reached - known


def _widen(found: dict[date, Extent], day: date, position: int) -> None:
    first, last = found.get(day, (position, position))
    found[day] = (min(first, position), max(last, position))
