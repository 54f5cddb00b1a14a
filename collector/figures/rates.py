"""The rates that every page and report prints, each a fraction with its interval.

Formulas and their sources: docs/glossary.md, "rates". Only ratings of services that were asked
for are in them; repeats, replaced answers and walk-ups are counted apart and named beside.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from collector.figures import chance
from collector.figures.chance import ENOUGH, Interval
from collector.figures.national import BAD, OFFICIAL, SATISFIED
from collector.figures.queries import Totals
from sync.protocol.catalogue import Scale


class Share(Struct, frozen=True):
    """`k` in `n`. With `n` 0 it says nothing, and has neither value nor interval."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        """Return the share, between 0 and 1."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval."""
        return chance.interval(self.k, self.n) if self.n else None

    @property
    def enough(self) -> bool:
        """Whether there are ratings enough for a percentage, a rank or a verdict."""
        return self.n >= ENOUGH


class Rates(Struct, frozen=True, dict=True):
    """All rates of one total. `scales`: what a level's place on a scale means."""

    total: Totals
    scales: Mapping[str, Scale]

    @cached_property
    def nationals(self) -> dict[int, int]:
        """Return the invited ratings by place on the national scale, 5 the best."""
        return by_national(self.total.invited, self.scales)

    @property
    def official(self) -> Share:
        """Return 满意率: very satisfied, satisfied and basically satisfied."""
        return self._from(OFFICIAL)

    @property
    def satisfied(self) -> Share:
        """Return 满意, without 基本满意."""
        return self._from(SATISFIED)

    @property
    def bad(self) -> Share:
        """Return 差评率."""
        good = self._from(BAD + 1)
        return Share(good.n - good.k, good.n)

    @property
    def response(self) -> Share:
        """Return 评价率: services with a rating, of all for which one was asked."""
        return Share(self.total.rated, self.total.visits)

    def _from(self, least: int) -> Share:
        numbers = self.nationals
        return Share(
            sum(n for level, n in numbers.items() if level >= least), sum(numbers.values())
        )


def by_national(levels: Mapping[str, Sequence[int]], scales: Mapping[str, Scale]) -> dict[int, int]:
    """Add up counts per scale and place as counts per national level.

    A scale that is not installed any more has no meaning here: its counts are left out, and the
    pages say so by `unknown`.
    """
    found: dict[int, int] = {}
    for scale, numbers in levels.items():
        if scale in scales:
            for level, n in zip(scales[scale].levels, numbers, strict=False):
                found[level.national] = found.get(level.national, 0) + n
    return dict(sorted(found.items(), reverse=True))


def unknown(total: Totals, scales: Mapping[str, Scale]) -> int:
    """Return how many counting ratings are of scales that are not installed."""
    return sum(sum(n) for scale, n in total.invited.items() if scale not in scales)
