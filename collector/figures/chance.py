"""What chance alone would do: intervals, ranges and corrections behind every comparison.

The arithmetic is SciPy's; here stand the choices: which interval, which level, and why. Sources
are named at each function, and the tests compare with their published examples.
"""

from collections.abc import Sequence
from typing import NamedTuple

from scipy import stats

CONFIDENCE = 0.95
"""Of an interval around an estimate."""
COVERAGE = 0.998
"""Of the range in which a window like all others stays: three standard deviations, as usual in a
control chart, so that one in 500 comparisons is flagged by chance and not one in 20."""
ENOUGH = 30
"""Below this many ratings the fraction is the figure: no percentage, no rank, no verdict."""


class Interval(NamedTuple):
    """Both ends of an interval. Shares are between 0 and 1, differences between -1 and 1."""

    low: float
    high: float


class Range(NamedTuple):
    """The counts, both included, that chance alone leaves likely."""

    low: int
    high: int


def interval(k: int, n: int) -> Interval:
    """Return the 95 % interval of a share of `k` in `n`, after Wilson (1927), uncorrected.

    It stays between 0 and 1 and makes sense at 0 and at `n` of `n`, where bad ratings mostly are.
    Raises ValueError unless 0 ≤ k ≤ n and n ≥ 1.
    """
    found = stats.binomtest(k, n).proportion_ci(CONFIDENCE, method="wilson")
    return Interval(float(found.low), float(found.high))


def difference(k: int, n: int, before_k: int, before_n: int) -> Interval:
    """Return the 95 % interval of the share `k`/`n` less the share `before_k`/`before_n`.

    Newcombe (1998), "Interval estimation for the difference between independent proportions",
    method 10: both Wilson intervals, combined as the sides of a right-angled triangle.
    """
    now, before = interval(k, n), interval(before_k, before_n)
    share, was = k / n, before_k / before_n
    apart = share - was
    down = ((share - now.low) ** 2 + (before.high - was) ** 2) ** 0.5
    up = ((now.high - share) ** 2 + (was - before.low) ** 2) ** 0.5
    return Interval(apart - down, apart + up)


def expected(share: float, n: int) -> Range:
    """Return the counts in `n` that stay within chance where the true share is `share`.

    The central 99.8 % of the binomial distribution: the limits of a p chart (Montgomery, chapter
    7), exact instead of by the normal curve, which fails where shares are near 1.
    """
    outside = (1 - COVERAGE) / 2
    low, high = (float(stats.binom.ppf(q, n, share)) for q in (outside, 1 - outside))
    return Range(max(0, int(low)), int(high))


def probability(k: int, n: int, share: float) -> float:
    """Return how likely a count at least as unlikely as `k` in `n` is where `share` is true."""
    return float(stats.binomtest(k, n, share).pvalue)


def beyond_chance(probabilities: Sequence[float], rate: float = 0.05) -> list[bool]:
    """Tell which of many comparisons stand when all of them are looked at together.

    Benjamini and Hochberg (1995): of those that stand at most the share `rate` is expected to be
    there by chance. Comparing 1,000 windows one by one would flag 50 of them for nothing.
    """
    if not probabilities:
        return []
    adjusted = stats.false_discovery_control(list(probabilities), method="bh")
    return [bool(value <= rate) for value in adjusted]
