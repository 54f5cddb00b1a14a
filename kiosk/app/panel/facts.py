"""What the panel tells of the terminal, read from its files beside the window's thread."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk.app.panel.screens import Facts
from kiosk.domain.own_counts import OwnCounts, own_counts
from kiosk.errors import JournalMissing, StorageUnavailable
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.reader import Base, JournalReader
from kiosk.journal.set_aside import folders, read_damage
from sync.protocol.entries import AnyEntry, Shift, Unknown, Unreadable, read
from sync.protocol.handover import Link, read_link

_AT_ONCE = 1_000
_BYTES = 1_000_000
_BEFORE_CLOSING = 3_000
"""People may go on rating after the closing of the evening, and it is the same day."""
_FAR_ENOUGH = 20_000
"""So many entries are more than any day at one window; a log never closed is read no further."""


class Found(Struct, frozen=True):
    """All that one look finds."""

    facts: Facts
    counts: OwnCounts


def look(data: Path, staff: str, today: date, *, clock_sure: bool) -> Found:
    """Gather everything. Takes milliseconds, and waits for the disk."""
    link = read_link(data)
    free, total = _space(data)
    about = Facts(
        clock_sure=clock_sure,
        disk_free=free,
        disk_total=total,
        set_aside=sum(read_damage(folder) is not None for folder in folders(data)),
        **_of_link(link),
    )
    reader = JournalReader(data / JOURNAL_FILE)
    try:
        return _of_journal(reader, about, link, staff, today)
    except (JournalMissing, StorageUnavailable):
        return Found(replace(about, readable=False), OwnCounts())
    finally:
        reader.close()


def _of_journal(
    reader: JournalReader, about: Facts, link: Link | None, staff: str, today: date
) -> Found:
    base, last = reader.base(), reader.tail().position
    acknowledged = _acknowledged(base, link, last)
    shift = reader.latest("shift")
    facts = replace(
        about,
        log=base.log,
        last=last,
        pending=last - acknowledged,
        oldest_pending=_written_at(reader, acknowledged + 1) if acknowledged < last else None,
        signed_in=None if shift is None else _start_of(shift[1]),
    )
    return Found(facts, own_counts(_since_last_day(reader, base, last), staff, today))


def _since_last_day(
    reader: JournalReader, base: Base, last: int
) -> Iterator[tuple[int, AnyEntry | Unknown | Unreadable]]:
    day = reader.latest("day")
    closed = 0 if day is None else day[0] - _BEFORE_CLOSING
    first = max(base.position, closed, last - _FAR_ENOUGH) + 1
    while first <= last:
        bodies = reader.bodies(first, _AT_ONCE, _BYTES)
        if not bodies:
            return
        for position, body in enumerate(bodies, first):
            yield position, read(body)
        first += len(bodies)


def _acknowledged(base: Base, link: Link | None, last: int) -> int:
    if link is None or link.log != base.log:
        return base.position
    return max(base.position, min(link.acknowledged, last))


def _written_at(reader: JournalReader, position: int) -> datetime | None:
    bodies = reader.bodies(position, 1, 1)
    entry = read(bodies[0]) if bodies else None
    return entry.at if isinstance(entry, AnyEntry) else None


def _start_of(body: bytes) -> datetime | None:
    entry = read(body)
    return entry.at if isinstance(entry, Shift) and entry.action == "start" else None


def _of_link(link: Link | None) -> dict[str, Any]:
    if link is None:
        return {}
    return {
        "collector": link.collector,
        "standing": link.status,
        "code": link.code,
        "contact": _moment(link.contact),
        "trouble": "" if link.trouble is None else link.trouble.kind,
        "closing": link.closing,
        "clock_offset": link.clock_offset,
    }


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return None


def _space(data: Path) -> tuple[int, int]:
    import shutil  # noqa: PLC0415 -- 2 ms that the window's start can do without

    try:
        usage = shutil.disk_usage(data)
    except OSError:
        return 0, 0
    return usage.free, usage.total
