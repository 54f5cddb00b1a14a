"""Makes the files that were asked for and sends what was subscribed."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.timezone import now as present

from collector.boards.apps import boards
from collector.reports.mailing.post import configured
from collector.reports.models import Delivery, Job, Subscription
from collector.routine import Chore, Routine

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


def routines(clock: Callable[[], datetime] = present) -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    trouble = ("reports could not be made or sent", "报表暂未生成或发送")
    office = _Office(clock)
    return (
        Routine(
            "reports", trouble,
            Chore(office.make_all, EVERY), Chore(office.send_all, ROUND, first=EVERY),
            Chore(office.tidy, TIDY, first=EVERY),
        ),
        # Beside it: a file that takes minutes gives signs of life meanwhile.
        Routine("reports-beat", trouble, Chore(office.beat, BEAT)),
    )  # fmt: skip


class _Office:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    # A report needs SciPy and more (ADR 13): a server nobody asks for one never loads them.

    @cached_property
    def _desk(self) -> "Desk":
        from collector.reports.jobs import Desk  # noqa: PLC0415

        return Desk(boards().scales, self._clock)

    @cached_property
    def _rounds(self) -> "Rounds":
        from collector.reports.mailing.rounds import Rounds  # noqa: PLC0415

        return Rounds(configured(), boards().scales, self._clock)

    def make_all(self, routine: Routine) -> None:
        open_states = (Job.State.QUEUED, Job.State.RUNNING)
        if Job.objects.filter(state__in=open_states).exists():
            while not routine.ended() and self._desk.work():
                pass

    def send_all(self, _: Routine) -> None:
        if (
            Subscription.objects.filter(state=Subscription.State.ACTIVE).exists()
            or Delivery.objects.filter(ended_at=None).exists()
        ):
            self._rounds.go()

    def tidy(self, _: Routine) -> None:
        if Job.objects.exists():
            self._desk.tidy()

    def beat(self, _: Routine) -> None:
        for name in ("_desk", "_rounds"):
            if name in self.__dict__:
                getattr(self, name).beat()
