"""Watches for alerts and sends what is in the outbox."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.timezone import now as present

from collector.alerts.models import Delivery
from collector.alerts.outward.calling import Caller
from collector.reports.mailing.post import configured
from collector.routine import Chore, Routine

if TYPE_CHECKING:
    from collector.alerts.sending.courier import Courier
    from collector.alerts.watching.rounds import Rounds

EVERY = 2.0
"""Seconds between two looks: how long a bad rating takes to leave, beside opening its case."""
UNASKED = 60.0
"""Seconds after which who sends looks for itself: for what a dead server has left."""
MAIL: Final[tuple[str, ...]] = (Delivery.Channel.MAIL.value,)
CALLS: Final[tuple[str, ...]] = (Delivery.Channel.PUSH.value, Delivery.Channel.WEBHOOK.value)
FIGURES_AFTER = timedelta(minutes=1)
_TROUBLE = ("alerts could not be watched or sent", "提醒暂未处理")
_dice = secrets.SystemRandom().random


def routines(clock: Callable[[], datetime] = present) -> tuple[Routine, ...]:
    """Return what this room does of itself.

    Whoever watches wakes who sends: where nothing happens, one thread alone asks the database.
    """
    caller = Caller()
    # A program that does not answer holds up no mail.
    sending = {
        channels: Routine(name, _TROUBLE, Chore(_Sending(clock, caller, channels).go, UNASKED))
        for name, channels in (("alerts-mail", MAIL), ("alerts-calls", CALLS))
    }
    watching = _Watching(clock, sending)
    return (
        Routine("alerts", _TROUBLE, Chore(watching.quickly, EVERY)),
        # A city's halls take their time; no bad rating waits for them.
        Routine("alerts-halls", _TROUBLE, Chore(_Watching(clock, {}).slowly, EVERY)),
        *sending.values(),
    )


class _Watching:
    """On one thread: what it has looked at when is its own."""

    def __init__(
        self, clock: Callable[[], datetime], sending: dict[tuple[str, ...], Routine]
    ) -> None:
        self._clock, self._sending = clock, sending
        self._rounds: Rounds | None = None

    def quickly(self, routine: Routine) -> None:
        self._made(routine).go_quickly(routine.ended)
        due = Delivery.objects.filter(state=Delivery.State.WAITING, not_before__lte=self._clock())
        found = set(due.order_by().values_list("channel", flat=True).distinct())
        for channels, sender in self._sending.items():
            if found.intersection(channels):
                sender.wake()

    def slowly(self, routine: Routine) -> None:
        self._made(routine).go_slowly(routine.ended)

    def _made(self, routine: Routine) -> "Rounds":
        # Loaded on this thread: nobody waits for it while the server starts.
        from collector.alerts.watching.rounds import Rounds  # noqa: PLC0415

        if self._rounds is None:
            self._rounds = Rounds(self._clock, rest=routine.pause, figures_after=FIGURES_AFTER)
        return self._rounds


class _Sending:
    def __init__(
        self, clock: Callable[[], datetime], caller: Caller, channels: tuple[str, ...]
    ) -> None:
        self._clock, self._caller, self._channels = clock, caller, channels
        self._courier: Courier | None = None

    def go(self, routine: Routine) -> None:
        from collector.alerts.sending.courier import Courier  # noqa: PLC0415 -- as above
        from collector.alerts.sending.ways import Ways  # noqa: PLC0415

        if self._courier is None:
            ways = Ways(configured, self._caller)
            self._courier = Courier(ways, self._clock, _dice, self._channels)
        self._courier.go(routine.ended)
