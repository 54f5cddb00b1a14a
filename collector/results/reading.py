"""Reading the results of a month: a place, the places in it, and what each figure rests on."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from collector.cases import appeals, rates
from collector.cases.appeals import Upheld
from collector.figures import queries
from collector.figures.national import OFFICIAL, SATISFIED
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, by_national
from collector.improvement.inspected import scores_of
from collector.organisation.models import Kind, Node
from collector.overview.reading import reached_of
from collector.overview.shapes import Reached
from collector.results.composite import Composite, Given, Rank, composite, ranks
from collector.results.scheme import Input, Scheme, scheme_of
from collector.rules.reading import Rulebook
from sync.protocol.catalogue import Scale

AREAS = frozenset({Kind.CITY, Kind.COUNTY, Kind.TOWN, Kind.VILLAGE})


class Line(Struct, frozen=True, kw_only=True):
    """A place: its composite, and the one with the ratings that two people took out put back.

    `upheld`: how many those are. `rank` is None where it is not compared.
    """

    id: int
    kind: str
    code: str
    name: str
    name_en: str
    scheme: Scheme
    without: Composite
    """The composite: mistaken and malicious ratings are left out of it."""
    whole: Composite
    upheld: int
    rank: Rank | None = None

    @property
    def ratings(self) -> int:
        """Return how many ratings its satisfaction rests on."""
        return next(p.given.n for p in self.without.parts if p.given.input is Input.SATISFACTION)


class Month(Struct, frozen=True, kw_only=True):
    """A place in a month, and what stands in it, group by group, in the order of codes."""

    place: Line
    month: date
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    reached: Reached


def period_of(month: date) -> Period:
    """Return the days of a month, given by one of them."""
    last = calendar.monthrange(month.year, month.month)[1]
    return Period(month.replace(day=1), month.replace(day=last))


def kinds_in(place: Node) -> tuple[Kind, ...]:
    """Return what a place's results are shown by."""
    if place.kind in AREAS:
        return (Kind.HALL,)
    return (Kind.DEPARTMENT, Kind.WINDOW) if place.kind == Kind.HALL else (Kind.WINDOW,)


def read_month(place: Node, month: date, scales: Mapping[str, Scale], today: date) -> Month:
    """Read the results of a month. Its rules are those of its last day."""
    period = period_of(month)
    below = Node.objects.filter(path__startswith=place.path).exclude(pk=place.pk)
    nodes = [
        (kind, list(below.filter(kind=kind).order_by("code", "pk")))
        for kind in kinds_in(place) if place.kind != Kind.WINDOW
    ]  # fmt: skip
    every = [place, *(node for _kind, some in nodes for node in some)]
    lines = {line.id: line for line in _lines(place, every, period, scales, today)}
    return Month(
        place=lines[place.pk],
        month=period.first,
        groups=tuple(
            (str(kind), ranked([lines[node.pk] for node in some if node.pk in lines]))
            for kind, some in nodes
        ),
        reached=reached_of(place, period, today),
    )


def ranked(lines: list[Line]) -> tuple[Line, ...]:
    """Give places of one kind their ranks; they stay in their order."""
    found = ranks({one.id: (one.without, one.scheme.comparable) for one in lines})
    fields = [name for name in Line.__struct_fields__ if name != "rank"]
    return tuple(
        Line(**{name: getattr(one, name) for name in fields}, rank=found.get(one.id))
        for one in lines
    )


def _lines(
    place: Node, nodes: list[Node], period: Period, scales: Mapping[str, Scale], today: date
) -> Iterable[Line]:
    """Yield the lines of places that had anything in the month; the place itself always."""
    book = Rulebook.read()
    counted = queries.by_place([node.pk for node in nodes], period)
    taken_out = [one for one in appeals.upheld(place.path, period) if one.mode == "invited"]
    for node in nodes:
        there = node.since <= period.last and (node.until is None or node.until > period.first)
        if not (there or node.pk in counted or node.pk == place.pk):
            continue
        scheme = scheme_of(book, node.path, period.last)
        total = counted.get(node.pk, Totals())
        own = [one for one in taken_out if one.path.startswith(node.path)]
        rest = _others(node, total, scheme, period, scales, today)
        yield Line(
            id=node.pk, kind=node.kind, code=node.code, name=node.name, name_en=node.name_en,
            scheme=scheme, upheld=len(own),
            without=composite([_satisfaction(total, scheme, scales, own), *rest], scheme),
            whole=composite([_satisfaction(total, scheme, scales, []), *rest], scheme),
        )  # fmt: skip


def _satisfaction(
    total: Totals, scheme: Scheme, scales: Mapping[str, Scale], taken_out: list[Upheld]
) -> Given:
    """Count the ratings at or above what is satisfied here, without those that were taken out."""
    least = SATISFIED if scheme.satisfaction == "satisfied" else OFFICIAL
    numbers = by_national(total.invited, scales)
    for one in taken_out:
        if numbers.get(one.national):
            numbers[one.national] -= 1
    k = sum(n for level, n in numbers.items() if level >= least)
    return Given(input=Input.SATISFACTION, k=k, n=sum(numbers.values()))


def _others(
    node: Node, total: Totals, scheme: Scheme, period: Period, scales: Mapping[str, Scale],
    today: date,
) -> list[Given]:  # fmt: skip
    response = Rates(total, scales).response
    dealt = rates.of(node.path, period, today)
    # Today is closed at night: until then nothing is late.
    over = Period(period.first, min(period.last, today - timedelta(days=1)))
    due, complete = queries.reached(node.pk, over)
    shares = {
        Input.RESPONSE: response,
        Input.PUT_RIGHT: dealt.put_right_rate,
        Input.ON_TIME: dealt.on_time_rate,
        Input.ANSWERED: dealt.answer_rate,
        Input.CALLED_BACK: dealt.call_back_rate,
    }
    found = [Given(input=one, k=share.k, n=share.n) for one, share in shares.items()]
    # No inspection is missing where none weighs anything.
    if scheme.weight(Input.INSPECTION):
        found.append(Given(input=Input.INSPECTION, scores=scores_of(node.path, period)))
    else:
        found.append(Given(input=Input.INSPECTION, scores=()))
    found.append(Given(input=Input.COMPLETENESS, k=complete, n=due))
    return found


def exact(value: Fraction | None) -> str:
    """Write an exact value, "" for none."""
    return "" if value is None else f"{value.numerator}/{value.denominator}"
