"""A device introduces itself, and waits for a person to say where it stands."""

import base64
import binascii
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from collector.ingest.answers import Answer, answer, refusal
from collector.ingest.database.session import Session
from collector.ingest.held import find
from sync.protocol import chain
from sync.protocol.calls import EnrolmentAnswer, EnrolmentRequest, LogStatus
from sync.protocol.errors import Errno

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0, 1, I and O, which people mix up when they read a code from a screen."""
POLL_SECONDS = 5
PATIENCE = timedelta(days=1)
"""An enrolment nobody approved for so long gives way when there are too many; it enrols again."""
_KEY_BYTES = 32
_ATTEMPTS = 100
_INSERT = (
    "INSERT INTO ingest_log (id, hex, key, status, code, name, version, enrolled_at, next, digest) "
    "VALUES (%s, %s, %s, 'pending', %s, %s, %s, %s, 1, %s)"
)
_decoder = msgspec.json.Decoder(EnrolmentRequest)


def read_request(body: bytes) -> tuple[EnrolmentRequest, bytes] | Answer:
    """Read the body; return it with the raw key."""
    try:
        request = _decoder.decode(body)
        key = base64.b64decode(request.key, validate=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, binascii.Error,
            ValueError) as error:  # fmt: skip
        return refusal(Errno.MALFORMED, f"the enrolment cannot be read: {error}")
    if len(key) != _KEY_BYTES:
        return refusal(Errno.MALFORMED, "a key is the base64 of 32 bytes")
    if "\0" in request.name + request.version:
        return refusal(Errno.MALFORMED, "a text contains the character U+0000")
    return request, key


def enrol(
    session: Session, asked: tuple[EnrolmentRequest, bytes], limit: int, now: Callable[[], datetime]
) -> Answer:
    """Keep the device as pending, in a transaction; the same key gets the same answer again."""
    request, key = asked
    name = chain.log_of(key)
    held = find(session, name)
    if held is not None:
        return _answer(held.log, held.status, held.code)
    if _waiting(session) >= limit:
        session.run(
            "DELETE FROM ingest_log WHERE status = 'pending' AND enrolled_at < %s",
            session.moments.write(now() - PATIENCE),
        )
        if _waiting(session) >= limit:
            return refusal(
                Errno.BUSY, "too many terminals wait to be approved: approve or wait", status=429
            )
    code = _new_code(session)
    session.run(
        _INSERT, session.log_id(name), name, key, code, request.name, request.version,
        session.moments.write(now()), chain.start(key),
    )  # fmt: skip
    return _answer(name, "pending", code)


def written(code: str) -> str:
    """Return a code as it is kept, from however a person types it: wx47qk is WX4-7QK."""
    bare = "".join(c for c in code.upper() if c.isalnum())
    return f"{bare[:3]}-{bare[3:]}"


def _waiting(session: Session) -> int:
    ((count,),) = session.rows("SELECT count(*) FROM ingest_log WHERE status = 'pending'")
    return int(count)


def _new_code(session: Session) -> str:
    for _ in range(_ATTEMPTS):
        code = written("".join(secrets.choice(ALPHABET) for _ in range(6)))
        taken = session.rows(
            "SELECT 1 FROM ingest_log WHERE status = 'pending' AND code = %s", code
        )
        if not taken:
            return code
    raise AssertionError("no free enrolment code among a thousand million")


def _answer(log: str, status: LogStatus, code: str) -> Answer:
    body = EnrolmentAnswer(log=log, status=status, code=code, poll=POLL_SECONDS)
    return answer(201, body)
