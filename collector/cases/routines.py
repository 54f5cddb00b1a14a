"""Opens cases while ratings arrive."""

from collector.cases.following import bring_up_to_date
from collector.routine import Chore, Routine

EVERY = 1.0
"""Seconds between two looks: a bad rating has its case within two."""
_REST = 4.0
"""Rest after a look that found something, in its own lengths: storing goes first."""


def routines() -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    trouble = ("cases could not be opened", "暂未立案")
    look = Chore(lambda routine: bring_up_to_date(stop=routine.ended), EVERY, _REST)
    return (Routine("cases", trouble, look),)
