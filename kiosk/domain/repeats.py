"""Walk-up taps that come too soon after another: kept, marked, not counted."""

from datetime import timedelta

from sync.protocol.entries import Rating, Stamp


def is_repeat(previous: Rating | None, now: Stamp, interval_seconds: int) -> bool:
    """Tell whether a walk-up tap at `now` comes within the interval of the rating before it.

    Within one start of the program the steady clock decides; across a restart only the wall
    clock is left, and a clock that was set back makes no repeat.
    """
    if previous is None:
        return False
    if previous.boot == now.boot:
        return now.up - previous.up < interval_seconds * 1000
    return timedelta() <= now.at - previous.at < timedelta(seconds=interval_seconds)
