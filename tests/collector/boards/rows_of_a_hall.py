"""A hall in the database, row by row: what ingest would have left there."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime, now

from collector.boards.queries.nights import GRACE
from collector.ingest.models import (
    Checkpoint,
    Closing,
    CountDay,
    CountHour,
    Entry,
    Fork,
    Heartbeat,
    Log,
    Quarantine,
    Rating,
    Standing,
    Visit,
    WindowState,
)
from collector.organisation.models import Hall, Window
from sync.protocol import batch, chain, night
from sync.protocol.key import DeviceKey
from sync.protocol.settings import Schedule


def today() -> date:
    return localtime(now()).date()


def make_hall(code: str = "hall", **more: Any) -> Hall:
    return Hall.objects.create(
        code=code, **{"name": "市政务服务中心", "name_en": "City Service Centre", **more}
    )


def make_window(hall: Hall, code: str, name: str = "", name_en: str = "") -> Window:
    return Window.objects.create(hall=hall, code=code, name=name, name_en=name_en)


def make_log(window: Window | None, status: str = "approved", **more: Any) -> Log:
    key = DeviceKey(sha256(f"{window}{status}{Log.objects.count()}".encode()).digest())
    started = now() - timedelta(days=30)
    return Log.objects.create(
        id=UUID(key.log[:32]),
        hex=key.log,
        key=key.public,
        digest=chain.start(key.public),
        **{
            "status": status,
            "code": f"AAA-{Log.objects.count():03}",
            "enrolled_at": started,
            "decided_at": None if status == "pending" else started,
            "window": window,
            "next": 101,
            "stored_at": now(),
            **more,
        },
    )


def make_beat(log: Log, ago: timedelta = timedelta(), **more: Any) -> Heartbeat:
    return Heartbeat.objects.create(
        log=log,
        at=now() - ago,
        digest=b"\0" * 32,
        **{"state": "open", "staff": "2104", "last": log.next - 1, "version": "1.4.2",
           "clock_offset": 200, "disk_free": 20 * 1024**3, **more},
    )  # fmt: skip


def make_standing(log: Log, **more: Any) -> Standing:
    window = log.window.code if log.window else ""
    return Standing.objects.create(log=log, **{"window": window, "entries": log.next - 1, **more})


def make_window_with_terminal(hall: Hall, code: str, **beat: Any) -> Log:
    log = make_log(make_window(hall, code))
    make_beat(log, **beat)
    make_standing(log)
    return log


def count(
    log: Log, levels: Sequence[int], day: date | None = None, window: str = "", **more: int
) -> None:
    columns = {f"level_{place}": number for place, number in enumerate(levels)}
    where = {"log": log, "day": day or today(), "window": window or _window(log)}
    CountDay.objects.create(**where, staff="2104", scale="satisfaction-3", **columns)
    CountHour.objects.create(**where, hour=9, scale="satisfaction-3", **columns)
    if more:
        CountDay.objects.create(**where, staff="2104", scale="", **more)


def make_rating(log: Log, position: int, at: datetime) -> None:
    Rating.objects.create(
        log=log, position=position, window=_window(log), scale="satisfaction-3", level="satisfied",
        rank=0, national=4, mode="walk-up", elapsed=1000, outcome="counted", **_times(at),
    )  # fmt: skip


def make_unrated(log: Log, position: int, at: datetime) -> None:
    Visit.objects.create(
        log=log, position=position, window=_window(log), staff="2104", by="queue",
        unrated="timeout", **_times(at),
    )  # fmt: skip


def make_state(log: Log, position: int, at: datetime, state: str) -> None:
    WindowState.objects.create(
        log=log, position=position, window=_window(log), state=state, cause="", **_times(at)
    )


def make_closing(log: Log, day: date, outcome: str = "complete", position: int = 90) -> None:
    Closing.objects.create(
        log=log, position=position, date=day, at=localtime(now()).replace(
            year=day.year, month=day.month, day=day.day, hour=21, minute=5),
        first=1, last=position - 1, levels={}, visits=0, unrated=0, own_levels={}, own_visits=0,
        own_unrated=0, outcome=outcome,
    )  # fmt: skip
    Standing.objects.filter(log=log, last_closing__lt=position).update(last_closing=position - 1)


def last_night(log: Log) -> date:
    """The day that this log's terminal was last to close: in the evening, today's."""
    due = night.last_due(log.hex, Schedule(), localtime(now()) - GRACE)
    return night.business_date(due)


def make_quarantined(log: Log, position: int, body: bytes, message: str = "no") -> None:
    Entry.objects.create(
        log=log, position=position, body=body, digest=b"\1" * 32, received_on=today()
    )
    Quarantine.objects.create(log=log, position=position, code="not-json", message=message)


def make_signed_rating(log: Log, position: int, staff: str) -> None:
    """Hold a rating, the entry it was derived from, and the checkpoint that covers it."""
    make_rating(log, position, now())
    body = (
        f'{{"type":"rating","at":"{now().isoformat(timespec="milliseconds")}","boot":1,"up":1,'
        f'"clock":"ok","window":"{_window(log)}","staff":"{staff}","scale":"satisfaction-3",'
        '"level":"satisfied","mode":"walk-up","elapsed":1000}'
    ).encode()
    Entry.objects.create(
        log=log, position=position, body=body, digest=b"\2" * 32, received_on=today()
    )
    Checkpoint.objects.create(log=log, position=position, signature=b"\3" * 64)


def make_fork(log: Log, ours: Sequence[bytes], theirs: Sequence[bytes]) -> None:
    """Hold `ours` from position 1, and set `theirs`, from 1 as well, aside as another history."""
    start = chain.start(bytes(log.key))
    for position, (body, digest) in enumerate(
        zip(ours, chain.digests(start, ours), strict=True), 1
    ):
        Entry.objects.create(
            log=log, position=position, body=body, digest=digest, received_on=today()
        )
    log.next = len(ours) + 1
    log.save()
    key = DeviceKey.generate()
    raw = batch.encode(key, 1, theirs, start)
    Fork.objects.create(
        log=log, batch_digest=sha256(raw).digest(), first=1, last=len(theirs),
        received_at=now(), batch=raw,
    )  # fmt: skip


def _window(log: Log) -> str:
    return log.window.code if log.window else ""


def _times(at: datetime) -> dict[str, Any]:
    return {"at": at, "utc_offset": 480, "clock": "ok", "boot": 1, "up": 1}
