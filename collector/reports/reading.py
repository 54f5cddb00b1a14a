"""Reading a report from the figures: its cost is that of rows of places and days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.cases.beside import beside
from collector.figures import findings, queries
from collector.figures.findings import Verdict
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, unknown
from collector.organisation.models import Item, Kind, Node, Staff
from collector.organisation.paths import ids_of
from collector.organisation.words import name_of
from collector.overview.places import part_of
from collector.overview.reading import reached_of
from collector.reports.asking import RANKED, BadQuestionError, By, Question, Span, period_of
from collector.reports.reasons import reason_lines
from collector.reports.shapes import Line, Report, Rest
from sync.protocol.catalogue import Scale

_AREAS = frozenset({Kind.CITY, Kind.COUNTY, Kind.TOWN, Kind.VILLAGE})


def read_report(
    question: Question, place: Node, scales: Mapping[str, Scale], minimum: int, now: datetime
) -> Report:
    """Read a report, its words in the active language. Raises BadQuestionError."""
    total = Rates(queries.totals(place.pk, question.period), scales)
    lines = tuple(_ranked(list(_lines(question, place, scales)), question.by, minimum))
    return Report(
        question=question,
        place=part_of(place),
        made=now,
        total=total,
        lines=lines,
        reasons=reason_lines(place, question.period, scales) if question.by is By.REASON else (),
        rest=_rest(total.total, lines, question.by),
        reached=reached_of(place, question.period, localdate(now)),
        minimum=minimum,
        beside=beside(place.pk, question.period, total.total, scales),
        unknown=unknown(total.total, scales),
    )


def offered(place: Node) -> list[By]:
    """Return by what a place may be shown: a window has no parts and no staff of its own."""
    if place.kind == Kind.WINDOW:
        return [By.CHANNEL, By.REASON, By.DAY, By.MONTH]
    missing: set[By] = set()
    if place.kind == Kind.DEPARTMENT:
        missing = {By.STAFF}
    return [one for one in By if one not in missing]


def _lines(question: Question, place: Node, scales: Mapping[str, Scale]) -> Iterator[Line]:
    by, period = question.by, question.period
    if by not in offered(place):
        raise BadQuestionError(
            _("Figures of this kind are kept for halls and what lies above them. Choose one.")
        )
    if by in {By.CHILDREN, By.DEPARTMENT, By.WINDOW}:
        yield from _of_places(by, place, period, scales)
    elif by in {By.DAY, By.MONTH}:
        yield from _of_days(by, place, period, scales)
    elif by is By.STAFF:
        yield from _of_staff(place, period, scales)
    elif by is By.ITEM:
        yield from _of_items(place, period, scales)
    elif by is By.CHANNEL:
        yield from _of_channels(queries.totals(place.pk, period), scales)


def _of_items(place: Node, period: Period, scales: Mapping[str, Scale]) -> Iterator[Line]:
    counted = queries.by_item(place.pk, period)
    names = {one.code: name_of(one) for one in Item.objects.filter(code__in=list(counted))}
    for code, total in sorted(counted.items()):
        name = names.get(code, "") if code else _("no item named")
        yield Line(code=code, name=name, rates=Rates(total, scales))


def _of_days(by: By, place: Node, period: Period, scales: Mapping[str, Scale]) -> Iterator[Line]:
    if by is By.DAY:
        for day, total in sorted(queries.by_day(place.pk, period).items()):
            yield Line(code=day.isoformat(), name="", rates=Rates(total, scales))
        return
    for part, whole in _months(period):
        days = "" if whole else f"{part.first} – {part.last}"
        rates = Rates(queries.totals(place.pk, part), scales)
        yield Line(code=f"{part.first:%Y-%m}", name=days, rates=rates)


def _of_places(by: By, place: Node, period: Period, scales: Mapping[str, Scale]) -> Iterator[Line]:
    below = Node.objects.filter(path__startswith=place.path).exclude(pk=place.pk)
    if by is By.CHILDREN:
        below = below.filter(parent=place)
    else:
        below = below.filter(kind=Kind.DEPARTMENT if by is By.DEPARTMENT else Kind.WINDOW)
    nodes = list(below.order_by("path"))
    counted = queries.by_place([node.pk for node in nodes], period)
    halls = _halls(place, nodes) if by is not By.CHILDREN else {}
    lines = [
        Line(
            code=node.code, name=name_of(node), within=_hall_of(node, halls),
            rates=Rates(counted.get(node.pk, Totals()), scales),
        )
        for node in nodes
        # What was not there yet, or no more, is no part of it; what counted something always is.
        if node.pk in counted
        or (node.since <= period.last and (node.until is None or node.until > period.first))
    ]  # fmt: skip
    yield from sorted(lines, key=lambda one: (one.within, one.code))


def _halls(place: Node, nodes: Iterable[Node]) -> dict[int, Node]:
    """Return the halls the parts stand in, where the place is more than a hall."""
    if place.kind not in _AREAS:
        return {}
    ids = {each for node in nodes for each in ids_of(node.path)}
    return Node.objects.filter(kind=Kind.HALL).in_bulk(list(ids))


def _hall_of(node: Node, halls: Mapping[int, Node]) -> str:
    ids = ids_of(node.path)
    found = next((halls[one] for one in ids if one in halls), None)
    return name_of(found) if found else ""


def _of_staff(place: Node, period: Period, scales: Mapping[str, Scale]) -> Iterator[Line]:
    """Yield a line per number and hall: the same number in another hall is somebody else."""
    found = Node.objects.filter(path__startswith=place.path, kind=Kind.HALL).order_by("code")
    halls = [*found, *([] if place.kind == Kind.HALL else [place])]
    for hall in halls:
        counted = queries.by_staff(hall.pk, period)
        names = dict(
            Staff.objects.filter(hall__node=hall, number__in=list(counted))
            .values_list("number", "name")
        )  # fmt: skip
        for number, total in sorted(counted.items()):
            name = names.get(number, "") if number else _("nobody signed in")
            within = name_of(hall) if len(halls) > 1 else ""
            yield Line(code=number, name=name, within=within, rates=Rates(total, scales))


def _of_channels(total: Totals, scales: Mapping[str, Scale]) -> Iterator[Line]:
    invited: dict[str, Any] = {name: getattr(total, name) for name in Totals.__struct_fields__}
    yield Line(
        code="invited", name=_("Asked for after a service"),
        rates=Rates(Totals(**{**invited, "walk_up": {}}), scales),
    )  # fmt: skip
    yield Line(
        code="walk-up",
        name=_("Walk-up, outside the rates"),
        rates=Rates(Totals(invited=total.walk_up, walk_up=total.walk_up), scales),
    )


def _ranked(lines: list[Line], by: By, minimum: int) -> list[Line]:
    """Give each line its verdict and the place of its group; nothing is put in order by them."""
    if by not in RANKED:
        return lines
    # A rating that names nobody or nothing is in the whole and is not compared with those who are.
    named = {place: one for place, one in enumerate(lines) if one.code}
    shares = {place: one.rates.satisfied for place, one in named.items()}
    whole = findings.compare({place: one.rates.satisfied for place, one in enumerate(lines)})
    judged = findings.compare(
        {place: share for place, share in shares.items() if share.n >= minimum}, whole.common
    )
    verdicts = {one.key: one.verdict for one in judged.parts}
    order = (Verdict.ABOVE, Verdict.LIKE_THE_REST, Verdict.BELOW)
    groups = {
        group: [key for key, verdict in verdicts.items() if verdict is group] for group in order
    }
    first = {
        group: 1 + sum(len(groups[better]) for better in order[:at])
        for at, group in enumerate(order)
    }
    found = []
    for place, line in enumerate(lines):
        verdict = verdicts.get(place, Verdict.TOO_FEW)
        fields = {name: getattr(line, name) for name in Line.__struct_fields__}
        fields |= {
            "verdict": verdict, "rank": first.get(verdict), "equals": len(groups.get(verdict, [])),
        }  # fmt: skip
        found.append(Line(**fields))
    return found


def _rest(total: Totals, lines: Iterable[Line], by: By) -> Rest | None:
    """Compare the sum of the lines with the whole: what was moved or stood nowhere is told."""
    if by in {By.REASON, By.CHANNEL}:
        return None
    totals = [line.rates.total for line in lines]
    rest = Rest(
        sum(one.visits for one in totals) - total.visits,
        sum(one.ratings for one in totals) - total.ratings,
    )
    return rest if rest.visits or rest.ratings else None


def _months(period: Period) -> Iterator[tuple[Period, bool]]:
    """Yield the part of each month that lies in the period, and whether it is all of it."""
    first = period.first
    while first <= period.last:
        month = period_of(Span.MONTH, first)
        part = Period(first, min(month.last, period.last))
        yield part, part == month
        first = month.last + timedelta(days=1)
