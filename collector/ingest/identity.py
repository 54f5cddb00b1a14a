"""Who calls: the bearer token, checked before a body is looked at."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from collector.ingest.answers import Answer, refusal
from collector.ingest.held import Held
from sync.protocol.calls import moment
from sync.protocol.errors import Errno
from sync.protocol.token import TokenRefusedError, claimed_log, token_times

LEEWAY = timedelta(seconds=60)
"""How far a terminal's clock may be off before it is told so."""
_KEPT = 10_000
_LONGEST = 4_096


class Identity:
    """Checks tokens. Remembers those that were good, since a terminal uses one for minutes."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._good: dict[tuple[str, bytes], tuple[datetime, datetime]] = {}

    def claimed(self, log: str, authorization: bytes) -> str | Answer:
        """Return the token of an Authorization header that speaks of this log."""
        scheme, _, given = authorization.partition(b" ")
        token = given.strip().decode("latin-1")
        if scheme.lower() != b"bearer" or not token or len(token) > _LONGEST:
            return _unauthenticated("a bearer token signed with the log's key is needed")
        try:
            claimed = claimed_log(token)
        except TokenRefusedError as error:
            return _unauthenticated(str(error))
        if claimed != log:
            return _unauthenticated("the token is for another log")
        return token

    def check(self, token: str, held: Held | None) -> Held | Answer:
        """Check the token with the key of the log it speaks of; return the log when it is good."""
        if held is None:
            return refusal(Errno.UNKNOWN_LOG, "the log is not known here: enrol")
        times = self._good.get((token, held.key))
        if times is None:
            try:
                times = token_times(token, held.key)
            except TokenRefusedError as error:
                return _unauthenticated(str(error))
            if len(self._good) >= _KEPT:
                self._good.clear()
            self._good[token, held.key] = times
        issued, expires = times
        now = self._now()
        if not issued - LEEWAY <= now <= expires + LEEWAY:
            return refusal(
                Errno.CLOCK, "the token is for another time: look at the clock",
                now=moment(now),
            )  # fmt: skip
        return held


def may_send(held: Held) -> Answer | None:
    """Tell why a known device may not send; None when it may."""
    if held.status == "pending":
        return refusal(Errno.PENDING, "nobody has approved this terminal yet")
    if held.status == "revoked":
        return refusal(Errno.REVOKED, "this terminal was revoked")
    return None


def utc_now() -> datetime:
    """Return the collector's time."""
    return datetime.now(UTC)


def _unauthenticated(message: str) -> Answer:
    return refusal(Errno.UNAUTHENTICATED, message)
