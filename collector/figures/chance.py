"""What chance alone would do: intervals, ranges and corrections behind every comparison.

The arithmetic is that of SciPy's special functions; here stand the choices: which interval, which
level, and why. Sources are named at each function, and the tests compare with their published
examples and with `scipy.stats`, which would cost each start of a server half a second more.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import special

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


def interval(k: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of a share of `k` in `n`, after Wilson (1927), uncorrected.

    It stays between 0 and 1 and makes sense at 0 and at `n` of `n`, where bad ratings mostly are.
    SciPy has it too (`binomtest`), 200 times slower because it runs the test along with it; a
    test compares the two. Raises ValueError unless 0 ≤ k ≤ n and n ≥ 1.
    """
    if not 0 <= k <= n or n < 1:
        raise ValueError(f"{k} of {n} is no share")
    z = float(special.ndtri((1 + confidence) / 2))
    middle = k + z * z / 2
    half = z * math.sqrt(k * (n - k) / n + z * z / 4)
    whole = n + z * z
    # At the ends the terms cancel to the last digit or nearly so; the ends themselves are exact.
    low = 0.0 if k == 0 else (middle - half) / whole
    high = 1.0 if k == n else (middle + half) / whole
    return Interval(low, high)


def difference(
    k: int, n: int, before_k: int, before_n: int, confidence: float = CONFIDENCE
) -> Interval:
    """Return the interval of the share `k`/`n` less the share `before_k`/`before_n`.

    Newcombe (1998), "Interval estimation for the difference between independent proportions",
    method 10: both Wilson intervals, combined as the sides of a right-angled triangle.
    """
    now, before = interval(k, n, confidence), interval(before_k, before_n, confidence)
    share, was = k / n, before_k / before_n
    apart = share - was
    down = math.hypot(share - now.low, before.high - was)
    up = math.hypot(now.high - share, was - before.low)
    return Interval(apart - down, apart + up)


def expected(share: float, numbers: Sequence[int], coverage: float = COVERAGE) -> list[Range]:
    """Return, for each number of ratings, the counts within chance where the share is `share`.

    The central 99.8 % (or `coverage`) of the binomial distribution: the limits of a p chart
    (Montgomery, chapter 7), exact instead of by the normal curve, which fails where shares are
    near 1.
    """
    outside = (1 - coverage) / 2
    lows, highs = (_reached(part, np.asarray(numbers), share) for part in (outside, 1 - outside))
    return [Range(int(low), int(high)) for low, high in zip(lows, highs, strict=True)]


def _reached(part: float, numbers: np.ndarray, share: float) -> np.ndarray:
    """Return for each number the smallest count up to which at least `part` of all lies."""
    if share in (0, 1):
        return numbers * int(share)
    # Of no tries at all the function knows nothing, and every one of them hits nothing.
    near = np.ceil(special.bdtrik(part, np.maximum(numbers, 1), share))
    below = np.maximum(near - 1, 0)
    reached = np.where(special.bdtr(below, np.maximum(numbers, 1), share) >= part, below, near)
    return np.where(numbers == 0, 0, reached)


def probabilities(counts: Sequence[tuple[int, int]], share: float) -> list[float]:
    """Return for each `k` in `n` how likely one as far out is where `share` is true.

    Twice the smaller tail of the binomial distribution, at most 1.
    """
    if not counts:
        return []
    ks, ns = np.transpose(counts)
    below, above = special.bdtr(ks, ns, share), special.bdtrc(ks - 1, ns, share)
    return [min(1.0, 2 * float(min(pair))) for pair in zip(below, above, strict=True)]


def fewest(before: Sequence[int], deviations: float = 3) -> int:
    """Return the smallest count within chance where counts were as given before.

    The lower limit of a c chart (Montgomery, chapter 7), three standard deviations below the mean,
    by the spread that was seen where that is wider than Poisson's: days differ for more reasons
    than chance (Laney 2002). Raises ValueError for fewer than two counts.
    """
    if len(before) < 2:  # noqa: PLR2004 -- one count has no spread
        raise ValueError("a spread takes two counts")
    mean = float(np.mean(before))
    spread = max(math.sqrt(mean), float(np.std(before, ddof=1)))
    return max(0, math.ceil(mean - deviations * spread))


def beyond_chance(probabilities: Sequence[float], rate: float = 0.05) -> list[bool]:
    """Tell which of many comparisons stand when all of them are looked at together.

    Benjamini and Hochberg (1995): of those that stand at most the share `rate` is expected to be
    there by chance. Comparing 1,000 windows one by one would flag 50 of them for nothing.
    """
    if not probabilities:
        return []
    number = len(probabilities)
    stands = [
        value for place, value in enumerate(sorted(probabilities), 1)
        if value <= rate * place / number
    ]  # fmt: skip
    return [bool(stands) and value <= stands[-1] for value in probabilities]


def combination(parts: Sequence[tuple[float, float, Interval]]) -> Interval:
    """Return the interval of a sum of weighted estimates that do not depend on each other.

    parts: (weight, estimate, its interval); a weight may be negative. Zou, Huang and Zhang (2009),
    "A note on confidence interval estimation for a linear function of binomial proportions": the
    distances to the own limits are added as squares. With the weights 1 and -1 it is Newcombe's
    interval of a difference. An exact value is a part whose limits are the value itself.
    """
    middle = math.fsum(weight * value for weight, value, _within in parts)
    down = up = 0.0
    for weight, value, within in parts:
        ends = weight * within.low, weight * within.high
        down += (weight * value - min(ends)) ** 2
        up += (max(ends) - weight * value) ** 2
    return Interval(middle - math.sqrt(down), middle + math.sqrt(up))


def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """Return the interval of a mean by Student's t distribution; None below two values."""
    if len(values) < 2:  # noqa: PLR2004 -- one value varies about nothing
        return None
    middle = float(np.mean(values))
    error = float(np.std(values, ddof=1)) / math.sqrt(len(values))
    half = float(special.stdtrit(len(values) - 1, (1 + confidence) / 2)) * error
    return Interval(middle - half, middle + half)


def mean_difference(
    now: Sequence[float], before: Sequence[float], confidence: float = CONFIDENCE
) -> Interval | None:
    """Return the interval of the mean of `now` less that of `before`; None below two values each.

    Welch (1947): the two need not vary alike.
    """
    if min(len(now), len(before)) < 2:  # noqa: PLR2004 -- one value varies about nothing
        return None
    apart = float(np.mean(now) - np.mean(before))
    parts = [float(np.var(some, ddof=1)) / len(some) for some in (now, before)]
    if not any(parts):
        return Interval(apart, apart)
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(some) - 1) for part, some in zip(parts, (now, before), strict=True)
    )
    half = float(special.stdtrit(freedom, (1 + confidence) / 2)) * math.sqrt(sum(parts))
    return Interval(apart - half, apart + half)
