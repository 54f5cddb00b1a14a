"""Which trouble an outcome is, and how it is named to people."""

from sync.agent.plan import Step
from sync.outbox import Topic
from sync.outcomes import Failure, NotACollector, Refused, Unreachable
from sync.protocol.errors import Errno

_OF_THE_WAY = frozenset(
    (
        Errno.UNAUTHENTICATED, Errno.CLOCK, Errno.PENDING, Errno.REVOKED, Errno.UNKNOWN_LOG,
        Errno.BUSY,
    )
)  # fmt: skip
_OWN_TOPIC: dict[Step, Topic] = {
    Step.SEND: "log", Step.FETCH: "settings", Step.PICTURE: "settings", Step.BEAT: "beat"
}  # fmt: skip


def topic_of(step: Step, outcome: Failure) -> Topic:
    """Say what a failure is about: a refused heartbeat or settings call blocks no rating."""
    own = _OWN_TOPIC.get(step, "link")
    match outcome:
        case Unreachable():
            return "link"
        case Refused():
            return "link" if outcome.errno in _OF_THE_WAY else own
        case NotACollector(status=413 | 415):
            return own
        case NotACollector():
            return "link" if step is Step.SEND or outcome.retry_after is not None else own


def kind_of(outcome: Failure) -> str:
    """Name a failure for `link.json`: an error name of the protocol, or what else it was."""
    match outcome:
        case Refused():
            return outcome.errno.error
        case Unreachable():
            return "unreachable"
        case NotACollector():
            return "not-a-collector"


def words_of(outcome: Failure) -> str:
    """Return the sentence that goes with a failure."""
    return outcome.message if isinstance(outcome, Refused) else outcome.reason


def cause_of(outcome: Failure) -> str:
    """Say why nobody answered; "" where somebody did."""
    return outcome.cause if isinstance(outcome, Unreachable) else ""
