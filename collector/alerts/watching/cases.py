"""New cases of bad ratings, and cases that nobody has finished in time."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.timezone import localdate

from collector.alerts.conditions import Condition
from collector.alerts.life import Sight
from collector.alerts.models import Alert, Seen
from collector.cases.models import Case, Origin
from collector.organisation.models import Node

NEWEST = timedelta(hours=24)
"""A case is news for so long: whoever installs an update is not told of all that ever was."""
OVERLAP = 200
"""Of two cases that are stored at the same moment the one with the larger id may be seen first."""
_NAME = "cases"


def bad_ratings(now: datetime) -> Iterator[Sight]:
    """Yield the cases that are new, and those about which an alert stands and that are closed."""
    last = Seen.objects.filter(pk=_NAME).values_list("last", flat=True).first() or 0
    rows = list(
        Case.objects.filter(
            pk__gt=last - OVERLAP, opened_at__gt=now - NEWEST, closed_at=None,
            origin__in=(Origin.RATING, Origin.COMMENT), national__isnull=False,
        ).select_related("place").order_by("pk")
    )  # fmt: skip
    told = set(
        Alert.objects.filter(
            condition=Condition.BAD_RATING, subject__in=[one.number for one in rows]
        ).values_list("subject", flat=True)
    )
    for one in rows:
        if one.number not in told and one.place is not None:
            yield _sight(one, one.place, wrong=True)
    newest = max((one.pk for one in rows), default=last)
    if newest > last:
        Seen.objects.update_or_create(pk=_NAME, defaults={"last": newest})


def closed_ones() -> Iterator[Sight]:
    """Yield the cases about which an alert stands and that are closed by now."""
    standing = Alert.objects.filter(condition=Condition.BAD_RATING, cleared_at=None)
    numbers = list(standing.values_list("subject", flat=True))
    for one in Case.objects.filter(
        number__in=numbers, closed_at__isnull=False
    ).select_related("place"):  # fmt: skip
        if one.place is not None:
            yield _sight(one, one.place, wrong=False)


def overdue(halls: Mapping[int, Node], today: date) -> Iterator[Sight]:
    """Yield for each hall how many of its open cases are overdue. `halls`: by the hall's id."""
    rows = (
        Case.objects.filter(closed_at=None, hall__isnull=False, merged_into=None)
        .order_by()
        .values("hall__node")
        .annotate(n=Count("pk"), k=Count("pk", filter=Q(due_on__lt=today)))
    )
    counted = {row["hall__node"]: (row["k"], row["n"]) for row in rows}
    for node, hall in halls.items():
        k, n = counted.get(node, (0, 0))
        yield Sight(
            condition=Condition.OVERDUE, place=hall, wrong=k > 0, fine=k == 0,
            facts={"k": k, "n": n},
        )  # fmt: skip


def taken_up() -> Iterator[tuple[Alert, str]]:
    """Yield the alerts nobody has taken up whose case somebody has, with that account's name."""
    free = Alert.objects.filter(
        condition=Condition.BAD_RATING, cleared_at=None, acknowledged_at=None
    ).select_related("place")
    by_number = {one.subject: one for one in free}
    owned = Case.objects.filter(number__in=list(by_number), owner__isnull=False)
    for number, name in owned.values_list("number", "owner__username"):
        yield by_number[number], name


def _late(case: Case) -> dict[str, str]:
    """Return the day of a rating that arrived days later: it is told of, but not at once."""
    return {"late": f"{localdate(case.rated_at)}"} if case.late and case.rated_at else {}


def _sight(case: Case, place: Node, *, wrong: bool) -> Sight:
    return Sight(
        condition=Condition.BAD_RATING, place=place, subject=case.number, wrong=wrong,
        fine=not wrong,
        facts={"window": case.window, "national": case.national, "case": case.number}
        | _late(case),
    )  # fmt: skip
