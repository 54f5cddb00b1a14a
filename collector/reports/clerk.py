"""The thread of the server that makes files and sends what was subscribed."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils.timezone import now as present

from collector.boards.apps import boards
from collector.reports.mailing.post import Folder, Post, Server
from collector.reports.models import Delivery, Job, Subscription

if TYPE_CHECKING:
    from collector.reports.jobs import Desk
    from collector.reports.mailing.rounds import Rounds

BEAT = 5.0
"""Seconds between two signs of life of whatever is being made."""
EVERY = 1.0
"""Seconds between two looks into the queue."""
ROUND = 30.0
"""Seconds between two rounds of the post."""
TIDY = 3600.0
_log = logging.getLogger(__name__)


def post() -> Post:
    """Return the way messages leave here."""
    return Server(settings.MAIL_URL) if settings.MAIL_URL else Folder(settings.MAIL_FOLDER)


class Clerk:
    """Works until it is stopped. Several servers on one database may each have one."""

    def __init__(
        self, every: float = EVERY, rounds: float = ROUND,
        clock: Callable[[], datetime] = present,
    ) -> None:  # fmt: skip
        self._every, self._round = every, rounds
        self._clock = clock
        self._end = threading.Event()
        self._threads = [
            threading.Thread(target=one, name=name, daemon=True)
            for name, one in (("reports", self._work), ("reports-beat", self._beat))
        ]

    def start(self) -> None:
        """Begin. Returns at once."""
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """End after the file under way, or leave it to the next start."""
        self._end.set()
        for one in self._threads:
            one.join(10)

    # A report needs SciPy and more (ADR 13): a server nobody asks for one never loads them.

    @cached_property
    def _desk(self) -> "Desk":
        from collector.reports.jobs import Desk  # noqa: PLC0415

        return Desk(boards().scales, self._clock)

    @cached_property
    def _rounds(self) -> "Rounds":
        from collector.reports.mailing.rounds import Rounds  # noqa: PLC0415

        return Rounds(post(), boards().scales, self._clock)

    def _work(self) -> None:
        posted = tidied = 0.0
        while not self._end.wait(self._every):
            now = time.monotonic()
            self._try(self._make_all)
            if now - posted >= self._round:
                posted = now
                self._try(self._send_all)
            if now - tidied >= TIDY:
                tidied = now
                self._try(self._tidy)
        connection.close()

    def _make_all(self) -> None:
        open_states = (Job.State.QUEUED, Job.State.RUNNING)
        if Job.objects.filter(state__in=open_states).exists():
            while not self._end.is_set() and self._desk.work():
                pass

    def _send_all(self) -> None:
        if (
            Subscription.objects.filter(state=Subscription.State.ACTIVE).exists()
            or Delivery.objects.filter(ended_at=None).exists()
        ):
            self._rounds.go()

    def _tidy(self) -> None:
        if Job.objects.exists():
            self._desk.tidy()

    def _beat(self) -> None:
        while not self._end.wait(BEAT):
            for name in ("_desk", "_rounds"):
                if name in self.__dict__:
                    self._try(getattr(self, name).beat)
        connection.close()

    def _try(self, work: Callable[[], object]) -> None:
        try:
            close_old_connections()
            work()
        except DatabaseError as error:
            _log.warning(
                "reports could not be made or sent, next try in %s s: %s · 报表暂未生成，稍后重试",
                self._every, error,
            )  # fmt: skip
        except Exception:  # noqa: BLE001 -- as said below
            # The thread outlives whatever one report trips over; the next one is made.
            _log.exception("a report could not be made · 有报表未能生成")
