"""Sends the entries a collector does not have yet, a batch a call, and learns from each refusal."""

from math import inf

from sync.agent import sizes
from sync.agent.clockwork import Clockwork
from sync.agent.judge import Judge
from sync.agent.ledger import Ledger
from sync.agent.plan import Step
from sync.agent.source import LogSource
from sync.client import Client
from sync.outcomes import Answered, Failure, NotACollector, Refused, Unreachable
from sync.protocol import batch, chain
from sync.protocol.calls import BatchAnswer
from sync.protocol.encoding import pack
from sync.protocol.errors import Errno

_ENCODINGS = ("zstd", "gzip", "")


class Sender:
    """The way up of one log. `at` is when it sent last, by the steady clock."""

    def __init__(
        self,
        source: LogSource,
        client: Client,
        ledger: Ledger,
        judge: Judge,
        clockwork: Clockwork,
    ) -> None:
        self._source = source
        self._client = client
        self._ledger = ledger
        self._judge = judge
        self._clockwork = clockwork
        self._size = sizes.Size()
        self._encodings: tuple[str, ...] = _ENCODINGS
        self._aside = 0
        self.at = -inf

    @property
    def full(self) -> int:
        """Entries that make a full batch."""
        return self._size.entries

    def send(self) -> None:
        """Send the next batch. Raises LogUnreadableError."""
        if self._aside >= self._judge.last:
            self._aside = 0
        first = max(self._aside, self._ledger.standing.acknowledged) + 1
        before = self._source.digest_at(first - 1)
        if before is None:
            self._judge.cannot_tell(first - 1)
            return
        bodies = self._source.bodies(first, self._size.entries, self._size.most_bytes)
        raw = batch.encode(self._source.key, first, bodies, before)
        encoding = self._encodings[0]
        outcome = self._client.send(self._source.key, pack(raw, encoding), encoding)
        self.at = self._clockwork.steady()
        match outcome:
            case Answered(body=answer):
                self._ledger.reached(self._client.offset)
                self._receipt(answer, first, chain.digests(before, bodies))
            case Refused(errno=Errno.GAP, next=int(following), digest=bytes(digest)):
                # The collector was restored, or we were told wrongly before: go back to it.
                if self._judge.hear(following, digest.hex()):
                    self._ledger.hold("log", outcome)
                self._aside = 0
            case _:
                self._learn(outcome, first + len(bodies) - 1)
                self._ledger.failed(Step.SEND, outcome)

    def _receipt(self, answer: BatchAnswer, first: int, digests: list[bytes]) -> None:
        held = answer.next - 1
        if held == first + len(digests) - 1 and answer.digest == digests[-1].hex():
            self._judge.agree(held)
        elif not self._judge.hear(answer.next, answer.digest) or held < first:
            reason = "the answer is no receipt: it does not carry this terminal's own digest"
            self._ledger.failed(Step.SEND, NotACollector(status=200, reason=reason))
            return
        self._aside = 0
        self._size = sizes.arrived(self._size)
        self._ledger.settled("log")

    def _learn(self, outcome: Failure, last: int) -> None:
        """Change what a refused batch up to `last` shows to be wrong, before it is sent again."""
        match outcome:
            case Refused(errno=Errno.TOO_LARGE):
                self._size = sizes.refused(self._size, outcome.max_entries, outcome.max_bytes)
            case NotACollector(status=413):
                self._size = sizes.refused(self._size, None, None)
            case Refused(errno=Errno.UNSUPPORTED_ENCODING) | NotACollector(status=415):
                # With none left, all of them once more: it may have been somebody in between.
                self._encodings = self._encodings[1:] or _ENCODINGS
            case Refused(errno=Errno.FORK):
                # The collector has set aside what we sent; next time it gets the part after it,
                # as far as it can tell that from a gap.
                beyond = last >= min(self._judge.last, (outcome.next or 0) - 1)
                self._aside = 0 if beyond else last
            case Unreachable():
                self._size = sizes.cut(self._size)
            case _:
                pass
