"""Keeping the figures equal to what is stored, some entries of some logs at a time.

What a log put in for a day is remembered, so a day that changed is counted anew and only the
difference is added: idempotent, in any order, and the same from nothing (`forget` and go on).
"""

import time
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min

from collector.figures.counting import Counted, Counting, portions
from collector.figures.models import (
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
from collector.figures.putting_in import Ground, basis, differs, locked, positions, put_in
from collector.figures.reading import Extent
from collector.organisation.models import Change

PIECE = 40_000
"""Entries read at a time, of all logs together."""
LOGS = 16
"""Logs read at a time, of one hall where there are so many: they share most of the rows."""
_TRIES = 5
_ALL = (
    PlaceDay, PlaceMonth, PlaceHour, StaffDay, StaffMonth, ItemDay, ItemMonth, PlaceReached,
    PlaceReason, LogDay, Progress,
)  # fmt: skip
_BEHIND = (
    "SELECT s.log_id, COALESCE(p.position, 0), s.entries FROM ingest_standing s "
    "LEFT JOIN figures_progress p ON p.log = s.log_id "
    "LEFT JOIN ingest_log l ON l.id = s.log_id "
    "LEFT JOIN organisation_window w ON w.id = l.window_id "
    "WHERE s.entries > COALESCE(p.position, 0) ORDER BY w.hall_id, s.log_id"
)


def behind() -> list[tuple[UUID, int, int]]:
    """Return the logs that hold more than the figures know: log, known up to, held up to.

    One query that answers nothing but those logs, hall by hall: it is asked every two seconds.
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
    _follow_the_organisation(stop, rest)
    waiting = behind()
    total, done = sum(last - known for _, known, last in waiting), 0
    counting = Counting(basis().change)
    for start in range(0, len(waiting), LOGS):
        held = {log: last for log, _, last in waiting[start : start + LOGS]}
        while not stop():
            began = time.monotonic()
            read = _read_piece(held, counting)
            if not read:
                break
            done += read
            progress(done, total)
            rest(time.monotonic() - began)
    return done


def forget() -> None:
    """Empty the figures; the next `bring_up_to_date` makes them again from the first entry."""
    with locked():
        for table in _ALL:
            table.objects.all().delete()


def count_again(log: UUID, days: Mapping[date, Extent]) -> int:
    """Count days of a log again; return how many were not what the figures had.

    Nothing is locked where they were. Otherwise they are counted until no other server has put
    anything in between counting and putting in, at last while all others wait.
    """
    counting = Counting(basis().change)
    changed = [
        one
        for some in portions(days)
        for one in counting.count(log, some, position(log))
        if differs(one)
    ]
    for some in portions({one.day: one.extent for one in changed}):
        if not any(_count_and_put_in(log, some) for _ in range(_TRIES)):
            with locked():
                _count_and_put_in(log, some)
    return len(changed)


def _count_and_put_in(log: UUID, days: Mapping[date, Extent]) -> bool:
    counting = Counting(basis().change)
    return put_in(*_counted(log, days, counting))


def _counted(
    log: UUID, days: Mapping[date, Extent], counting: Counting
) -> tuple[list[Counted], Ground]:
    ground = Ground(positions([log]), counting.change)
    return counting.count(log, days, ground.positions[log]), ground


def position(log: UUID) -> int:
    """Return up to where the figures know a log."""
    return positions([log])[log]


def _read_piece(held: Mapping[UUID, int], counting: Counting) -> int:
    """Count a part of what logs hold, and put it in; return how many entries it was.

    Counted outside the lock, so that storing never waits for it.
    """
    ground = Ground(positions(list(held)), counting.change)
    waiting = {log: known for log, known in ground.positions.items() if known < held[log]}
    share = max(1, PIECE // max(1, len(waiting)))
    until = {log: min(held[log], known + share) for log, known in waiting.items()}
    counted = [
        one
        for log, known in waiting.items()
        for one in counting.count(log, counting.concerned(log, known, until[log]), until[log])
    ]
    if not put_in(counted, ground, until):
        return 0
    return sum(until[log] - known for log, known in waiting.items())


def _follow_the_organisation(stop: Callable[[], bool], rest: Callable[[float], None]) -> None:
    """Count the days anew from which a window was moved, renamed or merged.

    Some days at a time; cut short it begins again, and days counted twice are counted once.
    """
    new = Change.objects.filter(pk__gt=basis().change)
    latest = new.aggregate(latest=Max("pk"))["latest"]
    if latest is None:
        return
    since = new.filter(day__isnull=False).aggregate(since=Min("day"))["since"]
    if since is not None and not _count_since(since, stop, rest):
        return  # at the next look, from the beginning
    with locked() as held:
        held.change = latest
        held.save()


def _count_since(since: date, stop: Callable[[], bool], rest: Callable[[float], None]) -> bool:
    """Count all days from one on anew; tell whether that came to its end."""
    counting = Counting(basis().change)
    for log in list(Progress.objects.order_by("log").values_list("log", flat=True)):
        rows = LogDay.objects.filter(log=log, day__gte=since).values_list("day", "first", "last")
        for some in portions({day: (first, last) for day, first, last in rows}):
            if stop():
                return False
            began = time.monotonic()
            if not put_in(*_counted(log, some, counting)):
                return False  # something was put in meanwhile
            rest(time.monotonic() - began)
    return True
