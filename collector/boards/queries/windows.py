"""The board of a hall's windows, read whole at one moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from collector.accounts.grants import EVERYWHERE, condition, touches, within
from collector.boards.judgement import in_order, judge
from collector.boards.queries.counts import sum_of, today_of
from collector.boards.queries.day_strip import hours_of, services_of
from collector.boards.queries.gathering import Gathering, Named, by_window
from collector.boards.queries.logs import logs_of
from collector.boards.queries.nights import nights_of
from collector.boards.queries.opening import openings
from collector.boards.rows import Board, Counts, Opening, Place, WindowRow
from collector.ingest.models import Log, log_id
from collector.organisation import duty
from collector.organisation.directory import former_codes, present
from collector.organisation.models import Department, Hall, Window
from collector.terminal_settings.effective import settings_at
from sync.protocol.catalogue import Scale
from sync.protocol.settings import Settings

DRAWN_WINDOWS = 60
"""In a larger hall the day strip shows hours, not single services."""

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
    counted = today_of(hall, midnight.date(), scales, renamed)
    today = counted.counts
    closings = nights_of(hall, logs, decided.schedule, now)
    if not whole:
        # A terminal that stood elsewhere before has counts of windows that are none of theirs.
        today = {code: counts for code, counts in today.items() if code in names}
        logs = [log for log in logs if log.window in names and log.writes in {"", *names}]
    codes = sorted({*names, *today, *(log.writes for log in logs if log.approved and log.writes)})
    total = sum_of(today.values())
    gather = Gathering(
        names, by_window(logs, names), today, closings, _plan(hall, decided, names, now)
    )
    rows = in_order(judge(gather.facts(code), now, total) for code in codes)
    wanted = {row.code for row in drawn(rows)}
    if not wanted:
        strips = {}
    elif len(codes) <= DRAWN_WINDOWS:
        strips = services_of([log_id(log.hex) for log in logs], midnight, renamed)
    else:
        strips = hours_of(counted.writers(wanted), midnight, wanted, renamed)
    return Board(
        at=now,
        hall=_place(hall),
        halls=tuple(_place(one) for one in halls),
        rows=rows,
        total=total,
        nationals=_nationals(scales.get(decided.scale), total),
        enrolments=waiting,
        departments=_departments(hall, names),
        strips=strips,
    )


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


def _nationals(scale: Scale | None, total: Counts) -> tuple[int, ...]:
    asked = {level.national for level in scale.levels} if scale else set()
    given = {national for national, number in total.levels if number}
    return tuple(sorted(asked | given, reverse=True))


def _place(hall: Hall) -> Place:
    return Place(code=hall.code, name=hall.name, name_en=hall.name_en)
