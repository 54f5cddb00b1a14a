"""How long to wait before the next attempt. A pure function: nothing here sleeps.

The waits of many terminals must not meet, so every wait is drawn from a span, and the span grows
with each failure. Its cap is short, because a hall looks at the screen: a collector that has too
many terminals says so itself, with `Retry-After`, which always wins.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sync.outcomes import Failure, NotACollector, Refused, Unreachable
from sync.protocol.errors import Errno

_AT_ONCE = 12
"""So often a remedy (smaller, other encoding, other position) may follow without a wait: enough
to halve a thousand entries down to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Spans in seconds: of an ordinary failure, and of one that only people can end."""

    base: float = 0.5
    cap: float = 30.0
    slow_base: float = 30.0
    slow_cap: float = 600.0


def next_delay(
    outcome: Failure, failures: int, chance: Callable[[], float], pace: Pace = Pace()
) -> float:
    """Return the seconds to wait after the `failures`-th failure in a row (from 1).

    `chance` draws from [0, 1). `Retry-After` wins, plus a random part of half of it.
    """
    if not isinstance(outcome, Unreachable) and outcome.retry_after is not None:
        return outcome.retry_after + chance() * max(1.0, outcome.retry_after / 2)
    match outcome:
        case Refused(errno=Errno.CLOCK) if failures == 1:
            return 0.0
        case (
            Refused(
                errno=Errno.GAP | Errno.TOO_LARGE | Errno.UNSUPPORTED_ENCODING | Errno.UNKNOWN_LOG
            )
            | NotACollector(status=413 | 415)
        ) if failures <= _AT_ONCE:
            return 0.0
        case Refused(
            errno=Errno.FORK
            | Errno.MALFORMED
            | Errno.BAD_SIGNATURE
            | Errno.BROKEN_CHAIN
            | Errno.REVOKED
            | Errno.UNAUTHENTICATED
        ):
            span = min(pace.slow_cap, pace.slow_base * 2.0 ** min(failures - 1, 32))
            return span / 2 + chance() * span / 2
        case _:
            return chance() * min(pace.cap, pace.base * 2.0 ** min(failures, 32))
