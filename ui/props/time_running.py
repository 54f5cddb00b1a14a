"""Time that runs out, as the bar along the top edge and as seconds in a sentence."""

SECOND = 1000


def seconds_left(until: int, now: int) -> int:
    """Return the seconds to be shown: whole ones, rounded up, never negative."""
    return max(0, -(-(until - now) // SECOND))


def share_left(since: int, until: int, now: int) -> float:
    """Return how much of the bar is left, 0 to 1, in steps of a second like the sentence."""
    total = -(-(until - since) // SECOND)
    return min(1.0, seconds_left(until, now) / total) if total > 0 else 0.0


def until_next_second(until: int, now: int) -> int:
    """Return the milliseconds after which `seconds_left` shows another number."""
    return (until - now) % SECOND or SECOND
