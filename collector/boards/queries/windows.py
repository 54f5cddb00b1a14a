"""The board of a hall's windows, read whole at one moment."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter

from django.db.models import F, Q

from collector.accounts.grants import EVERYWHERE, condition, touches, within
from collector.boards.judgement import in_order, judge
from collector.boards.queries.day_strip import hours_of, services_of
from collector.boards.queries.findings import settled_closings
from collector.boards.queries.gathering import Gathering, Named, by_window
from collector.boards.queries.logs import StandingLog, logs_of
from collector.boards.queries.opening import openings
from collector.boards.rows import Board, Counts, NightClosing, Opening, Place, WindowRow
from collector.ingest.models import Closing, CountDay, Log, log_id
from collector.ingest.tables import LEVEL_COLUMNS
from collector.organisation import duty
from collector.organisation.directory import former_codes, present
from collector.organisation.models import Department, Hall, Window
from collector.terminal_settings.effective import settings_at
from sync.protocol import night
from sync.protocol.catalogue import Scale
from sync.protocol.settings import Schedule, Settings

DRAWN_WINDOWS = 60
"""In a larger hall the day strip shows hours, not single services."""
GRACE = timedelta(minutes=15)
"""A terminal has this long after its minute of the night before its closing is missed."""

_Night = tuple[str, date]
"""A log, by its hex, and the business day that was to be closed."""

_LEVELS = tuple(f"level_{place}" for place in range(LEVEL_COLUMNS))
_COUNTERS = ("visits", "timeouts", "cancelled", "faults", "repeats", "replaced")
_SUMMED = attrgetter("ratings", *_COUNTERS)


Drawn = Callable[[Sequence[WindowRow]], Sequence[WindowRow]]
"""Says of which windows, once they are judged and in order, the day is to be drawn."""


def none_of(_rows: Sequence[WindowRow]) -> Sequence[WindowRow]:
    """Draw no day: whoever only counts or judges windows needs none."""
    return ()


def read_board(
    hall_code: str,
    now: datetime,
    scales: Mapping[str, Scale],
    branches: Sequence[str] = (EVERYWHERE,),
    drawn: Drawn = none_of,
) -> Board | None:
    """Read the board of a hall, or of the first one for ""; None where there is no such hall.

    `now` is in the hall's time zone. Costs the same number of queries for any number of windows.
    branches: only halls that have to do with these are there, with only their windows in these.
    """
    halls = tuple(
        hall for hall in Hall.objects.select_related("node") if touches(hall.node.path, branches)
    )
    hall = next((one for one in halls if one.code == hall_code or not hall_code), None)
    waiting = Log.objects.filter(status=Log.Status.PENDING).count()
    if hall is None:
        return None if hall_code else _nothing_yet(now, waiting)
    decided = settings_at(hall.node)
    whole = within(hall.node.path, branches)
    there = present(now.date())
    names = _names(hall, there if whole else there & condition(branches))
    # A terminal writes a window's old code until it has heard of the new one.
    renamed = {once: code for once, code in former_codes(hall.pk).items() if once not in names}
    logs = logs_of(hall, Q() if whole else condition(branches, "window__node__path"), renamed)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = _counts(hall, midnight.date(), scales, renamed)
    closings = _closings(hall, logs, decided.schedule, now)
    if not whole:
        # A terminal that stood elsewhere before has counts of windows that are none of theirs.
        today = {code: counts for code, counts in today.items() if code in names}
        logs = [log for log in logs if log.window in names and log.writes in {"", *names}]
    codes = sorted({*names, *today, *(log.writes for log in logs if log.approved and log.writes)})
    total = add(today.values())
    gather = Gathering(
        names, by_window(logs, names), today, closings, _plan(hall, decided, names, now)
    )
    rows = in_order(judge(gather.facts(code), now, total) for code in codes)
    wanted = {row.code for row in drawn(rows)}
    return Board(
        at=now,
        hall=_place(hall),
        halls=tuple(_place(one) for one in halls),
        rows=rows,
        total=total,
        nationals=_nationals(scales.get(decided.scale), total),
        enrolments=waiting,
        departments=_departments(hall, names),
        strips={} if not wanted
        else services_of([log_id(log.hex) for log in logs], midnight, renamed)
        if len(codes) <= DRAWN_WINDOWS
        else hours_of(hall, midnight, wanted, renamed),
    )  # fmt: skip


def _names(hall: Hall, wanted: Q) -> dict[str, Named]:
    rows = Window.objects.filter(wanted, hall=hall)
    return {
        code: Named(pk, name, name_en, path)
        for pk, code, name, name_en, path in rows.values_list(
            "pk", "code", "name", "name_en", "node__path"
        )
    }


def _plan(
    hall: Hall, decided: Settings, names: Mapping[str, Named], now: datetime
) -> tuple[Mapping[str, Opening], Mapping[int, tuple[str, ...]]]:
    plans, planned = duty.planned_in(now, hall.pk)
    paths = {code: named.path for code, named in names.items()}
    return openings(hall, decided, paths, now, plans=plans), planned


def _departments(hall: Hall, names: Mapping[str, Named]) -> tuple[Place, ...]:
    """Return the departments that have a window here, by the id an address names them with."""
    inside = {one for named in names.values() for one in named.path.split("/")}
    rows = Department.objects.filter(hall=hall).values_list("node_id", "name", "name_en")
    return tuple(
        Place(code=str(node), name=name, name_en=name_en)
        for node, name, name_en in rows
        if str(node) in inside
    )


def _nothing_yet(now: datetime, waiting: int) -> Board:
    """Return the board of a collector at which nobody has approved anything yet."""
    return Board(
        at=now, hall=Place(code="", name=""), halls=(), rows=(), total=Counts(), enrolments=waiting
    )


def add(counts: Iterable[Counts]) -> Counts:
    """Add up figures."""
    rows = list(counts)
    levels: dict[int, int] = {}
    for one in rows:
        for national, number in one.levels:
            levels[national] = levels.get(national, 0) + number
    sums = [sum(column) for column in zip(*map(_SUMMED, rows), strict=True)]
    return Counts(
        levels=tuple(sorted(levels.items(), reverse=True)),
        **dict(zip(("ratings", *_COUNTERS), sums, strict=False)),
    )


def _nationals(scale: Scale | None, total: Counts) -> tuple[int, ...]:
    asked = {level.national for level in scale.levels} if scale else set()
    given = {national for national, number in total.levels if number}
    return tuple(sorted(asked | given, reverse=True))


def _place(hall: Hall) -> Place:
    return Place(code=hall.code, name=hall.name, name_en=hall.name_en)


def _counts(
    hall: Hall, today: date, scales: Mapping[str, Scale], renamed: Mapping[str, str]
) -> dict[str, Counts]:
    """Return today's figures per window."""
    # Added up here: a row a clerk and window is little, and grouping costs the database more.
    sums: dict[tuple[str, str], Sequence[int]] = {}
    rows = CountDay.objects.filter(log__window__hall=hall, day=today).order_by()
    for window, scale, *numbers in rows.values_list("window", "scale", *_LEVELS, *_COUNTERS):
        key = renamed.get(window, window), scale
        before = sums.get(key)
        sums[key] = numbers if before is None else [*map(int.__add__, before, numbers)]
    nationals = {code: [level.national for level in scale.levels] for code, scale in scales.items()}
    parts: dict[str, list[tuple[Sequence[int], Sequence[int]]]] = defaultdict(list)
    for (window, scale), numbers in sums.items():
        parts[window].append((nationals.get(scale, ()), numbers))
    return {window: _counted(some) for window, some in parts.items()}


