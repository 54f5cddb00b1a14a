"""Nobody who reads all that is printed, and knows how it was made, learns a small number."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from collector.results.guarding import Shown, guard, guard_share, left_out, small

K = 4


def worlds(shown: tuple[Shown, ...], total: int) -> set[tuple[int, ...]]:
    """Every reality that would have been printed like this."""
    ranges = [range(one.low, min(one.high, total) + 1) for one in shown]
    return {
        some for some in product(*ranges) if sum(some) == total and guard(some, K) == shown
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=3, max_size=3))
def test_a_small_number_may_have_been_another_one(counts):
    shown = guard(counts, K)
    possible = worlds(shown, sum(counts))

    assert tuple(counts) in possible
    for place, count in enumerate(counts):
        assert shown[place].low <= count <= shown[place].high
        if small(count, K) and sum(counts) >= 2 * K:
            assert len({some[place] for some in possible}) >= 2


def test_what_is_not_small_is_printed_as_it_is():
    assert guard((90, 0, 10), 5) == (Shown(90, 90), Shown(0, 0), Shown(10, 10))


def test_two_of_a_hundred_hide_behind_the_other_ninety_eight():
    assert guard((98, 0, 2), 5) == (Shown(96, 99), Shown(0, 0), Shown(1, 4))


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_tells_neither_a_small_number_nor_its_complement(pair):
    part, n = pair
    found = guard_share(part, n, K)

    if n < K:
        assert found.n == 0
    if not found.n:
        assert n < 3 * K
        return
    possible = [k for k in range(n + 1) if guard_share(k, n, K) == found]
    assert part in possible
    if small(part, K) or small(n - part, K):
        assert len(possible) >= 2
        assert len({guard_share(k, n, K).interval for k in possible}) == 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=4))
def test_no_subtraction_between_neighbours_and_their_sum_tells_a_small_number(some):
    parts = {key: (20 + good, bad) for key, (good, bad) in enumerate(some)}
    hidden = left_out(parts, K)
    shown = {key: guard(counts, K) for key, counts in parts.items() if key not in hidden}
    totals = [sum(counts[column] for counts in parts.values()) for column in range(2)]

    for key, counts in parts.items():
        if key in hidden or not small(counts[1], K):
            continue
        # All numbers of bad ratings that agree with the totals and with what is printed.
        others = [
            range(shown[one][1].low, shown[one][1].high + 1)
            if one in shown
            else range(totals[1] + 1)
            for one in parts
            if one != key
        ]
        possible = {
            totals[1] - sum(rest)
            for rest in product(*others)
            if shown[key][1].low <= totals[1] - sum(rest) <= shown[key][1].high
        }
        assert counts[1] in possible
        assert len(possible) >= 2, (parts, hidden)


def test_the_one_hall_with_a_small_number_takes_another_out_with_it():
    parts = {1: (95, 0, 2), 2: (80, 0, 8), 3: (80, 0, 20)}

    assert left_out(parts, 5) == {2}
    assert left_out({1: (95, 0, 9), 2: (80, 0, 8)}, 5) == set()
