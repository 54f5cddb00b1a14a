"""Rows of ratings by the million, written by the database itself, a log and a day at a time."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.utils.timezone import localdate, make_aware

from bench.overview_city import Plan, places
from collector.figures.models import LogDay, PlaceDay, PlaceMonth, Progress, StaffDay
from collector.ingest.models import Checkpoint, Entry, Log, Standing
from collector.organisation.models import Hall, Kind, Node
from sync.protocol import chain
from sync.protocol.key import DeviceKey

_SCALE = "satisfaction-3"
_SECONDS = 8 * 3600
_COLUMNS = (
    'log_id, position, at, utc_offset, clock, boot, up, "window", staff, visit, scale, level, '
    '"rank", "national", mode, elapsed, outcome, replaces, replaced_by'
)
_LITE = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s - 1)
INSERT INTO ingest_rating ({columns}) SELECT %s, %s + i,
 strftime('%%Y-%%m-%%d %%H:%%M:%%f000', %s, '+' || (i * %s) || ' seconds'), {rest} FROM n
"""
_GRES = """
INSERT INTO ingest_rating ({columns}) SELECT %s, %s + i,
 %s::timestamptz + i * %s * interval '1 second', {rest} FROM generate_series(0, %s - 1) AS n (i)
"""
_REST = """
480, 'ok', 1, i * 1000, %s, %s, NULL, 'satisfaction-3',
CASE WHEN i % 19 = 18 THEN 'basic' ELSE 'satisfied' END, CASE WHEN i % 19 = 18 THEN 1 ELSE 0 END,
CASE WHEN i % 19 = 18 THEN 3 ELSE 4 END, CASE WHEN i % 20 = 7 THEN 'walk-up' ELSE 'invited' END,
2000, CASE WHEN i % 37 = 36 THEN 'repeat' ELSE 'counted' END, NULL, NULL
"""


def build(windows: int, ratings: int, days: int) -> tuple[int, date, str]:
    """Make a city, its ratings and the figures that lead to them.

    Returns a hall, a day in the middle, and the address of a rating with its proof.
    """
    last = localdate()
    with transaction.atomic():
        _city, halls = places(Plan(windows=windows, ratings=ratings, last=last, days=days))
    working = [
        day for day in (last - timedelta(days=n) for n in range(days - 1, -1, -1))
        if day.weekday() < 5  # noqa: PLR2004 -- Monday to Friday
    ]  # fmt: skip
    daily = ratings // windows // len(working)
    address = _fill(daily, working)
    with transaction.atomic():
        _figures(halls, daily, working)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            # As the server does between its batches.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return halls[0].node.pk, working[len(working) // 2], address


def _figures(halls: Sequence[Hall], daily: int, days: Sequence[date]) -> None:
    """Write what the list asks of the figures: per place and day, and per member of staff."""
    months = sorted({day.replace(day=1) for day in days})
    in_month = {month: sum(day.replace(day=1) == month for day in days) for month in months}
    per_hall = 25
    for node in Node.objects.all():
        below = Node.objects.filter(path__startswith=node.path, kind=Kind.WINDOW).count()
        each = {name: below * n for name, n in _each(daily).items()}
        PlaceDay.objects.bulk_create(
            PlaceDay(place=node, day=day, scale=_SCALE, **each) for day in days
        )
        PlaceMonth.objects.bulk_create(
            PlaceMonth(place=node, month=month, scale=_SCALE,
                       **{name: in_month[month] * n for name, n in each.items()})
            for month in months
        )  # fmt: skip
    StaffDay.objects.bulk_create(
        (StaffDay(place=hall.node, staff=f"{2101 + n}", day=day, scale=_SCALE, **_each(daily))
         for hall in halls for n in range(per_hall) for day in days), batch_size=20_000,
    )  # fmt: skip


def _each(daily: int) -> dict[str, int]:
    """Return what a window counts on a day, as `_REST` parts its ratings."""
    found = dict.fromkeys(("invited_0", "invited_1", "walk_up_0", "walk_up_1", "repeats"), 0)
    for i in range(daily):
        if i % 37 == 36:  # noqa: PLR2004 -- as in _REST
            found["repeats"] += 1
        else:
            mode = "walk_up" if i % 20 == 7 else "invited"  # noqa: PLR2004 -- the same
            found[f"{mode}_{int(i % 19 == 18)}"] += 1  # noqa: PLR2004 -- the same
    return found


def _fill(daily: int, days: Sequence[date]) -> str:
    """Write so many ratings for each log and day; return the address of one with its proof."""
    logs = list(Log.objects.select_related("window").order_by("id"))
    address = ""
    for number, log in enumerate(logs):
        assert log.window is not None  # noqa: S101 -- the city was made so
        with transaction.atomic():
            _write(log, log.window.code, f"{2101 + number % 25}", daily, days)
            total = daily * len(days)
            Standing.objects.filter(log=log).update(entries=total)
            Progress.objects.filter(log=log.pk).update(position=total)
            if number == 0:
                address = _prove(log, log.window.code, total)
    return address


def _write(log: Log, window: str, staff: str, daily: int, days: Sequence[date]) -> None:
    embedded = connection.vendor == "sqlite"
    rest = _REST.replace("%", "%%").replace("%%s", "%s")
    text = (_LITE if embedded else _GRES).format(columns=_COLUMNS, rest=rest)
    step = _SECONDS // daily
    with connection.cursor() as cursor:
        for number, day in enumerate(days):
            start = make_aware(datetime.combine(day, time(9))) if not embedded else None
            begins = datetime.combine(day, time(1)).isoformat(" ") if embedded else start
            name = log.id.hex if embedded else log.id
            first = number * daily + 1
            values = [name, first, begins, step, window, staff]
            cursor.execute(text, [daily, *values] if embedded else [*values, daily])
    LogDay.objects.bulk_create(
        LogDay(log=log.pk, day=day, first=number * daily + 1, last=(number + 1) * daily,
               put_in=b"\0" * 400)
        for number, day in enumerate(days)
    )  # fmt: skip


def _prove(log: Log, window: str, total: int) -> str:
    """Give the log's last entries their bytes, and sign them."""
    key = DeviceKey(sha256(b"bench").digest())
    Log.objects.filter(pk=log.pk).update(key=key.public, hex=log.id.hex + "0" * 32, next=total + 1)
    running = chain.start(key.public)
    today = localdate()
    at = make_aware(datetime.combine(today, time(9))).isoformat(timespec="milliseconds")
    for position in range(max(1, total - 100), total + 1):
        body = (
            f'{{"type":"rating","at":"{at}","boot":1,"up":{position},"clock":"ok","window":'
            f'"{window}","scale":"satisfaction-3","level":"satisfied","mode":"invited","elapsed":1}}'
        ).encode()
        running = chain.extend(running, body)
        Entry.objects.create(
            log=log, position=position, body=body, digest=running,
            received_on=today,
        )  # fmt: skip
    Checkpoint.objects.create(log=log, position=total, signature=key.sign(total, running))
    return f"/ratings/{window}-{total}?log={log.id.hex[:12]}"
