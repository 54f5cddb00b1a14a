"""Answers of the terminals' interface, made before anything is written to the network."""

from typing import Any

import msgspec
from msgspec import Struct

from sync.protocol.batch import MAX_BYTES, MAX_ENTRIES
from sync.protocol.errors import Errno, Refusal

NO_SUCH_CALL = 199
"""Number in answers that the protocol has no number for: the HTTP status says it all."""
_UNNUMBERED = {404: "no-such-call", 405: "method", 408: "slow-body", 400: "bad-request"}
RETRY_SECONDS = 5


class Answer(Struct, frozen=True):
    """Status, body and the headers that are not the same for every answer."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


def answer(status: int, body: Struct) -> Answer:
    """Answer with one of the protocol's bodies."""
    return Answer(status, msgspec.json.encode(body))


def answered_bytes(body: bytes, kind: bytes, kept: bytes) -> Answer:
    """Answer with something that is no JSON, and how long it may be kept."""
    return Answer(200, body, ((b"content-type", kind), (b"cache-control", kept)))


def refusal(errno: Errno, message: str, status: int | None = None, **facts: Any) -> Answer:
    """Answer with one of the numbered refusals, and the facts that go with it."""
    if errno is Errno.TOO_LARGE:
        facts |= {"max_entries": MAX_ENTRIES, "max_bytes": MAX_BYTES}
    body = Refusal(errno=errno, error=errno.error, message=message, **facts)
    retry = ((b"retry-after", b"%d" % RETRY_SECONDS),) if errno is Errno.BUSY else ()
    return Answer(status or errno.status, msgspec.json.encode(body), retry)


def unnumbered(status: int, message: str, *headers: tuple[bytes, bytes]) -> Answer:
    """Answer what no errno of the protocol is for, in the same shape."""
    body = Refusal(errno=NO_SUCH_CALL, error=_UNNUMBERED[status], message=message)
    return Answer(status, msgspec.json.encode(body), headers)


def busy(message: str) -> Answer:
    """Answer that the same call may be tried again a little later."""
    return refusal(Errno.BUSY, message)
