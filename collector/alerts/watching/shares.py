"""Each hall's figures beside its own of before: what chance alone does not explain, either way.

Days that are over are looked at, never today: half a day is no day. Limits: docs/glossary.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from collector.alerts.conditions import Condition
from collector.alerts.life import Sight
from collector.alerts.watching.spans import Span
from collector.figures import chance, findings, queries
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, Share
from collector.organisation.models import Node
from sync.protocol.catalogue import Scale

INNER = 0.95
"""A figure is well again inside the range of 95 %, and was wrong outside the one of 99.8 %: the
room between the two keeps it from going to and fro."""
WEEKS, FEWEST_WEEKS = 8, 4


class _Watched(Struct, frozen=True):
    condition: Condition
    of: Callable[[Rates], Share]
    above: bool


_WATCHED = (
    _Watched(Condition.UNSATISFIED_UP, lambda rates: rates.bad, above=True),
    _Watched(Condition.SATISFIED_DOWN, lambda rates: rates.satisfied, above=False),
    _Watched(Condition.SATISFIED_UP, lambda rates: rates.satisfied, above=True),
    _Watched(Condition.RESPONSE_DOWN, lambda rates: rates.response, above=False),
)


def sights(
    halls: Sequence[Node], span: Span, scales: Mapping[str, Scale], today: date
) -> Iterator[Sight]:
    """Compare the last days of halls with their days before: a few queries for all of them."""
    recent = Period(today - timedelta(days=span.days), today - timedelta(days=1))
    before = Period(recent.first - timedelta(days=span.before), recent.first - timedelta(days=1))
    ids = [hall.pk for hall in halls]
    now, was = queries.by_place(ids, recent), queries.by_place(ids, before)
    for watched in _WATCHED:
        pairs = [
            (hall, watched.of(Rates(now.get(hall.pk, Totals()), scales)),
             watched.of(Rates(was.get(hall.pk, Totals()), scales)))
            for hall in halls
        ]  # fmt: skip
        yield from _compared(watched, pairs, span, recent)


def _compared(
    watched: _Watched, pairs: Sequence[tuple[Node, Share, Share]], span: Span, recent: Period
) -> Iterator[Sight]:
    enough = [
        (hall, share, base) for hall, share, base in pairs
        if share.n >= span.least and base.n >= span.least and base.value is not None
    ]  # fmt: skip
    # A hundred halls are looked at each day: by chance alone some would stand out.
    stands = chance.beyond_chance(
        [chance.probabilities([(share.k, share.n)], base.k / base.n)[0]
         for _hall, share, base in enough]
    )  # fmt: skip
    for (hall, share, base), beyond in zip(enough, stands, strict=True):
        (range_,) = chance.expected(base.k / base.n, [share.n])
        (inner,) = chance.expected(base.k / base.n, [share.n], INNER)
        out = share.k > range_.high if watched.above else share.k < range_.low
        within = share.k <= inner.high if watched.above else share.k >= inner.low
        reached = queries.reached(hall.pk, recent)
        yield Sight(
            condition=watched.condition, place=hall,
            # What it is compared with is itself no more than a sample.
            wrong=out and beyond and findings.change(share, base).beyond, fine=within,
            facts={
                "k": share.k, "n": share.n, "base_k": base.k, "base_n": base.n,
                "low": range_.low, "high": range_.high, "days": span.days,
                "first": f"{recent.first}", "last": f"{recent.last}",
                "due": reached[0], "complete": reached[1],
            },
        )  # fmt: skip


def few_services(
    halls: Sequence[Node], today: date, works: Callable[[date, str], bool]
) -> Iterator[Sight]:
    """Compare yesterday's services of halls with those of the same weekday before."""
    day = today - timedelta(days=1)
    ids = [hall.pk for hall in halls]
    counted = [
        {key: total.visits for key, total in queries.by_place(ids, Period(one, one)).items()}
        for one in (day - timedelta(weeks=number) for number in range(WEEKS + 1))
    ]
    for hall in halls:
        if not works(day, hall.path):
            continue
        before = [n for week in counted[1:] if (n := week.get(hall.pk, 0))]
        if len(before) < FEWEST_WEEKS:
            continue
        n = counted[0].get(hall.pk, 0)
        low = chance.fewest(before)
        reached = queries.reached(hall.pk, Period(day, day))
        yield Sight(
            condition=Condition.SERVICES_FEW, place=hall, wrong=n < low,
            fine=n >= chance.fewest(before, deviations=2),
            facts={"n": n, "low": low, "mean": round(sum(before) / len(before)),
                   "weeks": len(before), "day": f"{day}", "due": reached[0],
                   "complete": reached[1]},
        )  # fmt: skip


def months(
    halls: Sequence[Node], scales: Mapping[str, Scale], least: int, today: date
) -> Iterator[Sight]:
    """Compare the last whole month of halls with the one before, the better ones too."""
    last = today.replace(day=1) - timedelta(days=1)
    month = Period(last.replace(day=1), last)
    end = month.first - timedelta(days=1)
    before = Period(end.replace(day=1), end)
    ids = [hall.pk for hall in halls]
    now, was = queries.by_place(ids, month), queries.by_place(ids, before)
    for hall in halls:
        share = Rates(now.get(hall.pk, Totals()), scales).satisfied
        base = Rates(was.get(hall.pk, Totals()), scales).satisfied
        if share.n < least or base.n < least:
            continue
        pair = findings.change(share, base)
        if pair.difference is None:
            continue
        reached = queries.reached(hall.pk, month)
        facts = {
            "k": share.k, "n": share.n, "base_k": base.k, "base_n": base.n,
            "low": round(pair.difference.low, 4), "high": round(pair.difference.high, 4),
            "month": f"{month.first:%Y-%m}", "due": reached[0], "complete": reached[1],
        }  # fmt: skip
        for condition, better in ((Condition.MONTH_BETTER, True), (Condition.MONTH_WORSE, False)):
            toward = (pair.difference.low > 0) if better else (pair.difference.high < 0)
            yield Sight(
                condition=condition, place=hall, subject=f"{month.first:%Y-%m}",
                wrong=pair.beyond and toward, fine=not toward, facts=facts,
            )  # fmt: skip
