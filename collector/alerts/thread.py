"""The threads of the server that watch for alerts and send what is in the outbox."""

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, close_old_connections, connection
from django.utils.timezone import now as present

from collector.alerts.models import Delivery
from collector.alerts.outward.calling import Caller
from collector.reports.clerk import post

if TYPE_CHECKING:
    from collector.alerts.watching.rounds import Rounds

EVERY = 2.0
"""Seconds between two looks: how long a bad rating takes to leave, beside opening its case."""
UNASKED = 60.0
"""Seconds after which who sends looks for itself: for what a dead server has left."""
MAIL: Final[tuple[str, ...]] = (Delivery.Channel.MAIL.value,)
CALLS: Final[tuple[str, ...]] = (Delivery.Channel.PUSH.value, Delivery.Channel.WEBHOOK.value)
FIGURES_AFTER = timedelta(minutes=1)
_log = logging.getLogger(__name__)
_dice = secrets.SystemRandom().random


class Sentry:
    """Works until it is stopped. Several servers on one database may each have one.

    Whoever watches wakes who sends: where nothing happens, one thread alone asks the database.
    """

    def __init__(
        self, every: float = EVERY, clock: Callable[[], datetime] = present,
        caller: Caller | None = None,
    ) -> None:  # fmt: skip
        self._every, self._clock = every, clock
        self._caller = caller or Caller()
        self._end = threading.Event()
        self._wakes = {channels: threading.Event() for channels in (MAIL, CALLS)}
        self._threads = [
            threading.Thread(target=self._run, args=(make, rest), name=name, daemon=True)
            for name, make, rest in (
                ("alerts", self._quickly, self._wait),
                # A city's halls take their time; no bad rating waits for them.
                ("alerts-halls", self._slowly, self._wait),
                ("alerts-mail", lambda: self._send(MAIL), lambda: self._woken(MAIL)),
                # A program that does not answer holds up no mail.
                ("alerts-calls", lambda: self._send(CALLS), lambda: self._woken(CALLS)),
            )
        ]

    def start(self) -> None:
        """Begin. Returns at once."""
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """End after the message under way, or leave it to the next start."""
        self._end.set()
        for wake in self._wakes.values():
            wake.set()
        for one in self._threads:
            one.join(10)

    def _wait(self) -> None:
        self._end.wait(self._every)

    def _woken(self, channels: tuple[str, ...]) -> None:
        wake = self._wakes[channels]
        wake.wait(UNASKED)
        wake.clear()

    def _quickly(self) -> Callable[[], object]:
        rounds = self._rounds()

        def look() -> None:
            rounds.go_quickly(self._end.is_set)
            due = Delivery.objects.filter(
                state=Delivery.State.WAITING, not_before__lte=self._clock()
            )
            found = set(due.order_by().values_list("channel", flat=True).distinct())
            for channels, wake in self._wakes.items():
                if found.intersection(channels):
                    wake.set()

        return look

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

    def _run(self, make: Callable[[], Callable[[], object]], rest: Callable[[], None]) -> None:
        work: Callable[[], object] | None = None
        while True:
            rest()
            if self._end.is_set():
                break
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
