"""How what works beside storing steps aside: the interpreter belongs to storing in a rush."""

from django.db.models import Sum

from collector.ingest.models import Standing

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
