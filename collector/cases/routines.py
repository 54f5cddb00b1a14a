"""Opens cases while ratings arrive."""

from collector.cases.following import bring_up_to_date
from collector.ingest.rush import Rush
from collector.routine import Chore, Routine

EVERY = 1.0
"""Seconds between two looks: a bad rating has its case within two."""
_REST = 4.0
"""Rest after a look that found something, in its own lengths: storing goes first."""


def routines() -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    rush = Rush()

    def look(routine: Routine) -> None:
        bring_up_to_date(
            stop=routine.ended, rest=lambda seconds: routine.pause(rush.rest_after(seconds))
        )

    return (Routine("cases", ("cases could not be opened", "暂未立案"), Chore(look, EVERY, _REST)),)
