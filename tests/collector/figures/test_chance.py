"""Intervals and corrections agree with the examples their authors published."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from collector.figures import chance


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_an_interval_is_the_published_one(k, n, low, high):
    found = chance.interval(k, n)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("k", "n", "before_k", "before_n", "low", "high"),
    [
        # Newcombe (1998), "Interval estimation for the difference", table II, method 10.
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (10, 10, 0, 20, 0.6791, 1.0000),
    ],
)
def test_a_difference_is_the_published_one(k, n, before_k, before_n, low, high):
    found = chance.difference(k, n, before_k, before_n)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_many_comparisons_those_stand_that_stood_in_the_first_paper():
    # Benjamini and Hochberg (1995), section 3.1: 15 comparisons, of which 4 are rejected.
    published = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
        0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip

    assert chance.beyond_chance(published) == [True] * 4 + [False] * 11


def test_no_comparison_is_beyond_chance_where_none_is_made():
    assert chance.beyond_chance([]) == []


@given(st.lists(st.floats(0, 1) | st.floats(0, 0.01), min_size=1, max_size=30))
def test_of_many_comparisons_those_stand_that_stand_by_scipy(likely):
    adjusted = stats.false_discovery_control(likely, method="bh")

    assert chance.beyond_chance(likely) == [bool(value <= 0.05) for value in adjusted]


def test_a_window_that_nobody_rated_is_inside_its_range():
    assert chance.expected(0.95, [0, 3]) == [(0, 0), (1, 3)]
    assert chance.expected(1.0, [0, 3]) == [(0, 0), (3, 3)]


@given(st.integers(0, 400), st.sampled_from([0.0, 1.0]) | st.floats(1e-9, 1 - 1e-9))
def test_a_range_is_the_one_scipy_has(n, share):
    ((low, high),) = chance.expected(share, [n])

    outside = (1 - chance.COVERAGE) / 2
    wanted = stats.binom.ppf([outside, 1 - outside], n, share)
    assert (low, high) == tuple(max(0, int(one)) for one in wanted)


@given(st.integers(1, 400), st.floats(0.01, 0.99))
def test_a_window_like_all_others_stays_inside_its_range_almost_always(n, share):
    ((low, high),) = chance.expected(share, [n])

    inside = stats.binom.cdf(high, n, share) - stats.binom.cdf(low - 1, n, share)
    assert inside >= chance.COVERAGE - 1e-9
    # As narrow as that can be: one step less on either side lets too much out.
    outside = (1 - chance.COVERAGE) / 2
    assert stats.binom.cdf(low, n, share) >= outside - 1e-9 or low == 0
    assert high == n or stats.binom.cdf(high - 1, n, share) < 1 - outside + 1e-9


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_is_the_one_scipy_has(pair):
    k, n = pair
    found = chance.interval(k, n)
    published = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")

    assert found == pytest.approx((published.low, published.high), abs=1e-12)


@pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_no_interval(k, n):
    with pytest.raises(ValueError, match="no share"):
        chance.interval(k, n)


def test_a_count_in_the_middle_is_likely_and_one_far_out_is_not():
    middle, far, certain = chance.probabilities([(94, 100), (263, 302), (100, 100)], 0.943)

    assert middle > 0.5
    assert far == pytest.approx(2 * stats.binom.cdf(263, 302, 0.943))
    assert far < 0.001
    assert 0 < certain <= 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_own_estimate(pair):
    k, n = pair
    found = chance.interval(k, n)

    assert 0 <= found.low <= k / n <= found.high <= 1


shares = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60)
@given(shares, shares)
def test_a_combination_of_one_less_another_is_newcombes_difference(now, before):
    parts = [
        (sign, k / n, chance.interval(k, n)) for sign, (k, n) in ((1, now), (-1, before))
    ]  # fmt: skip

    assert chance.combination(parts) == pytest.approx(chance.difference(*now, *before), abs=1e-12)


def test_an_exact_part_moves_a_combination_and_does_not_widen_it():
    share = (0.7, 90 / 100, chance.interval(90, 100))

    alone = chance.combination([share])
    beside = chance.combination([share, (0.3, 0.5, chance.Interval(0.5, 0.5))])

    assert beside == pytest.approx((alone.low + 0.15, alone.high + 0.15))


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=30),
    st.lists(st.floats(0, 1), min_size=2, max_size=30),
)
def test_means_have_the_intervals_scipy_has(now, before):
    if len(set(now)) == 1 or len(set(before)) == 1:
        return
    own = chance.mean_interval(now)
    apart = chance.mean_difference(now, before)

    whole = stats.ttest_1samp(now, 0).confidence_interval(0.95)
    welch = stats.ttest_ind(now, before, equal_var=False).confidence_interval(0.95)
    assert own == pytest.approx((whole.low, whole.high), abs=1e-9)
    assert apart == pytest.approx((welch.low, welch.high), abs=1e-9)


def test_one_inspection_has_no_interval_and_equal_ones_have_a_narrow_one():
    assert chance.mean_interval([0.9]) is None
    assert chance.mean_difference([0.9], [0.8, 0.9]) is None
    assert chance.mean_difference([0.9, 0.9], [0.8, 0.8]) == pytest.approx((0.1, 0.1))
