"""The list of inspections: what an address asks for, and the rows that fit it."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, Q, When
from django.http import HttpRequest, QueryDict
from django.utils.timezone import localdate
from msgspec import Struct

from collector.boards.leaves import Leaves, leaf
from collector.given import day_in, line_in, number_in
from collector.inspections import scoring, words
from collector.inspections.door import visible
from collector.inspections.models import Finding, Inspection, State
from collector.inspections.places import hall_of, halls_of
from collector.organisation.models import Node
from collector.organisation.words import place_words

PAGE = 100
STATES = ("planned", "late", "done", "called-off")


class Wanted(Struct, frozen=True, kw_only=True):
    """What an address asks for. Whatever makes no sense in it asks for nothing."""

    place: int | None = None
    state: str = ""
    window: str = ""
    by: str = ""
    found: str = ""
    first: date | None = None
    last: date | None = None


class Row(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    id: UUID
    day: str
    place: str
    hall: str
    checklist: str
    state: str
    late: bool
    planned: bool
    again: bool
    drawn: bool
    announced: bool
    beside: bool
    counts: bool
    score: str
    missed: int
    findings: int
    open: int
    by: str


def read_wanted(asked: QueryDict) -> Wanted:
    """Read an address."""
    return Wanted(
        place=number_in(asked.get("place", "")),
        state=asked.get("state", "") if asked.get("state") in STATES else "",
        window=line_in(asked.get("window", ""), 64),
        by=line_in(asked.get("by", ""), 150),
        found=asked.get("found", "") if asked.get("found") in {"any", "open"} else "",
        first=_day(asked.get("first", "")),
        last=_day(asked.get("last", "")),
    )


def rows(request: HttpRequest, wanted: Wanted) -> tuple[list[Row], Leaves]:
    """Return a leaf of the rows that fit, the next ones to do first."""
    today = localdate()
    fitting = Inspection.objects.filter(visible(request), _condition(wanted, today))
    found, leaves = leaf(
        request,
        fitting.annotate(
            found=Count("findings"),
            left=Count("findings", filter=~Q(findings__outcome=Finding.Outcome.PUT_RIGHT)),
            turn=Case(When(state=State.PLANNED, then=0), default=1),
        )
        .select_related("node", "version__checklist")
        # What waits comes first, by its day; then what was done, the latest first.
        .order_by("turn", F("day").desc(nulls_last=True), "due", "-finished", "id"),
        PAGE,
    )
    halls = halls_of(found)
    return [_row(one, halls, today) for one in found], leaves


def _condition(wanted: Wanted, today: date) -> Q:
    found = Q()
    if wanted.place is not None:
        path = Node.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        found &= Q(path__startswith=path) if path else Q(pk__in=())
    if wanted.state == "late":
        found &= Q(state=State.PLANNED, due__lt=today)
    elif wanted.state:
        found &= Q(state=wanted.state)
    if wanted.window:
        found &= Q(node__code__iexact=wanted.window)
    if wanted.by:
        found &= Q(inspector=wanted.by)
    if wanted.found:
        put_right = Finding.Outcome.PUT_RIGHT
        some = Finding.objects.all() if wanted.found == "any" else (
            Finding.objects.exclude(outcome=put_right)
        )  # fmt: skip
        found &= Q(pk__in=some.values("inspection"))
    if wanted.first:
        found &= Q(day__gte=wanted.first) | Q(day=None, due__gte=wanted.first)
    if wanted.last:
        found &= Q(day__lte=wanted.last) | Q(day=None, due__lte=wanted.last)
    return found


def _row(one: Inspection, halls: dict[int, str], today: date) -> Row:
    late = one.late(today)
    day = one.day or one.due
    return Row(
        id=one.id,
        day=day.isoformat() if day else "",
        place=place_words(one.node),
        hall=hall_of(one, halls),
        checklist=words.version_words(one.version),
        state=words.state(one, late=late),
        late=late,
        planned=one.state == State.PLANNED,
        again=one.of_id is not None,
        drawn=one.draw_id is not None,
        announced=one.announced,
        beside=one.beside_id is not None,
        counts=one.counts,
        score=f"{scoring.percent(one.value)}%" if one.value is not None else "",
        missed=len(one.missed),
        findings=one.found,  # type: ignore[attr-defined]
        open=one.left,  # type: ignore[attr-defined]
        by=one.inspector,
    )


def _day(text: str) -> date | None:
    day = day_in(text)
    return day if day and day > date(2000, 1, 1) - timedelta(days=1) else None
