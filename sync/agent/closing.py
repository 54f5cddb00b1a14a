"""The nightly closing: once a day both ends are compared, and the outcome is recorded by day."""

from datetime import datetime, timedelta

from sync.agent.clockwork import Clockwork
from sync.agent.source import LogSource
from sync.outbox import Outbox, Standing
from sync.protocol import night
from sync.protocol.calls import moment
from sync.protocol.handover import Closing
from sync.protocol.settings import Schedule

_GRACE = timedelta(minutes=2)
"""The window closes its day at the minute; if it has not by then, it is not running."""
_DIFFERENT = ("fork", "broken-chain", "bad-signature")


def judge(standing: Standing, date: str, position: int, now: datetime) -> Closing:
    """Say how the day that ends with the entry at `position` stands with the collector."""
    trouble = standing.troubles.get("log")
    behind = max(0, position - standing.acknowledged)
    if trouble is not None and trouble.kind in _DIFFERENT:
        return Closing(date=date, outcome="disagrees", at=moment(now), behind=behind)
    if behind:
        return Closing(date=date, outcome="behind", at=moment(now), behind=behind)
    return Closing(date=date, outcome="complete", at=moment(now))


class Nights:
    """Watches for the end of business days of one log, and records how each stands."""

    def __init__(
        self, source: LogSource, outbox: Outbox, collector: str, clockwork: Clockwork
    ) -> None:
        self._source = source
        self._outbox = outbox
        self._of = (collector, source.key.log)
        self._clockwork = clockwork
        self._started = clockwork.now()
        self._seen = -1
        self._day: tuple[str, int] | None = None
        self.closing = outbox.last_closing(*self._of)

    def look(self, standing: Standing, last: int, schedule: Schedule) -> bool:
        """Take note of where things stand; tell whether the ends are to be compared afresh.

        They are not after a `day` entry: sending that entry is a comparison. Raises
        LogUnreadableError.
        """
        afresh = False
        if last != self._seen:
            self._seen = last
            found = self._source.day()
            # By position: a date may come from a clock that was wrong, the order never is.
            if found is not None and (self._day is None or found[0] > self._day[1]):
                self._day = (found[1].date, found[0])
        now = self._clockwork.now()
        due = night.last_due(self._of[1], schedule, now)
        date = night.business_date(due).isoformat()
        if self._started < due <= now - _GRACE and (self._day is None or self._day[0] != date):
            self._day = (date, last)
            afresh = True
        if self._day is not None:
            self._record(judge(standing, *self._day, now))
        return afresh

    def _record(self, closing: Closing) -> None:
        known = self.closing
        if known is not None and (known.date, known.outcome, known.behind) == (
            closing.date, closing.outcome, closing.behind,
        ):  # fmt: skip
            return
        self.closing = closing
        self._outbox.keep_closing(*self._of, closing)
