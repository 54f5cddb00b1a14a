"""The thread of the server that opens cases while ratings arrive."""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections, connection

from collector.cases.following import bring_up_to_date

EVERY = 1.0
"""Seconds between two looks: a bad rating has its case within two."""
_REST = 4.0
"""Rest after a look that found something, in its own lengths: storing goes first."""
_log = logging.getLogger(__name__)


class Follower:
    """Looks for what is new until it is stopped. Several servers may each run one."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="cases", daemon=True)

    def start(self) -> None:
        """Begin. Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the piece under way."""
        self._end.set()
        self._thread.join(10)

    def _follow(self) -> None:
        rest = self._every
        while not self._end.wait(rest):
            began = time.monotonic()
            try:
                close_old_connections()
                bring_up_to_date(stop=self._end.is_set)
            except DatabaseError as error:
                # Nothing is lost: what was not looked at is looked at next time.
                _log.warning(
                    "cases could not be opened, next try in %s s: %s · 暂未立案，稍后自动重试，"
                    "评价不受影响", self._every, error,
                )  # fmt: skip
            rest = max(self._every, _REST * (time.monotonic() - began))
        connection.close()
