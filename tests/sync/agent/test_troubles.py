import pytest

from sync.agent.plan import Step
from sync.agent.troubles import kind_of, topic_of, words_of
from sync.agent.verdict import Agrees, Differs, Untold, compare
from sync.outcomes import NotACollector, Refused, Unreachable
from sync.protocol.errors import Errno

PAGE = NotACollector(status=200, reason="page")


def refused(errno):
    return Refused(errno=errno, message="words")


@pytest.mark.parametrize(
    ("step", "outcome", "topic"),
    [
        (Step.SEND, Unreachable(reason=""), "link"),
        (Step.BEAT, Unreachable(reason=""), "link"),
        (Step.SEND, PAGE, "link"),
        (Step.ASK, PAGE, "link"),
        (Step.ENROL, PAGE, "link"),
        (Step.BEAT, PAGE, "beat"),
        (Step.FETCH, PAGE, "settings"),
        (Step.FETCH, NotACollector(status=503, reason="", retry_after=3), "link"),
        (Step.SEND, NotACollector(status=413, reason=""), "log"),
        (Step.SEND, refused(Errno.FORK), "log"),
        (Step.SEND, refused(Errno.BUSY), "link"),
        (Step.BEAT, refused(Errno.REVOKED), "link"),
        (Step.BEAT, refused(Errno.MALFORMED), "beat"),
        (Step.FETCH, refused(Errno.CLOCK), "link"),
    ],
    ids=str,
)
def test_a_trouble_is_about_what_it_hinders(step, outcome, topic):
    assert topic_of(step, outcome) == topic


def test_a_trouble_has_a_name_and_words():
    assert (kind_of(refused(Errno.FORK)), words_of(refused(Errno.FORK))) == ("fork", "words")
    assert (kind_of(PAGE), words_of(PAGE)) == ("not-a-collector", "page")
    assert kind_of(Unreachable(reason="r")) == "unreachable"


OWN = [bytes([n]) * 32 for n in range(4)]


def at(position):
    return OWN[position] if position != 1 else None


@pytest.mark.parametrize(
    ("following", "digest", "verdict"),
    [
        (1, OWN[0].hex(), Agrees(0)),
        (4, OWN[3].hex(), Agrees(3)),
        (4, OWN[2].hex(), Differs),
        (5, OWN[3].hex(), Differs),
        (2, OWN[1].hex(), Untold),
    ],
)
def test_only_our_own_digest_at_that_place_is_agreement(following, digest, verdict):
    found = compare(following, digest, 3, at)
    assert found == verdict if isinstance(verdict, Agrees) else isinstance(found, verdict)
