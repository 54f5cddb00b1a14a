"""How what works beside storing steps aside: the interpreter belongs to storing in a rush."""

from collections.abc import Callable
from typing import Protocol

from django.db.models import Sum

from collector.ingest.models import Standing
from collector.routine import Routine

BUSY = 1_000
"""So many entries that came in during one piece of work are a rush: at night, after an outage."""
_STEP_ASIDE, _BREATHE = 19.0, 0.25
"""Rest after a piece, in its own lengths. In a rush the work has a twentieth of the time."""


class Rush:
    """Says how long to rest; each piece of work has one of its own."""

    def __init__(self) -> None:
        self._held: int | None = None

    def rest_after(self, seconds: float) -> float:
        """Return for how many seconds to rest after a piece of work that took so many."""
        held = Standing.objects.aggregate(held=Sum("entries"))["held"] or 0
        rush = self._held is not None and held - self._held > BUSY
        self._held = held
        return seconds * (_STEP_ASIDE if rush else _BREATHE)


class Following(Protocol):
    """Brings something up to date with what is stored, a piece at a time."""

    def __call__(self, *, stop: Callable[[], bool], rest: Callable[[float], None]) -> object:
        """Ask `stop` before each piece, tell `rest` after it how many seconds it took."""


def giving_way(follow: Following) -> Callable[[Routine], None]:
    """Return the work of a routine that follows what is stored and lets storing go first."""
    rush = Rush()

    def work(routine: Routine) -> None:
        follow(stop=routine.ended, rest=lambda seconds: routine.pause(rush.rest_after(seconds)))

    return work
