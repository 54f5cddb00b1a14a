"""What one call to a collector came to: a closed union, so that no answer is left undecided."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Generic, Literal, TypeVar

from sync.protocol.errors import Errno

T = TypeVar("T")

MAX_RETRY_AFTER = 3_600.0
"""A `Retry-After` beyond an hour is not believed: a proxy's slip must not silence a terminal."""


Cause = Literal[
    "no-name", "no-network", "refused", "no-answer", "cut", "certificate", "wrong-name",
    "not-yet-valid", "expired", "no-tls", "bad-address", "other",
]  # fmt: skip
"""Why nobody answered, as far as a person can do something about it (docs/operations.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Generic[T]):
    """The collector answered in this protocol, and `body` is what it said."""

    body: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The collector refused, with one of the protocol's numbers. Absent facts are None."""

    errno: Errno
    message: str
    next: int | None = None
    digest: bytes | None = None
    max_entries: int | None = None
    max_bytes: int | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """There was no whole answer: no route, no name, no trust, a time-out, a cut."""

    reason: str
    cause: Cause = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotACollector:
    """Somebody answered, but not in this protocol: a log-in page, a proxy's error page."""

    status: int
    reason: str
    retry_after: float | None = None


Failure = Refused | Unreachable | NotACollector
Outcome = Answered[T] | Failure


def seconds_to_wait(header: str | None, now: datetime) -> float | None:
    """Read a `Retry-After` header, in seconds or as a date; None where it says nothing usable."""
    if header is None:
        return None
    text = header.strip()
    try:
        seconds = (
            float(text)
            if text.isascii() and text.isdigit()
            else (_aware(parsedate_to_datetime(text)) - now).total_seconds()
        )
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
