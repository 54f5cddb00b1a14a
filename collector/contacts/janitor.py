"""The thread of the server that erases what is due."""

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection
from django.utils.timezone import now

from collector.contacts.erasing import erase_due

EVERY = 1800.0
FIRST = 60.0
"""Seconds after the start until the first look."""
_log = logging.getLogger(__name__)


class Janitor:
    """Looks twice an hour until it is stopped. Several servers may each run one."""

    def __init__(self, every: float = EVERY, first: float = FIRST) -> None:
        self._every, self._first = every, first
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="erasing", daemon=True)

    def start(self) -> None:
        """Begin. Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the look under way."""
        self._end.set()
        self._thread.join(10)

    def _run(self) -> None:
        wait = self._first
        while not self._end.wait(wait):
            wait = self._every
            try:
                close_old_connections()
                erase_due(now())
            except DatabaseError as error:
                _log.warning(
                    "what is due could not be erased, next try in %s s: %s · 到期内容暂未删除，"
                    "稍后重试", wait, error,
                )  # fmt: skip
        connection.close()
