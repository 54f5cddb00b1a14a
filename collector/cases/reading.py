"""What the list shows: cases by filters, what is due first on top, and how many need somebody."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import now
from msgspec import Struct

from collector.accounts.grants import Grants, condition
from collector.accounts.roles import Permission
from collector.cases.models import Appeal, Case, Stage
from collector.given import line_in, number_in
from collector.organisation.models import Node

OPEN_SHOWN = 200
CLOSED_SHOWN = 20
RECENT_DAYS = 30
_RECEIPT = re.compile(r"(.{1,64})-([0-9]{1,15})", re.DOTALL)
NOBODY, MINE = "nobody", "me"


class Wanted(Struct, frozen=True, kw_only=True):
    """The filters of an address; "" where nothing was chosen."""

    q: str = ""
    place: str = ""
    window: str = ""
    stage: str = ""
    owner: str = ""
    origin: str = ""
    closed: str = ""
    """"all": closed ones a page at a time; otherwise only the last few."""
    before: str = ""

    def given(self) -> dict[str, str]:
        """Return what was chosen, for links."""
        return {name: value for name in self.__struct_fields__ if (value := getattr(self, name))}


class Listed(Struct, frozen=True, kw_only=True):
    """The cases of a list and how many there are. Groups are cut to what fits; counts are whole."""

    unread: Sequence[Case]
    """Closed ones whose citizens have written since."""
    overdue: Sequence[Case]
    today: Sequence[Case]
    open: Sequence[Case]
    closed: Sequence[Case]
    n_overdue: int
    n_today: int
    n_open: int
    n_closed: int
    """Of the last 30 days: nobody counts years."""
    more_closed: bool
    appeals: Mapping[int, int]
    """Votes so far of the appeals that are open, by case."""
    merged: Mapping[int, int]
    """How many cases were merged into a case."""


def read_wanted(query: QueryDict) -> Wanted:
    """Read the filters of an address; what makes no sense is left out."""
    given = {name: line_in(query.get(name, ""), 64) for name in Wanted.__struct_fields__}
    for name in ("place", "before"):
        if number_in(given[name]) is None:
            given[name] = ""
    if given["stage"] not in Stage.values:
        given["stage"] = ""
    return Wanted(**given)


def listed(wanted: Wanted, branches: Sequence[str], account: int | None, today: date) -> Listed:
    """Read what fits the filters in some branches."""
    rows = _rows(wanted, branches, account)
    unfinished = rows.filter(closed_at=None)
    counts = unfinished.aggregate(
        overdue=Count("pk", Q(due_on__lt=today)),
        today=Count("pk", Q(due_on=today)),
        open=Count("pk", Q(due_on__gt=today)),
    )
    shown = [] if wanted.closed == "all" else list(
        unfinished.select_related("owner").order_by("due_on", "pk")[:OPEN_SHOWN]
    )  # fmt: skip
    unread = list(
        rows.filter(unread_at__isnull=False)
        .select_related("owner")
        .order_by("unread_at")[:OPEN_SHOWN]
    )
    closed, more = _closed(rows.filter(closed_at__isnull=False), wanted)
    everything = [case.pk for case in (*unread, *shown, *closed)]
    return Listed(
        unread=unread,
        overdue=[case for case in shown if case.due_on < today],
        today=[case for case in shown if case.due_on == today],
        open=[case for case in shown if case.due_on > today],
        closed=closed,
        n_overdue=counts["overdue"],
        n_today=counts["today"],
        n_open=counts["open"],
        n_closed=rows.filter(closed_at__gte=now() - timedelta(days=RECENT_DAYS)).count(),
        more_closed=more,
        appeals=dict(
            Appeal.objects.filter(case__in=everything, state=Appeal.State.ASKED)
            .annotate(n=Count("votes")).values_list("case", "n")
        ),
        merged=dict(
            Case.objects.filter(merged_into__in=everything)
            .values_list("merged_into").annotate(n=Count("pk"))
        ),
    )  # fmt: skip


def matching(wanted: Wanted, branches: Sequence[str], account: int | None) -> QuerySet[Case]:
    """Return all that fits, for an export: the earliest first."""
    rows = _rows(wanted, branches, account, merged=True)
    return rows.select_related("owner", "merged_into").order_by("pk")


def waiting(grants: Grants, today: date) -> int:
    """Count the cases that need somebody, where one may work on them.

    Overdue, or nobody's, or closed and written about by its citizen since.
    """
    branches = grants.branches(Permission.WORK_CASES)
    if not branches:
        return 0
    mine = Case.objects.filter(condition(branches, "path"))
    rows = mine.filter(closed_at=None, merged_into=None)
    late = rows.filter(Q(due_on__lt=today) | Q(owner=None)).count()
    return late + mine.filter(unread_at__isnull=False).count()


def _rows(
    wanted: Wanted, branches: Sequence[str], account: int | None, *, merged: bool = False
) -> QuerySet[Case]:
    rows = Case.objects.filter(condition(branches, "path"))
    if wanted.q:
        return rows.filter(_found(wanted.q))
    if wanted.place:
        node = Node.objects.filter(pk=int(wanted.place)).first()
        rows = rows.filter(path__startswith=node.path) if node else rows.none()
    if wanted.window:
        rows = rows.filter(window=wanted.window)
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.origin:
        rows = rows.filter(late=True) if wanted.origin == "late" else rows.filter(
            origin=wanted.origin
        )  # fmt: skip
    if wanted.owner == MINE:
        rows = rows.filter(owner=account)
    elif wanted.owner == NOBODY:
        rows = rows.filter(owner=None)
    elif wanted.owner:
        rows = rows.filter(owner__username=wanted.owner)
    return rows if merged else rows.filter(merged_into=None)


def _found(q: str) -> Q:
    """Return the condition for a case number or a receipt, which may look alike."""
    found = Q(number=q)
    receipt = _RECEIPT.fullmatch(q)
    if receipt is not None:
        found |= Q(window=receipt[1], position=int(receipt[2]))
    return found


def _closed(rows: QuerySet[Case], wanted: Wanted) -> tuple[list[Case], bool]:
    size = OPEN_SHOWN if wanted.closed == "all" else CLOSED_SHOWN
    if wanted.before:
        last = (
            Case.objects.filter(pk=int(wanted.before)).values_list("closed_at", flat=True).first()
        )
        if last is not None:
            rows = rows.filter(Q(closed_at__lt=last) | Q(closed_at=last, pk__lt=int(wanted.before)))
    found = list(rows.select_related("owner").order_by("-closed_at", "-pk")[: size + 1])
    return found[:size], len(found) > size
