"""Keeps the figures up to date while ratings arrive."""

from django.db.models import Sum

from collector.figures.rollup import bring_up_to_date
from collector.ingest.models import Standing
from collector.routine import Chore, Routine

EVERY = 2.0
"""Seconds between two looks: how far a figure may be behind what is stored."""
BUSY = 1_000
"""So many entries that came in during one piece are a rush: after an outage, or at night."""
_STEP_ASIDE, _BREATHE = 19.0, 0.25
"""Rest after a piece, in its own lengths. In a rush the interpreter belongs to storing: a twentieth
of it is left for counting."""


def routines() -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    trouble = ("the figures could not be brought up to date", "统计暂未更新")
    return (Routine("figures", trouble, Chore(_Keeping().bring_up_to_date, EVERY)),)


class _Keeping:
    def __init__(self) -> None:
        self._held: int | None = None

    def bring_up_to_date(self, routine: Routine) -> None:
        def rest(seconds: float) -> None:
            held = Standing.objects.aggregate(held=Sum("entries"))["held"] or 0
            rush = self._held is not None and held - self._held > BUSY
            self._held = held
            routine.pause(seconds * (_STEP_ASIDE if rush else _BREATHE))

        bring_up_to_date(stop=routine.ended, rest=rest)
