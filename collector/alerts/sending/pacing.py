"""When to try again: growing waits with chance in them, and an end."""

from collections.abc import Callable
from datetime import datetime, timedelta

SHORTEST = timedelta(seconds=30)
LONGEST = timedelta(hours=2)


def wait(tries: int, dice: Callable[[], float], asked: int | None = None) -> timedelta:
    """Return how long to wait after so many tries, the last one among them.

    dice: a number from 0 to 1; many that failed at the same moment do not come back at the same
    moment. asked: seconds that the other side named; it is never called earlier.
    """
    doubled = min(SHORTEST * (1 << min(tries - 1, 12)), LONGEST)
    chosen = doubled / 2 + doubled / 2 * dice()
    return max(chosen, timedelta(seconds=min(asked, 86_400))) if asked else chosen


def next_try(
    now: datetime, tries: int, give_up_at: datetime, dice: Callable[[], float],
    asked: int | None = None,
) -> datetime | None:  # fmt: skip
    """Return when to try again; None where that would be after it is to be given up."""
    at = now + wait(tries, dice, asked)
    return at if at <= give_up_at else None
