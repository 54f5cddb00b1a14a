"""Opens cases while ratings arrive."""

from collector.cases.following import bring_up_to_date
from collector.ingest.rush import giving_way
from collector.routine import Chore, Routine

EVERY = 1.0
"""Seconds between two looks: a bad rating has its case within two."""
_REST = 4.0
"""Rest after a look that found something, in its own lengths: storing goes first."""


def routines() -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    look = Chore(giving_way(bring_up_to_date), EVERY, _REST)
    return (Routine("cases", ("cases could not be opened", "暂未立案"), look),)
