"""Reading the overview of a place: a fixed number of queries, whatever lies behind the figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from collector.figures import findings, queries
from collector.figures.findings import Comparison
from collector.figures.models import LogDay
from collector.figures.queries import Period, Totals
from collector.figures.rates import BAD, Rates, Share
from collector.figures.rollup import behind
from collector.ingest.models import Closing, Log
from collector.organisation.models import Kind, Node
from collector.overview.shapes import Changed, DayPoint, Overview, Part, Reached
from sync.protocol.catalogue import Scale

NAMED_MISSING = 20
"""So many incomplete window-days are named; the rest is counted."""


def read_overview(place: Node, period: Period, scales: Mapping[str, Scale]) -> Overview:
    """Read everything the page says about a place."""
    parts = parts_of(place)
    everywhere = [place.pk, *(part.id for part in parts)]
    now = queries.by_place(everywhere, period)
    before = queries.by_place(everywhere, period.before)
    here = Rates(now.get(place.pk, Totals()), scales)
    was = Rates(before.get(place.pk, Totals()), scales)
    rates = {part.id: Rates(now.get(part.id, Totals()), scales) for part in parts}
    earlier = {part.id: Rates(before.get(part.id, Totals()), scales) for part in parts}
    return Overview(
        place=_part(place),
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
        reached=_reached(place, period),
    )


def parts_of(place: Node) -> tuple[Part, ...]:
    """Return what a place is made of: a hall's windows, else what stands directly in it."""
    if place.kind in {Kind.HALL, Kind.DEPARTMENT}:
        below = Node.objects.filter(path__startswith=place.path, kind=Kind.WINDOW)
    else:
        below = Node.objects.filter(parent=place)
    return tuple(_part(node) for node in below.order_by("code", "pk"))


def _part(node: Node) -> Part:
    return Part(node.pk, node.kind, node.code, node.name, node.name_en)


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


def _reached(place: Node, period: Period) -> Reached:
    logs = _logs(place)
    span = (period.first, period.last)
    busy = set(LogDay.objects.filter(log__in=logs, day__range=span).values_list("log", "day"))
    outcomes: dict[tuple[UUID, date], str] = {}
    closed = Closing.objects.filter(log__in=list(logs), date__range=span).order_by("position")
    for log, day, outcome in closed.values_list("log_id", "date", "outcome"):
        outcomes[log, day] = outcome
    missing = [
        (logs[log], day, outcomes.get((log, day), "behind"))
        for log, day in busy
        if outcomes.get((log, day)) != Closing.Outcome.COMPLETE
    ]
    missing.sort(key=lambda one: (one[1], one[0]), reverse=True)
    stored = Log.objects.filter(pk__in=list(logs)).aggregate(latest=Max("stored_at"))["latest"]
    return Reached(
        days=len(busy),
        complete=len(busy) - len(missing),
        missing=tuple(missing[:NAMED_MISSING]),
        unread=sum(held - known for log, known, held in behind() if log in logs),
        stored=stored,
    )


def _logs(place: Node) -> dict[UUID, str]:
    """Return the logs of terminals that stand in a place now, with their windows' codes."""
    rows: Sequence[tuple[UUID, str]] = list(
        Log.objects.filter(window__node__path__startswith=place.path)
        .exclude(status=Log.Status.PENDING)
        .values_list("id", "window__code")
    )
    return dict(rows)
