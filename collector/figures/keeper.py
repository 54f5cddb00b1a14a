"""The thread of the server that keeps the figures up to date while ratings arrive."""

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Sum

from collector.figures.rollup import bring_up_to_date
from collector.ingest.models import Standing

EVERY = 2.0
"""Seconds between two looks: how far a figure may be behind what is stored."""
BUSY = 1_000
"""So many entries that came in during one piece are a rush: after an outage, or at night."""
_STEP_ASIDE, _BREATHE = 19.0, 0.25
"""Rest after a piece, in its own lengths. In a rush the interpreter belongs to storing: a twentieth
of it is left for counting."""
_log = logging.getLogger(__name__)


class Keeper:
    """Looks for what is new until it is stopped.

    Several servers on one database may each run one: who comes second finds nothing left to do.
    """

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._end = threading.Event()
        self._held: int | None = None
        self._thread = threading.Thread(target=self._keep, name="figures", daemon=True)

    def start(self) -> None:
        """Begin. Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the piece under way."""
        self._end.set()
        self._thread.join(10)

    def _rest(self, seconds: float) -> None:
        held = Standing.objects.aggregate(held=Sum("entries"))["held"] or 0
        rush = self._held is not None and held - self._held > BUSY
        self._held = held
        self._end.wait(seconds * (_STEP_ASIDE if rush else _BREATHE))

    def _keep(self) -> None:
        while not self._end.wait(self._every):
            try:
                close_old_connections()
                bring_up_to_date(stop=self._end.is_set, rest=self._rest)
            except DatabaseError as error:
                # Nothing is lost: the figures follow from what is stored, at the next look.
                _log.warning(
                    "the figures could not be brought up to date, next try in %s s: %s · "
                    "统计暂未更新，稍后自动重试，评价不受影响", self._every, error,
                )  # fmt: skip
        connection.close()
