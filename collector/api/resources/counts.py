"""Counts and rates of a place and a period, from the figures: never from single ratings."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from msgspec import Struct

from collector.api import cursors
from collector.api.asked import LONGEST, CaseRatesAsked, CountsAsked
from collector.api.models import Token
from collector.api.problems import BAD_PARAMETER, ProblemError
from collector.api.resources import places
from collector.api.shapes import CountRow, CountsPage, Rate, Rates, Ratings, Services
from collector.figures import queries, rates
from collector.figures.queries import Period, Totals
from collector.figures.rates import Share
from collector.organisation.models import Item, Kind, Node
from collector.overview.reading import reached_of
from collector.reports.asking import Span
from collector.reports.asking import period_of as span_of
from sync.protocol.catalogue import Scale


class _Part(Struct, frozen=True, kw_only=True):
    """A part before it is put into a row. `order` is what a cursor remembers."""

    order: str
    key: str
    period: Period
    total: Totals
    id: int | None = None
    name: str = ""
    name_en: str = ""


def read(
    token: Token, asked: CountsAsked, scales: Mapping[str, Scale], now: datetime
) -> CountsPage:
    """Read a page of figures. Raises ProblemError."""
    today = localdate(now)
    period = period_of(asked, today)
    place, question = places.place_of(token, asked.place), _question(asked, period)
    after = cursors.read(asked.cursor, question).key if asked.cursor else ""
    parts = sorted(_parts(asked.by, place, period), key=lambda part: part.order)
    left = [part for part in parts if part.order > after]
    rows = left[: asked.limit]
    reached = reached_of(place, period, today)
    return CountsPage(
        data=[_row(part, scales) for part in rows],
        more=len(left) > len(rows),
        next=cursors.write(question, key=rows[-1].order) if len(left) > len(rows) else None,
        place=places.named(place),
        freshness=places.fresh(reached),
        completeness=places.complete(reached),
    )


def period_of(asked: CountsAsked | CaseRatesAsked, today: date) -> Period:
    """Return the days that are asked for, this month unless said. Raises ProblemError."""
    last = asked.last or max(today, asked.first or today)
    first = asked.first or last.replace(day=1)
    period = Period(first, last)
    if period.days > LONGEST:
        raise ProblemError(
            BAD_PARAMETER, parameter="first", reason=f"more than {LONGEST} days",
            reason_zh=f"超过 {LONGEST} 天",
        )  # fmt: skip
    return period


def _question(asked: CountsAsked, period: Period) -> bytes:
    """Without days a question means others tomorrow: its cursors are then of another one."""
    words = {"first": period.first, "last": period.last, "by": asked.by, "place": asked.place}
    return cursors.question("counts", words)


def _parts(by: str, place: Node, period: Period) -> Iterator[_Part]:
    if by == "total":
        total = queries.totals(place.pk, period)
        yield _Part(order="=", key="", id=place.pk, period=period, total=total,
                    name=place.name, name_en=place.name_en)  # fmt: skip
    elif by == "day":
        for day, total in queries.by_day(place.pk, period).items():
            key = day.isoformat()
            yield _Part(order=key, key=key, period=Period(day, day), total=total)
    elif by == "month":
        yield from _months(place, period)
    elif by == "item":
        yield from _items(place, period)
    else:
        yield from _places(by, place, period)


def _months(place: Node, period: Period) -> Iterator[_Part]:
    """Yield each month as far as it lies in the period, and no day more."""
    first = period.first
    while first <= period.last:
        part = Period(first, min(span_of(Span.MONTH, first).last, period.last))
        total = queries.totals(place.pk, part)
        key = f"{part.first:%Y-%m}"
        yield _Part(order=key, key=key, period=part, total=total)
        first = part.last + timedelta(days=1)


def _places(by: str, place: Node, period: Period) -> Iterator[_Part]:
    below = Node.objects.filter(path__startswith=place.path).exclude(pk=place.pk)
    below = below.filter(parent=place) if by == "child" else below.filter(kind=Kind.WINDOW)
    nodes = list(below.select_related("window__hall"))
    counted = queries.by_place([node.pk for node in nodes], period)
    for node in nodes:
        there = node.since <= period.last and (node.until is None or node.until > period.first)
        if there or node.pk in counted:
            said = places.named(node)
            yield _Part(
                order=f"{node.pk:020d}", key=said.code, id=node.pk, period=period,
                total=counted.get(node.pk, Totals()), name=node.name, name_en=node.name_en,
            )  # fmt: skip


def _items(place: Node, period: Period) -> Iterator[_Part]:
    counted = queries.by_item(place.pk, period)
    names = {
        code: (name, name_en)
        for code, name, name_en in Item.objects.filter(code__in=list(counted)).values_list(
            "code", "name", "name_en"
        )
    }
    for code, total in counted.items():
        name, name_en = names.get(code, ("", ""))
        yield _Part(order=f"={code}", key=code, period=period, total=total,
                    name=name, name_en=name_en)  # fmt: skip


def _row(part: _Part, scales: Mapping[str, Scale]) -> CountRow:
    total, found = part.total, rates.Rates(part.total, scales)
    levels = found.nationals
    return CountRow(
        key=part.key,
        id=part.id,
        name=part.name,
        name_en=part.name_en,
        first=part.period.first,
        last=part.period.last,
        services=Services(
            asked=total.visits, rated=total.rated, timeouts=total.timeouts,
            cancelled=total.cancelled, faults=total.faults, waiting=total.waiting,
        ),
        ratings=Ratings(
            counted=total.ratings, walk_up=total.walk_ups, repeats=total.repeats,
            replaced=total.replaced, other_scale=rates.unknown(total, scales),
            **{f"level_{level}": levels.get(level, 0) for level in range(5, 0, -1)},
        ),
        rates=Rates(
            official=rate(found.official), satisfied=rate(found.satisfied),
            bad=rate(found.bad), response=rate(found.response),
        ),
    )  # fmt: skip


def rate(share: Share) -> Rate:
    """Write a share with its interval."""
    value, interval = share.value, share.interval
    return Rate(
        numerator=share.k,
        denominator=share.n,
        value=None if value is None else round(value, 6),
        low=None if interval is None else round(float(interval.low), 6),
        high=None if interval is None else round(float(interval.high), 6),
        enough=share.enough,
    )
