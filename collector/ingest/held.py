"""The row of a log: what every call asks first."""

from typing import Any

from msgspec import Struct

from collector.ingest.database.session import Session
from sync.protocol.calls import LogStatus


class Held(Struct, frozen=True):
    """A log as the collector holds it. `digest` is the one before `next`."""

    log: str
    key: bytes
    status: LogStatus
    code: str
    next: int
    digest: bytes
    window_id: int | None


_FIND = "SELECT hex, key, status, code, next, digest, window_id FROM ingest_log WHERE id = %s"


def find(session: Session, name: str) -> Held | None:
    """Look a log up by its whole name."""
    return _held(session.rows(_FIND, session.log_id(name)), name)


def hold(session: Session, name: str) -> Held | None:
    """Look a log up and keep everybody else from changing it until the transaction ends."""
    return _held(session.rows(_FIND + session.locking, session.log_id(name)), name)


def _held(rows: list[tuple[Any, ...]], name: str) -> Held | None:
    if not rows or rows[0][0] != name:
        return None
    log, key, status, code, following, digest, window_id = rows[0]
    return Held(log, bytes(key), status, code, following, bytes(digest), window_id)
