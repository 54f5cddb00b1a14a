"""What a courier remembers: how its log stands, what is wrong, and what has to wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from sync.agent.clockwork import Clockwork
from sync.agent.pace import Pace, next_delay
from sync.agent.plan import Step
from sync.agent.troubles import cause_of, kind_of, topic_of, words_of
from sync.outbox import Outbox, Topic
from sync.outcomes import Failure, Refused
from sync.protocol.calls import moment
from sync.protocol.errors import Errno
from sync.protocol.handover import Trouble


@dataclass(frozen=True, slots=True)
class _Hold:
    failures: int
    until: float


class Ledger:
    """The standing of one log with one collector, kept in the outbox when it has changed."""

    def __init__(
        self, outbox: Outbox, collector: str, log: str, clockwork: Clockwork, pace: Pace
    ) -> None:
        self._outbox = outbox
        self._of = (collector, log)
        self._clockwork = clockwork
        self._pace = pace
        self._holds: dict[Topic, _Hold] = {}
        self.heard = False
        self.standing = self._kept = outbox.standing(collector, log)

    @property
    def holds(self) -> Mapping[Topic, float]:
        """Until when, by the steady clock, each topic waits after a failure."""
        return {topic: hold.until for topic, hold in self._holds.items()}

    def failures(self, topic: Topic) -> int:
        """Return how often in a row something about `topic` failed."""
        hold = self._holds.get(topic)
        return 0 if hold is None else hold.failures

    def change(self, **changes: object) -> None:
        """Change fields of the standing."""
        self.standing = msgspec.structs.replace(self.standing, **changes)

    def met(self) -> None:
        """Take note that the collector answered just now, in this protocol."""
        self.heard = True
        self.change(contact=moment(self._clockwork.now()))

    def reached(self, offset: timedelta) -> None:
        """Take note of an answer about this log; `offset` is how far its clock is ahead."""
        self.met()
        self.change(clock_offset=-round(offset.total_seconds() * 1000))
        self.settled("link")

    def failed(self, step: Step, outcome: Failure) -> None:
        """Take note of a failed call: what it says of the log, what waits, what to tell."""
        if isinstance(outcome, Refused):
            self.met()
            match outcome.errno:
                case Errno.UNKNOWN_LOG:
                    self.change(status="unknown", code="", acknowledged=0, confirmed=None)
                case Errno.PENDING:
                    self.change(status="pending")
                case Errno.REVOKED:
                    self.change(status="revoked")
                case _:
                    pass
        topic = topic_of(step, outcome)
        self.hold(topic, outcome)
        self.say(topic, kind_of(outcome), words_of(outcome), cause_of(outcome))

    def hold(self, topic: Topic, outcome: Failure) -> None:
        """Count a failure and make its topic wait."""
        failures = self.failures(topic) + 1
        delay = next_delay(outcome, failures, self._clockwork.chance, self._pace)
        self._holds[topic] = _Hold(failures, self._clockwork.steady() + delay)

    def say(self, topic: Topic, kind: str, message: str, cause: str = "") -> None:
        """Report a trouble; one of the same kind goes on since when it began."""
        known = self.standing.troubles.get(topic)
        now = moment(self._clockwork.now())
        since = known.since if known is not None and known.kind == kind else now
        trouble = Trouble(kind=kind, message=message, since=since, cause=cause)
        self.change(troubles=self.standing.troubles | {topic: trouble})

    def settled(self, topic: Topic) -> None:
        """End a trouble and what waited for it."""
        self._holds.pop(topic, None)
        rest = {name: trouble for name, trouble in self.standing.troubles.items() if name != topic}
        self.change(troubles=rest)

    def keep(self) -> None:
        """Write to the outbox what has changed since the last time."""
        if self.standing != self._kept:
            self._outbox.keep_standing(*self._of, self.standing)
            self._kept = self.standing
