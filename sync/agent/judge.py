"""Hears what the collector says it holds of a log, and moves the acknowledged mark by it alone."""

from sync.agent.clockwork import Clockwork
from sync.agent.ledger import Ledger
from sync.agent.source import LogSource
from sync.agent.verdict import Agrees, Differs, Untold, compare
from sync.outcomes import Refused
from sync.protocol.calls import moment
from sync.protocol.errors import Errno


class Judge:
    """Compares both ends of one log. `last` is our last position at the latest look."""

    def __init__(self, source: LogSource, ledger: Ledger, clockwork: Clockwork) -> None:
        self._source = source
        self._ledger = ledger
        self._clockwork = clockwork
        self.last = 0

    def look(self) -> None:
        """Read where our log ends. Raises LogUnreadableError."""
        self.last = self._source.last()

    def hear(self, following: int, digest: str) -> bool:
        """Compare the collector's word with our own log; tell whether they agree.

        Raises LogUnreadableError.
        """
        # Read again: entries may have come, and been sent by a second agent, since the last look.
        self.look()
        match compare(following, digest, self.last, self._source.digest_at):
            case Agrees(position):
                self.agree(position)
                return True
            case Differs(message):
                self._report("fork", message)
            case Untold(message):
                self._report("gap", message)
        return False

    def agree(self, position: int) -> None:
        """Take note that the collector holds our log up to `position`, no more and no less."""
        standing = self._ledger.standing
        if position != standing.acknowledged or standing.confirmed is None:
            confirmed = moment(self._clockwork.now())
            self._ledger.change(acknowledged=position, confirmed=confirmed)
        trouble = standing.troubles.get("log")
        if trouble is not None and (trouble.kind in ("fork", "gap") or position == self.last):
            self._ledger.settled("log")

    def cannot_tell(self, position: int) -> None:
        """Take note that the collector wants what comes after an entry we no longer have."""
        self._report("gap", f"entry {position} is not on this terminal any more")

    def _report(self, kind: str, message: str) -> None:
        # A heartbeat that finds the same again must not push the next attempt away.
        if self._clockwork.steady() >= self._ledger.holds.get("log", 0.0):
            self._ledger.hold("log", Refused(errno=Errno.FORK, message=message))
        self._ledger.say("log", kind, message)
