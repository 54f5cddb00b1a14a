"""A terminal says how it is; the last word of each is kept."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from collector.ingest.answers import Answer, answer, refusal
from collector.ingest.database.session import Session
from collector.ingest.held import find
from collector.ingest.settings_document import document_for, etag_of
from sync.protocol.calls import Heartbeat, HeartbeatAnswer, SettingsFacts, moment
from sync.protocol.errors import Errno

_COLUMNS = (
    "log_id", "at", "state", "staff", "last", "digest", "totals", "pending",
    "oldest_pending", "version", "disk_free", "clock_offset", "settings",
)  # fmt: skip
_KEEP = (
    f"INSERT INTO ingest_heartbeat ({', '.join(_COLUMNS)}) "  # noqa: S608 -- constants
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT (log_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)
_FAR = 2**53
_decoder = msgspec.json.Decoder(Heartbeat)


def read_heartbeat(body: bytes) -> Heartbeat | Answer:
    """Read the body."""
    try:
        heartbeat = _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return refusal(Errno.MALFORMED, f"the heartbeat cannot be read: {error}")
    if b"\\u0000" in body:
        return refusal(Errno.MALFORMED, "a text contains the character U+0000")
    return heartbeat


def _decode(body: bytes) -> Heartbeat:
    try:
        return _decoder.decode(body)
    except msgspec.ValidationError:
        value = msgspec.json.decode(body)
        if not isinstance(value, dict):
            raise
        # Some writers say null for what they do not know.
        return msgspec.convert({k: v for k, v in value.items() if v is not None}, Heartbeat)


def keep_heartbeat(
    session: Session, log: str, heartbeat: Heartbeat, now: Callable[[], datetime]
) -> Answer:
    """Keep it in place of the one before, in a transaction."""
    held = find(session, log)
    if held is None:
        return refusal(Errno.UNKNOWN_LOG, "the log is not known here: enrol")
    offset = heartbeat.clock_offset
    at = now()
    session.run(
        _KEEP, session.log_id(log), session.moments.write(at), heartbeat.state,
        heartbeat.staff or "", heartbeat.last, bytes.fromhex(heartbeat.digest),
        msgspec.json.encode(heartbeat.totals).decode(), heartbeat.pending,
        heartbeat.oldest_pending or "", heartbeat.version, heartbeat.disk_free,
        None if offset is None else round(max(-_FAR, min(_FAR, offset))),
        msgspec.json.encode(heartbeat.settings_document).decode()
        if isinstance(heartbeat.settings_document, SettingsFacts) else None,
    )  # fmt: skip
    return answer(200, HeartbeatAnswer(
        now=moment(at), next=held.next, digest=held.digest.hex(),
        settings=etag_of(document_for(session, held.window_id)),
    ))  # fmt: skip
