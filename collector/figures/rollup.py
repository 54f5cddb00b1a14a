"""Keeping the figures equal to what is stored, a log and a day at a time.

What a log put in for a day is remembered, so a day that changed is counted anew and only the
difference is added: idempotent, in any order, and the same from nothing (`forget` and go on).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Min

from collector.figures.contribution import (
    Cells,
    Contribution,
    difference,
    pack,
    spread,
    unpack,
)
from collector.figures.models import (
    Basis,
    ItemDay,
    ItemMonth,
    LogDay,
    PlaceDay,
    PlaceHour,
    PlaceMonth,
    PlaceReached,
    PlaceReason,
    Progress,
    StaffDay,
    StaffMonth,
)
from collector.figures.places import Places
from collector.figures.reading import Extent, days_concerned, read_day
from collector.ingest.database.session import adding
from collector.ingest.models import Standing
from collector.organisation.models import Change

PIECE = 5_000
"""Entries read at a time."""
_TRIES = 5
_ALL = (
    PlaceDay, PlaceMonth, PlaceHour, StaffDay, StaffMonth, ItemDay, ItemMonth, PlaceReached,
    PlaceReason, LogDay, Progress,
)  # fmt: skip


_BEHIND = (
    "SELECT s.log_id, COALESCE(p.position, 0), s.entries FROM ingest_standing s "
    "LEFT JOIN figures_progress p ON p.log = s.log_id "
    "WHERE s.entries > COALESCE(p.position, 0) ORDER BY s.log_id"
)


def behind() -> list[tuple[UUID, int, int]]:
    """Return the logs that hold more than the figures know: log, known up to, held up to.

    One query that answers nothing but those logs: it is asked every two seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND)
        rows = cursor.fetchall()
    return [(log if isinstance(log, UUID) else UUID(log), known, held) for log, known, held in rows]


def bring_up_to_date(
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    stop: Callable[[], bool] = lambda: False,
    rest: Callable[[float], None] = lambda _seconds: None,
) -> int:
    """Read what is new into the figures; return how many entries were read.

    `progress` is told entries read and entries to read; `stop` is asked before each piece, `rest`
    is told after it how many seconds it took. Runs beside a server and beside another one of its
    own: each transaction takes the lock and looks again at where things stand.
    """
    _follow_the_organisation()
    waiting = behind()
    total, done = sum(last - known for _, known, last in waiting), 0
    places = Places()
    for log, _, _ in waiting:
        while not stop():
            began = time.monotonic()
            read = _read_piece(log, places)
            if not read:
                break
            done += read
            progress(done, total)
            rest(time.monotonic() - began)
    return done


def forget() -> None:
    """Empty the figures; the next `bring_up_to_date` makes them again from the first entry."""
    with _locked():
        for table in _ALL:
            table.objects.all().delete()


def count_again(log: UUID, day: date, extent: Extent, places: Places) -> bool:
    """Count a day of a log again; tell whether it was not what the figures had.

    Nothing is locked where it was. Otherwise it is counted until no other server has put anything
    in between counting and putting in, at last while all others wait.
    """
    if _stands(log, _count(log, day, extent, places)):
        return False
    for _ in range(_TRIES):
        known, change = position(log), _basis().change
        counted = _count(log, day, extent, places)
        with _locked() as basis:
            if position(log) == known and basis.change == change:
                _put_in(log, counted)
                return True
    with _locked():
        _put_in(log, _count(log, day, extent, places))
    return True


def _stands(log: UUID, counted: "_Counted") -> bool:
    """Tell whether a day is in the figures as it is counted now."""
    kept = LogDay.objects.filter(log=log, day=counted.day).first()
    before = unpack(bytes(kept.put_in)) if kept is not None else Contribution()
    extent = (kept.first, kept.last) if kept is not None else None
    after, day = counted.contribution, counted.day
    return extent in {None, counted.extent} and not difference(
        spread(after, day), spread(before, day)
    )


def _read_piece(log: UUID, places: Places) -> int:
    """Count outside the lock, so that storing never waits for it; put in what holds still."""
    change = _basis().change
    known = position(log)
    held = Standing.objects.filter(log=log).values_list("entries", flat=True).first() or 0
    until = min(held, known + PIECE)
    if until <= known:
        return 0
    counted = [
        _count(log, day, extent, places)
        for day, extent in sorted(days_concerned(log, known, until).items())
    ]
    with _locked() as basis:
        if position(log) != known or basis.change != change:
            return 0  # another server was quicker, or the tree has changed meanwhile
        for one in counted:
            _put_in(log, one)
        Progress.objects.update_or_create(log=log, defaults={"position": until})
    return until - known


def position(log: UUID) -> int:
    """Return up to where the figures know a log."""
    return Progress.objects.filter(log=log).values_list("position", flat=True).first() or 0


class _Counted(NamedTuple):
    """A day of a log, as it is counted now."""

    day: date
    extent: Extent
    contribution: Contribution


def _count(log: UUID, day: date, extent: Extent, places: Places) -> _Counted:
    kept = LogDay.objects.filter(log=log, day=day).values_list("first", "last").first()
    if kept is not None:
        extent = min(extent[0], kept[0]), max(extent[1], kept[1])
    return _Counted(day, extent, read_day(log, day, extent, places))


def _put_in(log: UUID, counted: _Counted) -> None:
    """Add what is different from what the log put in for that day before. Holds the lock."""
    day, extent, after = counted
    kept = LogDay.objects.filter(log=log, day=day).first()
    before = unpack(bytes(kept.put_in)) if kept is not None else Contribution()
    _add(difference(spread(after, day), spread(before, day)))
    LogDay.objects.update_or_create(
        log=log, day=day,
        defaults={"first": extent[0], "last": extent[1], "put_in": pack(after)},
    )  # fmt: skip


def _follow_the_organisation() -> None:
    """Count the days anew from which a window was moved, renamed or merged.

    A day at a time; cut short it begins again, and days counted twice are counted once.
    """
    new = Change.objects.filter(pk__gt=_basis().change)
    latest = new.aggregate(latest=Max("pk"))["latest"]
    if latest is None:
        return
    since = new.filter(day__isnull=False).aggregate(since=Min("day"))["since"]
    if since is not None:
        places = Places()
        touched = LogDay.objects.filter(day__gte=since).order_by("log", "day")
        for log, day, first, last in list(touched.values_list("log", "day", "first", "last")):
            known = position(log)
            counted = _count(log, day, (first, last), places)
            with _locked():
                if position(log) != known:
                    return  # something was put in meanwhile: at the next look, from the beginning
                _put_in(log, counted)
    with _locked() as basis:
        basis.change = latest
        basis.save()


def _basis() -> Basis:
    return Basis.objects.get_or_create(pk=1)[0]


@contextmanager
def _locked() -> Iterator[Basis]:
    """Hold the one row that whoever writes figures holds."""
    _basis()
    with transaction.atomic():
        yield Basis.objects.select_for_update().get(pk=1)


def _add(cells: Cells) -> None:
    with connection.cursor() as cursor:
        for table, rows in cells.items():
            values = f"VALUES ({', '.join(['%s'] * len(table.columns))})"
            # In the order of the key, so that two writers would wait and never lock each other.
            cursor.executemany(
                adding(table, values), [(*key, *row) for key, row in sorted(rows.items())]
            )
