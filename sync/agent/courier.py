"""One log and one collector: carries entries up and settings down, one call at a time.

A courier keeps every entry until the collector has answered with this terminal's own digest, and
takes that back when a later answer is behind it: the collector was restored, so send again.
"""

from dataclasses import dataclass
from math import inf

import msgspec

from sync.agent import vitals
from sync.agent.clerk import Clerk
from sync.agent.clockwork import Clockwork
from sync.agent.closing import Nights
from sync.agent.desk import Desk
from sync.agent.judge import Judge
from sync.agent.ledger import Ledger
from sync.agent.plan import Step, View, plan
from sync.agent.sender import Sender
from sync.agent.source import LogSource, LogUnreadableError
from sync.client import Client
from sync.outbox import Standing, Topic
from sync.outcomes import Answered
from sync.protocol.errors import Errno
from sync.protocol.settings import Schedule

_UNREADABLE = "unreadable"
_UNREADABLE_WAIT = 5.0
_POLL_LIMITS = (1.0, 300.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Who calls: the name shown when a person approves it, and the program's version."""

    collector: str
    name: str
    version: str


class Courier:
    """Brings one log to one collector. `desk` is None for a log that was set aside."""

    def __init__(
        self,
        *,
        source: LogSource,
        terminal: Terminal,
        client: Client,
        ledger: Ledger,
        nights: Nights,
        clockwork: Clockwork,
        desk: Desk | None,
        eager: bool = False,
    ) -> None:
        self._source = source
        self._terminal = terminal
        self._client = client
        self._ledger = ledger
        self.nights = nights
        self._clockwork = clockwork
        self._desk = desk
        self._clerk = None if desk is None else Clerk(desk, source.key, client, ledger)
        self._eager = eager
        self._judge = Judge(source, ledger, clockwork)
        self._sender = Sender(source, client, ledger, self._judge, clockwork)
        self._asked = False
        self._asked_at = self._beat_at = -inf
        self._poll = 5.0

    @property
    def log(self) -> str:
        """The log's id."""
        return self._source.key.log

    @property
    def last(self) -> int:
        """The log's last position at the latest look."""
        return self._judge.last

    @property
    def heard(self) -> bool:
        """Whether the collector has answered in this run, so that the standing is no memory."""
        return self._ledger.heard

    @property
    def standing(self) -> Standing:
        """How the log stands with the collector."""
        return self._ledger.standing

    @property
    def unreadable(self) -> bool:
        """Whether the log itself could not be read at the latest look."""
        trouble = self.standing.troubles.get("log")
        return trouble is not None and trouble.kind == _UNREADABLE

    @property
    def delivered(self) -> bool:
        """Whether the collector was asked in this run and holds all.

        Settings and a heartbeat were tried too; that they failed takes nothing away from it.
        """
        whole = self._asked and self.standing.acknowledged == self.last
        if self._desk is None or not whole:
            return whole
        return self._beat_at > -inf and (not self._desk.busy or self.failures("settings") > 0)

    def failures(self, topic: Topic) -> int:
        """Return how often in a row something about `topic` failed."""
        return self._ledger.failures(topic)

    def waits(self, topic: Topic) -> float:
        """Return for how many seconds more something about `topic` has to wait."""
        return max(0.0, self._ledger.holds.get(topic, 0.0) - self._clockwork.steady())

    def step(self) -> float:
        """Make the call that is due, if one is; return seconds until one may be due again."""
        try:
            self._look()
            what, due = plan(self._view())
            wait = due - self._clockwork.steady()
            if wait > 0:
                return wait
            self._carry_out(what)
        except LogUnreadableError as error:
            self._ledger.say("log", _UNREADABLE, str(error))
            return _UNREADABLE_WAIT
        finally:
            self._ledger.keep()
        return 0.0

    def close(self) -> None:
        """Let go of the log's file."""
        self._source.close()

    def _look(self) -> None:
        self._judge.look()
        if self.unreadable:
            self._ledger.settled("log")
        if self._desk is not None and self._asked:
            # The nightly comparison asks the collector afresh where nothing is left to be sent.
            self._asked = not self.nights.look(self.standing, self.last, self._desk.schedule)

    def _view(self) -> View:
        standing, desk = self.standing, self._desk
        schedule = Schedule() if desk is None else desk.schedule
        if self._eager:
            schedule = msgspec.structs.replace(schedule, sync_seconds=0)
        return View(
            status=standing.status,
            last=self.last,
            acknowledged=standing.acknowledged,
            asked=self._asked,
            asked_at=self._asked_at,
            sent_at=self._sender.at,
            beat_at=self._beat_at,
            poll=self._poll,
            wants_settings=desk is not None and desk.wanted,
            picture_at=inf if desk is None or desk.picture is None else desk.picture[1],
            beats=desk is not None and not (self._eager and standing.acknowledged < self.last),
            full=self._sender.full,
            schedule=schedule,
            holds=self._ledger.holds,
        )

    def _carry_out(self, step: Step) -> None:
        match step:
            case Step.ENROL:
                self._enrol()
            case Step.ASK:
                self._ask()
            case Step.SEND:
                self._sender.send()
            case Step.FETCH if self._clerk is not None:
                self._clerk.fetch()
            case Step.PICTURE if self._clerk is not None:
                self._clerk.fetch_picture()
            case _:
                self._beat()

    def _enrol(self) -> None:
        outcome = self._client.enrol(self._source.key, self._terminal.name)
        if not isinstance(outcome, Answered):
            self._ledger.failed(Step.ENROL, outcome)
            return
        answer = outcome.body
        self._poll = min(max(float(answer.poll), _POLL_LIMITS[0]), _POLL_LIMITS[1])
        self._ledger.met()
        self._ledger.change(status=answer.status, code=answer.code)
        # The enrolment proves nothing yet: only an answer about the log ends a trouble.
        self._asked, self._asked_at = False, self._clockwork.steady()

    def _ask(self) -> None:
        self._asked_at = self._clockwork.steady()
        outcome = self._client.log(self._source.key)
        if not isinstance(outcome, Answered):
            self._ledger.failed(Step.ASK, outcome)
            return
        self._ledger.reached(self._client.offset)
        status = outcome.body.status
        # A lost outbox has lost the code that people need to approve this terminal.
        lost = status == "pending" and not self.standing.code
        self._ledger.change(status="unknown" if lost else status, window=outcome.body.window or "")
        if status == "revoked":
            self._ledger.say("link", Errno.REVOKED.error, "the collector no longer takes this log")
        self._asked = True
        self._judge.hear(outcome.body.next, outcome.body.digest)

    def _beat(self) -> None:
        self._beat_at = self._clockwork.steady()
        beat = vitals.take(self._source, self.standing, self._terminal.version)
        outcome = self._client.heartbeat(self._source.key, beat)
        if not isinstance(outcome, Answered):
            self._ledger.failed(Step.BEAT, outcome)
            return
        self._ledger.reached(self._client.offset)
        self._ledger.settled("beat")
        if self._clerk is not None:
            self._clerk.hear(outcome.body.settings)
        self._judge.hear(outcome.body.next, outcome.body.digest)
