"""Reading the figure of an action in a period: the same figures as on all other pages."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from collector.cases import rates
from collector.figures import chance, queries
from collector.figures.chance import ENOUGH, Interval
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates
from collector.improvement.inspected import scores_of
from collector.improvement.models import Action, Measure
from collector.organisation.models import Kind, Node
from sync.protocol.catalogue import Scale

ENOUGH_SCORES = 5
"""Below so many inspections their scores are no verdict."""
FEWER_IS_BETTER = frozenset({Measure.BAD, Measure.REASON, Measure.CASES})


class Measured(Struct, frozen=True):
    """A figure in a period: `k` in `n`, or the scores of inspections, each between 0 and 1."""

    k: int = 0
    n: int = 0
    scores: tuple[float, ...] | None = None

    @property
    def value(self) -> float | None:
        """Return the share or the mean score, between 0 and 1; None where there is nothing."""
        if self.scores is not None:
            return sum(self.scores) / len(self.scores) if self.scores else None
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval."""
        if self.scores is not None:
            return chance.mean_interval(self.scores)
        return chance.interval(self.k, self.n) if self.n else None

    @property
    def enough(self) -> bool:
        """Whether there is enough for a percentage."""
        return self.at_least(ENOUGH)

    def at_least(self, minimum: int) -> bool:
        """Tell whether there is enough for a verdict that needs so many ratings."""
        if self.scores is not None:
            return len(self.scores) >= ENOUGH_SCORES
        return self.n >= minimum

    def reaches(self, wanted: Decimal, measure: Measure) -> bool | None:
        """Tell whether it reaches a target in per cent, exactly; None where there is nothing."""
        if self.value is None:
            return None
        exact = Fraction(self.value) if self.scores is not None else Fraction(self.k, self.n)
        target = Fraction(wanted) / 100
        return exact <= target if measure in FEWER_IS_BETTER else exact >= target


OF_ITEM = frozenset({Measure.OFFICIAL, Measure.SATISFIED, Measure.BAD, Measure.RESPONSE})
"""What is kept by service item, too."""


def difference(now: Measured, before: Measured) -> Interval | None:
    """Return the 95 % interval of now less before; None where either says nothing."""
    if now.scores is not None and before.scores is not None:
        return chance.mean_difference(now.scores, before.scores)
    if not now.n or not before.n:
        return None
    return chance.difference(now.k, now.n, before.k, before.n)


def offered(node: Node, item: str) -> list[Measure]:
    """Return the measures there are for a place, or for one item there.

    Figures of an item are kept above the windows, and not by reason.
    """
    if not item:
        return list(Measure)
    return [] if node.kind == Kind.WINDOW else [one for one in Measure if one in OF_ITEM]


def measured(action: Action, period: Period, scales: Mapping[str, Scale]) -> Measured:
    """Read the figure of an action in a period."""
    return measured_at(action.node, action, period, scales)


def measured_at(
    node: Node, action: Action, period: Period, scales: Mapping[str, Scale]
) -> Measured:
    """Read the same figure at another place."""
    if action.measure == Measure.INSPECTION:
        scores = scores_of(node.path, period)
        return Measured(scores=tuple(float(Fraction(one)) for one in scores))
    if action.item:
        total = queries.by_item(node.pk, period).get(action.item, Totals())
    else:
        total = queries.totals(node.pk, period)
    measure = Measure(action.measure)
    if measure is Measure.REASON:
        return _of_reason(node, action, period, total)
    if measure in {Measure.CASES, Measure.ON_TIME}:
        return _of_cases(node, measure, period, total)
    rates = Rates(total, scales)
    share = {
        Measure.OFFICIAL: rates.official,
        Measure.SATISFIED: rates.satisfied,
        Measure.BAD: rates.bad,
        Measure.RESPONSE: rates.response,
    }[measure]
    return Measured(share.k, share.n)


def less(whole: Measured, part: Measured) -> Measured | None:
    """Return what is left of a whole without a part of it; None for scores."""
    if whole.scores is not None or part.scores is not None:
        return None
    return Measured(max(0, whole.k - part.k), max(0, whole.n - part.n))


def _of_reason(node: Node, action: Action, period: Period, total: Totals) -> Measured:
    """Count the ratings that named the reason, of all that count: walk-ups name reasons too."""
    named = queries.reasons(node.pk, period)
    k = sum(
        n
        for (catalogue, code, _level), n in named.items()
        if code == action.reason and catalogue == action.catalogue
    )
    return Measured(k, max(k, total.ratings + total.walk_ups))


def _of_cases(node: Node, measure: Measure, period: Period, total: Totals) -> Measured:
    """Count the cases of bad ratings, of all ratings that count; or those put right in time."""
    found = rates.of(node.path, period)
    if measure is Measure.ON_TIME:
        return Measured(found.on_time, found.due)
    return Measured(found.opened, max(found.opened, total.ratings + total.walk_ups))