def _counted(parts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Counts:
    """Add up what was counted on several scales: what each level's place means, and the columns."""
    levels: dict[int, int] = {}
    for nationals, numbers in parts:
        for national, number in zip(nationals, numbers, strict=False):
            levels[national] = levels.get(national, 0) + number
    sums = [sum(column) for column in zip(*(numbers for _, numbers in parts), strict=True)]
    return Counts(
        ratings=sum(sums[:LEVEL_COLUMNS]),
        levels=tuple(sorted(levels.items(), reverse=True)),
        **dict(zip(_COUNTERS, sums[LEVEL_COLUMNS:], strict=True)),
    )


def _closings(
    hall: Hall,
    logs: Sequence[StandingLog],
    schedule: Schedule,
    now: datetime,
) -> dict[str, NightClosing]:
    """Return how the night that is due ended, by the log's hex, where it is not just complete."""
    latest = night.latest_day(schedule, now - GRACE)
    here = Closing.objects.filter(
        log__window__hall=hall,
        last=F("log__standing__last_closing"),
        # What the standing keeps is the last entry that was closed; the closing itself comes after.
        position__gt=F("log__standing__last_closing"),
    )
    complete = Q(outcome=Closing.Outcome.COMPLETE, date__gte=latest)
    # Of a thousand logs that is nearly all, and the database need not name them.
    others = Log.objects.filter(window__hall=hall).exclude(
        pk__in=here.filter(complete).values("log")
    )
    odd = set(others.values_list("hex", flat=True))
    settled = {
        (finding.log.hex, day) for (_log, day), finding in
        settled_closings(Q(log__window__hall=hall)).items()
    }  # fmt: skip
    done = {
        log: NightClosing(day=day, outcome="settled" if (log, day) in settled else outcome)
        for log, day, outcome in here.exclude(complete).values_list("log__hex", "date", "outcome")
    }
    missed: dict[_Night, tuple[StandingLog, datetime]] = {}
    for log in logs:
        if log.hex not in odd:
            continue
        due = night.last_due(log.hex, schedule, now - GRACE)
        day = night.business_date(due)
        last = done.get(log.hex)
        if last is None or last.day < day:
            missed[log.hex, day] = log, due
    for key, decided in _busy(missed.keys()):
        log, due = missed[key]
        if decided is not None and decided < due:
            behind = log.contact.pending or 0
            done[log.hex] = NightClosing(day=key[1], outcome="behind", behind=behind)
    return done


def _busy(asked: Collection[_Night]) -> Iterable[tuple[_Night, datetime | None]]:
    """Yield those of the days that had anything to close, with when their log was approved."""
    if not asked:
        return
    rows = CountDay.objects.filter(
        log__in=[log_id(log) for log, _day in asked], day__in={day for _log, day in asked}
    )
    for log, day, decided in rows.values_list("log__hex", "day", "log__decided_at").distinct():
        if (log, day) in asked:
            yield (log, day), decided
