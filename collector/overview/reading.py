"""Reading the overview of a place: a fixed number of queries, whatever lies behind the figures."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db.models import F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from collector.figures import findings, queries
from collector.figures.findings import Comparison
from collector.figures.models import Progress
from collector.figures.national import BAD
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, Share
from collector.ingest.models import Closing, Log, Standing
from collector.organisation.models import Kind, Node
from collector.overview.places import part_of, parts_in
from collector.overview.shapes import Changed, DayPoint, Overview, Part, Reached
from sync.protocol.catalogue import Scale

NAMED_MISSING = 20
"""So many incomplete window-days are named; the rest is counted."""


def read_overview(
    place: Node, period: Period, scales: Mapping[str, Scale], today: date
) -> Overview:
    """Read everything the page says about a place. `today` is the hall's."""
    parts = parts_of(place)
    everywhere = [place.pk, *(part.id for part in parts)]
    now = queries.by_place(everywhere, period)
    before = queries.by_place(everywhere, period.before)
    here = Rates(now.get(place.pk, Totals()), scales)
    was = Rates(before.get(place.pk, Totals()), scales)
    rates = {part.id: Rates(now.get(part.id, Totals()), scales) for part in parts}
    earlier = {part.id: Rates(before.get(part.id, Totals()), scales) for part in parts}
    return Overview(
        place=part_of(place),
        period=period,
        before=period.before,
        total=here.total,
        levels=here.nationals,
        official=findings.change(here.official, was.official),
        satisfied=findings.change(here.satisfied, was.satisfied),
        response=findings.change(here.response, was.response),
        bad=findings.change(here.bad, was.bad),
        days=tuple(_days(place.pk, period, scales)),
        parts=parts,
        by_part=findings.compare({key: one.satisfied for key, one in rates.items()}),
        response_by_part=findings.compare({key: one.response for key, one in rates.items()}),
        by_hour=_by_hour(place.pk, period, scales),
        reasons=findings.pareto(_bad_reasons(place.pk, period)),
        explained=here.bad.k,
        changes=(
            *_changes(None, here, was),
            *(one for part in parts for one in _changes(part, rates[part.id], earlier[part.id])),
        ),
        reached=reached_of(place, period, today),
    )


def parts_of(place: Node) -> tuple[Part, ...]:
    """Return what a place is made of: a hall's windows, else what stands directly in it."""
    if place.kind in {Kind.HALL, Kind.DEPARTMENT}:
        below = Node.objects.filter(path__startswith=place.path, kind=Kind.WINDOW)
    else:
        below = Node.objects.filter(parent=place)
    return parts_in(below)


def _days(place: int, period: Period, scales: Mapping[str, Scale]) -> Iterator[DayPoint]:
    for day, total in sorted(queries.by_day(place, period).items()):
        rates = Rates(total, scales)
        if total.visits or rates.satisfied.n:
            yield DayPoint(day, rates.satisfied, rates.response)


def _by_hour(
    place: int, period: Period, scales: Mapping[str, Scale]
) -> Comparison[tuple[int, int]]:
    found: dict[tuple[int, int], Share] = {}
    for key, total in sorted(queries.by_hour_of_week(place, period).items()):
        satisfied = Rates(total, scales).satisfied
        if satisfied.n:
            found[key] = Share(satisfied.n - satisfied.k, satisfied.n)
    return findings.compare(found)


def _bad_reasons(place: int, period: Period) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for (catalogue, code, national), n in queries.reasons(place, period).items():
        if national <= BAD:
            found[catalogue, code] = found.get((catalogue, code), 0) + n
    return found


def _changes(part: Part | None, now: Rates, before: Rates) -> Iterator[Changed]:
    for what, pair in (
        ("satisfied", findings.change(now.satisfied, before.satisfied)),
        ("response", findings.change(now.response, before.response)),
    ):
        if pair.beyond:
            yield Changed(part, what, pair)


def reached_of(place: Node, period: Period, today: date) -> Reached:
    """Return on what the figures of a place rest."""
    # Today is closed at night: until then nothing is late.
    closed = Period(period.first, min(period.last, today - timedelta(days=1)))
    due, complete = queries.reached(place.pk, closed)
    named = queries.incomplete(place.path, closed, NAMED_MISSING) if complete < due else []
    known = Progress.objects.filter(log=OuterRef("log")).values("position")[:1]
    here = (
        Standing.objects.filter(log__window__node__path__startswith=place.path)
        .exclude(log__status=Log.Status.PENDING)
        .annotate(lacking=F("entries") - Coalesce(Subquery(known), 0))
        .aggregate(
            unread=Sum("lacking", filter=Q(lacking__gt=0), default=0), stored=Max("log__stored_at")
        )
    )
    return Reached(
        days=due,
        complete=complete,
        missing=tuple(
            (code, day, Closing.Outcome.DISAGREES if disagrees else "behind")
            for code, day, disagrees in named
        ),
        unread=here["unread"],
        stored=here["stored"],
    )
