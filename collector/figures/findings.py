"""What differs by more than chance: among places, hours and reasons, and from period to period.

Nothing here ranks. A verdict needs enough ratings, stands outside the range of chance (99.8 %),
and still stands when all that were compared are looked at together.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from collector.figures import chance
from collector.figures.chance import COVERAGE, Interval, Range
from collector.figures.rates import Share

K = TypeVar("K")


class Verdict(StrEnum):
    """How one share stands to the common one."""

    LIKE_THE_REST = "like-the-rest"
    ABOVE = "above"
    BELOW = "below"
    TOO_FEW = "too-few"


class Compared(Struct, Generic[K], frozen=True):
    """One of several that were compared: its share, and the counts chance alone would give it."""

    key: K
    share: Share
    range: Range
    verdict: Verdict


class Comparison(Struct, Generic[K], frozen=True):
    """Several shares beside the one of all together, in the order they were given."""

    common: Share
    parts: tuple[Compared[K], ...]

    @property
    def standing_out(self) -> tuple[Compared[K], ...]:
        """Return those that differ by more than chance."""
        return tuple(one for one in self.parts if one.verdict in {Verdict.ABOVE, Verdict.BELOW})


class Pair(Struct, frozen=True):
    """One figure in a period and in the one before, and the interval of the difference."""

    now: Share
    before: Share
    difference: Interval | None = None
    """95 %; None where either period has nothing."""
    beyond: bool = False
    """Whether the change is more than chance: its 99.8 % interval leaves out 0."""


class Named(Struct, frozen=True):
    """A reason, how many ratings named it, and what part of all it makes with those before it."""

    code: str
    catalogue: str
    ratings: int
    together: float


def compare(shares: Mapping[K, Share], common: Share | None = None) -> Comparison[K]:
    """Compare shares with the one of all of them together, or with a given one."""
    whole = common or Share(
        sum(one.k for one in shares.values()), sum(one.n for one in shares.values())
    )
    if whole.value is None:
        return Comparison(whole, ())
    ranges = dict(zip(
        shares, chance.expected(whole.value, [one.n for one in shares.values()]), strict=True
    ))  # fmt: skip
    judged = {key: one for key, one in shares.items() if one.enough}
    stands = dict(zip(
        judged,
        chance.beyond_chance(
            chance.probabilities([(one.k, one.n) for one in judged.values()], whole.value)
        ),
        strict=True,
    ))  # fmt: skip
    return Comparison(
        whole,
        tuple(
            Compared(key, share, ranges[key], _verdict(share, ranges[key], stands.get(key)))
            for key, share in shares.items()
        ),
    )


def change(now: Share, before: Share) -> Pair:
    """Compare a figure with the one of the period before."""
    if not now.n or not before.n:
        return Pair(now, before)
    wide = chance.difference(now.k, now.n, before.k, before.n, COVERAGE)
    return Pair(
        now,
        before,
        chance.difference(now.k, now.n, before.k, before.n),
        beyond=now.enough and before.enough and not wide.low <= 0 <= wide.high,
    )


def pareto(reasons: Mapping[tuple[str, str], int]) -> tuple[Named, ...]:
    """Put reasons, given by catalogue and code, in order, with their cumulative share."""
    whole = sum(reasons.values())
    found: list[Named] = []
    so_far = 0
    for (catalogue, code), n in sorted(reasons.items(), key=lambda one: (-one[1], one[0])):
        so_far += n
        found.append(Named(code, catalogue, n, so_far / whole))
    return tuple(found)


def mostly(named: Sequence[Named], part: float = 0.8) -> int:
    """Return how many of the first reasons make up that part of all."""
    return next((place for place, one in enumerate(named, 1) if one.together >= part), len(named))


def _verdict(share: Share, within: Range, stands: bool | None) -> Verdict:  # noqa: FBT001 -- found
    if stands is None:
        return Verdict.TOO_FEW
    if stands and share.k > within.high:
        return Verdict.ABOVE
    if stands and share.k < within.low:
        return Verdict.BELOW
    return Verdict.LIKE_THE_REST
