import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agent.pace import Pace, next_delay
from sync.outcomes import MAX_RETRY_AFTER, NotACollector, Refused, Unreachable
from sync.protocol.errors import Errno

UNREACHABLE = Unreachable(reason="")
PEOPLE = [
    Errno.FORK, Errno.MALFORMED, Errno.BAD_SIGNATURE, Errno.BROKEN_CHAIN, Errno.REVOKED,
    Errno.UNAUTHENTICATED,
]  # fmt: skip
REMEDIES = [Errno.GAP, Errno.TOO_LARGE, Errno.UNSUPPORTED_ENCODING, Errno.UNKNOWN_LOG]


def refused(errno, **facts):
    return Refused(errno=errno, message="", **facts)


def most(outcome, failures):
    return next_delay(outcome, failures, lambda: 0.999_999)


@pytest.mark.parametrize(
    ("failures", "span"), [(1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (100, 30), (10**9, 30)]
)
def test_the_span_of_an_ordinary_failure_doubles_up_to_its_cap(failures, span):
    assert most(UNREACHABLE, failures) == pytest.approx(span, abs=0.01)
    assert next_delay(UNREACHABLE, failures, lambda: 0.0) == 0


@pytest.mark.parametrize("errno", PEOPLE)
def test_what_only_people_can_end_is_tried_slowly(errno):
    assert next_delay(refused(errno), 1, lambda: 0.0) == 15
    assert most(refused(errno), 1) == pytest.approx(30, abs=0.01)
    assert most(refused(errno), 50) == pytest.approx(600, abs=0.01)


@pytest.mark.parametrize("errno", REMEDIES)
def test_a_remedy_is_tried_at_once_but_not_for_ever(errno):
    assert [most(refused(errno), n) for n in (1, 12)] == [0, 0]
    assert most(refused(errno), 13) > 1


@pytest.mark.parametrize("status", [413, 415])
def test_a_proxy_may_ask_for_a_remedy_too(status):
    assert most(NotACollector(status=status, reason=""), 1) == 0


def test_a_clock_is_corrected_at_once_and_only_once():
    assert most(refused(Errno.CLOCK), 1) == 0
    assert most(refused(Errno.CLOCK), 2) > 0


@given(st.floats(0, MAX_RETRY_AFTER), st.integers(1, 100), st.floats(0, 1, exclude_max=True))
def test_retry_after_wins_plus_a_random_part(seconds, failures, chance):
    for outcome in (
        refused(Errno.BUSY, retry_after=seconds),
        refused(Errno.FORK, retry_after=seconds),
        NotACollector(status=503, reason="", retry_after=seconds),
    ):
        delay = next_delay(outcome, failures, lambda: chance)
        assert seconds <= delay <= seconds + max(1.0, seconds / 2)


@given(
    st.sampled_from([*map(refused, Errno), UNREACHABLE, NotACollector(status=500, reason="")]),
    st.integers(1, 10_000),
    st.floats(0, 1, exclude_max=True),
)
def test_no_wait_is_negative_or_without_end(outcome, failures, chance):
    assert 0 <= next_delay(outcome, failures, lambda: chance) <= 600


def test_the_waits_of_terminals_that_fail_together_do_not_meet():
    waits = [next_delay(UNREACHABLE, 8, lambda n=n: n / 1_000) for n in range(1_000)]
    assert max(sum(a <= wait < a + 1 for wait in waits) for a in range(30)) <= 35


def test_a_hall_can_have_its_own_pace():
    assert next_delay(UNREACHABLE, 50, lambda: 0.5, Pace(cap=4.0)) == 2
