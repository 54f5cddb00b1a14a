"""The threads of the server that watch for alerts and send what is in the outbox."""

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections, connection
from django.utils.timezone import now as present

from collector.alerts.models import Delivery
from collector.alerts.outward.calling import Caller
from collector.reports.clerk import post

if TYPE_CHECKING:
    from collector.alerts.watching.rounds import Rounds

EVERY = 2.0
"""Seconds between two looks: how long a bad rating takes to leave, beside opening its case."""
FIGURES_AFTER = timedelta(minutes=1)
_log = logging.getLogger(__name__)
_dice = secrets.SystemRandom().random


class Sentry:
    """Works until it is stopped. Several servers on one database may each have one."""

    def __init__(
        self, every: float = EVERY, clock: Callable[[], datetime] = present,
        caller: Caller | None = None,
    ) -> None:  # fmt: skip
        self._every, self._clock = every, clock
        self._caller = caller or Caller()
        self._end = threading.Event()
        mail, calls = (Delivery.Channel.MAIL,), (Delivery.Channel.PUSH, Delivery.Channel.WEBHOOK)
        self._threads = [
            threading.Thread(target=self._run, args=(make,), name=name, daemon=True)
            for name, make in (
                ("alerts", self._quickly),
                # A city's halls take their time; no bad rating waits for them.
                ("alerts-halls", self._slowly),
                ("alerts-mail", lambda: self._send(mail)),
                # A program that does not answer holds up no mail.
                ("alerts-calls", lambda: self._send(calls)),
            )
        ]

    def start(self) -> None:
        """Begin. Returns at once."""
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """End after the message under way, or leave it to the next start."""
        self._end.set()
        for one in self._threads:
            one.join(10)

    def _quickly(self) -> Callable[[], object]:
        rounds = self._rounds()
        return lambda: rounds.go_quickly(self._end.is_set)

    def _slowly(self) -> Callable[[], object]:
        rounds = self._rounds()
        return lambda: rounds.go_slowly(self._end.is_set)

    def _rounds(self) -> "Rounds":
        # Loaded on this thread: nobody waits for it while the server starts.
        from collector.alerts.watching.rounds import Rounds  # noqa: PLC0415

        return Rounds(self._clock, rest=self._end.wait, figures_after=FIGURES_AFTER)

    def _send(self, channels: tuple[str, ...]) -> Callable[[], object]:
        from collector.alerts.sending.courier import Courier  # noqa: PLC0415 -- as above
        from collector.alerts.sending.ways import Ways  # noqa: PLC0415

        courier = Courier(Ways(post, self._caller), self._clock, _dice, channels)
        return lambda: courier.go(self._end.is_set)

    def _run(self, make: Callable[[], Callable[[], object]]) -> None:
        work: Callable[[], object] | None = None
        while not self._end.wait(self._every):
            try:
                close_old_connections()
                work = work or make()
                work()
            except DatabaseError as error:
                _log.warning(
                    "alerts could not be watched or sent, next try in %s s: %s · "
                    "提醒暂未处理，稍后自动重试", self._every, error,
                )  # fmt: skip
            except Exception:  # noqa: BLE001 -- as said below
                # The thread outlives whatever one alert trips over; the next one is sent.
                _log.exception("an alert could not be handled · 有提醒未能处理")
        connection.close()
