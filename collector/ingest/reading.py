"""Reading stored entries back, a piece at a time, so that a log of any length fits in memory."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from collector.ingest.database.session import Session
from sync.protocol.calls import LogStatus

PIECE = 1_000
_ENTRIES = (
    "SELECT position, body, digest FROM ingest_entry "
    "WHERE log_id = %s AND position >= %s AND position < %s ORDER BY position LIMIT %s"
)


class Piece(Struct, frozen=True):
    """Consecutive rows of a log as they were found; positions may have holes in a damaged one."""

    positions: list[int]
    bodies: list[bytes]
    digests: list[bytes]


class LogName(Struct, frozen=True):
    """A log to go through."""

    hex: str
    key: bytes
    status: LogStatus
    next: int
    digest: bytes


def all_logs(session: Session) -> list[LogName]:
    """Return every log, in the order of their names."""
    return [
        LogName(name, bytes(key), status, following, bytes(digest))
        for name, key, status, following, digest in session.rows(
            "SELECT hex, key, status, next, digest FROM ingest_log ORDER BY hex"
        )
    ]


def pieces(session: Session, log: Any, before: int, first: int = 1) -> Iterator[Piece]:
    """Go through the entries from `first` on at positions below `before`, in order."""
    position = first
    while position < before:
        rows = session.rows(_ENTRIES, log, position, before, PIECE)
        if not rows:
            return
        yield Piece(
            positions=[row[0] for row in rows],
            bodies=[bytes(row[1]) for row in rows],
            digests=[bytes(row[2]) for row in rows],
        )
        position = rows[-1][0] + 1
