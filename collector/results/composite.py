"""The composite of a place: weighted inputs, what is missing, and how sure the sum is.

An input that is not there is named and never counted as 0: its weight is shared out among the
others in proportion to theirs, as long as these make up enough. All arithmetic is exact; only the
limits of intervals are not.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from collector.figures import chance
from collector.figures.chance import COVERAGE, Interval
from collector.results.scheme import Input, Scheme

EXACT = frozenset({Input.COMPLETENESS})
"""Counts of all there was, and no sample of anything."""


class Given(Struct, frozen=True, kw_only=True):
    """One input: `k` in `n`, or the scores of inspections as exact fractions, "19/20"."""

    input: Input
    k: int = 0
    n: int = 0
    scores: tuple[str, ...] | None = None

    @property
    def value(self) -> Fraction | None:
        """Return it between 0 and 1; None where there is nothing."""
        if self.scores is not None:
            some = [Fraction(one) for one in self.scores]
            return sum(some, Fraction()) / len(some) if some else None
        return Fraction(self.k, self.n) if self.n else None

    def interval(self, confidence: float = chance.CONFIDENCE) -> Interval | None:
        """Return its interval; an exact one is the value itself, one inspection says nothing."""
        value = self.value
        if value is None:
            return None
        if self.scores is not None:
            found = chance.mean_interval([float(Fraction(one)) for one in self.scores], confidence)
            # A mean of scores cannot leave the scale, whatever its error is.
            return Interval(max(0.0, found.low), min(1.0, found.high)) if found else None
        if self.input in EXACT:
            return Interval(float(value), float(value))
        return chance.interval(self.k, self.n, confidence)


class WhyNot(StrEnum):
    """Why there is no composite."""

    WEIGHTS = "weights"
    FEW = "few"
    INPUTS = "inputs"


class Part(Struct, frozen=True, kw_only=True):
    """An input with its weight, and with what it weighs once missing ones are shared out."""

    given: Given
    weight: int
    share: Fraction = Fraction()
    """Of the whole, between 0 and 1; 0 for one that is missing or has no weight."""

    @property
    def missing(self) -> bool:
        """Whether it has a weight and no value."""
        return self.weight > 0 and self.given.value is None


class Composite(Struct, frozen=True, kw_only=True):
    """The sum, between 0 and 1, or why there is none. `sure`: whether every part has an interval.

    `interval` is the 95 % one of the sum.
    """

    parts: tuple[Part, ...]
    value: Fraction | None = None
    interval: Interval | None = None
    why_not: WhyNot | None = None
    sure: bool = True

    @property
    def missing(self) -> tuple[Input, ...]:
        """Return the inputs that have a weight and no value."""
        return tuple(one.given.input for one in self.parts if one.missing)

    @property
    def basis(self) -> tuple[Input, ...]:
        """Return the inputs it is made of."""
        return tuple(one.given.input for one in self.parts if one.share)

    @property
    def present(self) -> int:
        """Return the weight of the inputs that are there."""
        return sum(one.weight for one in self.parts if one.given.value is not None)


def composite(given: Iterable[Given], scheme: Scheme) -> Composite:
    """Make the composite of a place."""
    some = [(one, scheme.weight(one.input)) for one in given]
    present = sum(weight for one, weight in some if one.value is not None)
    parts = tuple(
        Part(
            given=one,
            weight=weight,
            share=Fraction(weight, present) if present and one.value is not None else Fraction(),
        )
        for one, weight in some
    )
    why_not = _why_not(parts, scheme, present)
    if why_not is not None:
        return Composite(parts=parts, why_not=why_not)
    value = sum((one.share * (one.given.value or 0) for one in parts), Fraction())
    counted = [one for one in parts if one.share]
    return Composite(
        parts=parts, value=value, interval=_interval(counted, chance.CONFIDENCE),
        sure=all(one.given.interval() for one in counted),
    )  # fmt: skip


def _why_not(parts: Sequence[Part], scheme: Scheme, present: int) -> WhyNot | None:
    if not scheme.whole:
        return WhyNot.WEIGHTS
    ratings = next((one for one in parts if one.given.input is Input.SATISFACTION), None)
    if ratings is not None and ratings.weight and ratings.given.n < scheme.minimum:
        return WhyNot.FEW
    return WhyNot.INPUTS if present < scheme.least_weight else None


def _interval(parts: Sequence[Part], confidence: float) -> Interval:
    """Combine the parts. One that says nothing about its error is taken as exact, and said so."""
    return chance.combination([_weighed(one, confidence) for one in parts])


def _weighed(part: Part, confidence: float) -> tuple[float, float, Interval]:
    value = float(part.given.value or 0)
    return float(part.share), value, part.given.interval(confidence) or Interval(value, value)


class Rank(Struct, frozen=True):
    """Between which places, of how many, one may stand: with all it cannot be told apart from."""

    first: int
    last: int
    of: int


def ranks(made: Mapping[int, tuple[Composite, tuple[object, ...]]]) -> dict[int, Rank]:
    """Return the ranks of places, each with its composite and what it must have in common.

    Only places with the same weights and the same inputs are compared, those of the largest such
    group; at a tie that with the smallest key. One stands before another when the difference of the
    two composites leaves 0 outside its 99.8 % interval.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for key, (one, common) in sorted(made.items()):
        if one.value is not None and one.sure:
            groups.setdefault((common, one.basis), []).append(key)
    group = max(groups.values(), key=lambda some: (len(some), -some[0]), default=[])
    if len(group) < 2:  # noqa: PLR2004 -- one alone stands nowhere
        return {}
    wide = {key: (float(made[key][0].value or 0), _wide(made[key][0])) for key in group}

    def before(one: int, other: int) -> bool:
        parts = [(sign, *wide[key]) for sign, key in ((1, one), (-1, other))]
        return chance.combination(parts).low > 0

    return {
        key: Rank(
            1 + sum(before(other, key) for other in group if other != key),
            len(group) - sum(before(key, other) for other in group if other != key),
            len(group),
        )
        for key in group
    }


def _wide(one: Composite) -> Interval:
    return _interval([part for part in one.parts if part.share], COVERAGE)
