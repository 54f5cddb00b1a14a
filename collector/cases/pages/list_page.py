"""The page that lists cases, its export, and the count for the navigation."""

import csv
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts import audit
from collector.accounts.access import grants_of
from collector.accounts.grants import condition
from collector.accounts.models import Account
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.parts import badge
from collector.cases import rates as case_rates
from collector.cases.models import Case, Stage
from collector.cases.pages import words
from collector.cases.pages.door import sees
from collector.cases.pages.list_view import figures, lines, reasons_of
from collector.cases.reading import MINE, NOBODY, Wanted, listed, matching, read_wanted, waiting
from collector.cases.terms import Terms
from collector.figures.queries import Period
from collector.organisation.choosing import above_windows, no_such_place, place_choices
from collector.organisation.models import Node
from collector.organisation.words import name_of

_RATES_DAYS = 30
_MOST_EXPORTED = 100_000


@sees
@require_safe
@never_cache
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases of one's branches that fit the address: overdue first, closed last."""
    wanted = read_wanted(request.GET)
    branches = grants_of(request).branches(Permission.SEE_CASES)
    at = localtime(now())
    today = at.date()
    nodes = above_windows(condition(branches, "path"))
    shown = _shown_branches(wanted, branches, nodes)
    found = listed(wanted, branches, request.user.pk, today)
    only = [*found.overdue, *found.today, *found.open, *found.closed]
    if wanted.q and len(only) == 1:
        return redirect("case", number=only[0].number)
    terms = Terms.read()
    period = Period(today - timedelta(days=_RATES_DAYS - 1), today)
    rates = case_rates.of(shown, period, today)
    years = {today.year, *(case.due_on.year for case in only)}
    page = {
        "page": "cases",
        "wanted": wanted,
        "given": wanted.given(),
        "query": urlencode(wanted.given()),
        "all_closed": urlencode(wanted.given() | {"closed": "all"}),
        "older": urlencode(wanted.given() | {"closed": "all", "before": str(only[-1].pk)})
        if found.more_closed and only else "",
        "found": found,
        "lines": lines(found, terms, boards().scales, today),
        "figures": figures(rates, period.first, period.last, today),
        "others": rates.others,
        "unknown_years": sorted(year for year in years if not terms.calendar.known(year)),
        "calendar_year": today.year,
        "place_choices": place_choices(nodes, name_of),
        "stages": [(one.value, words.stage_word(one)) for one in Stage if one != Stage.CLOSED],
        "owners": _owners(branches),
        "nobody": NOBODY, "mine": MINE,
        "scope": _scope(nodes),
        "time": f"{at:%H:%M:%S}",
    }  # fmt: skip
    return render(request, "cases/list.html", page)


@sees
@require_safe
@never_cache
def waiting_count(request: HttpRequest) -> JsonResponse:
    """Say how many cases need somebody now; `mark` changes whenever any case of one's own does."""
    grants = grants_of(request)
    mine = Case.objects.filter(condition(grants.branches(Permission.SEE_CASES), "path"))
    newest = mine.order_by("-pk").values_list("pk", flat=True).first()
    versions = mine.filter(closed_at=None).values_list("version", flat=True)
    n = waiting(grants, localdate())
    mark = f"{newest or 0}.{len(versions)}.{sum(versions)}"
    return JsonResponse({"waiting": n, "badge": badge(n), "mark": mark})


@sees
@require_safe
@never_cache
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the list as CSV: facts and dates, no words of citizens or officers, no contacts."""
    wanted = read_wanted(request.GET)
    branches = grants_of(request).branches(Permission.SEE_CASES)
    audit.record(request, "case.exported", "list", detail=wanted.given())
    rows = matching(wanted, branches, request.user.pk)[:_MOST_EXPORTED]
    answer = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


class _Line:
    """What a writer of CSV writes to, and hands the line on."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: QuerySet[Case]) -> Iterator[Any]:
    writer = csv.writer(_Line())
    head = (
        _("Case"),
        _("Origin"),
        pgettext("cases", "Receipt"),
        _("Window"),
        pgettext("cases", "Staff"),
        _("Item"),
        _("Level"),
        _("Reasons"),
        pgettext("cases", "Rated"),
        _("Opened"),
        _("Due"),
        _("Stage"),
        _("Owner"),
        _("Cause"),
        _("Remedy"),
        _("Put right on"),
        pgettext("cases", "Answered"),
        pgettext("cases", "Called back"),
        pgettext("cases", "Closed"),
        _("Outcome"),
        _("Reopened"),
        _("Merged into"),
        _("Figures “without”"),
    )
    yield "\ufeff"
    yield writer.writerow(head)
    for case in rows.iterator(chunk_size=500):
        yield writer.writerow([_plain(one) for one in _cells(case)])


def _cells(case: Case) -> Sequence[Any]:
    appealed = case.outcome in {"mistaken", "malicious"}
    return (
        case.number, words.origin_word(case.origin),
        f"{case.window}-{case.position:06d}" if case.position else "", case.window, case.staff,
        case.item, case.national or "", " ".join(reasons_of(case)), _when(case.rated_at),
        _when(case.opened_at), case.due_on, words.stage_word(case.stage),
        case.owner.username if case.owner else "", case.cause, case.remedy,
        case.put_right_on or "", _when(case.answered_at), _when(case.called_back_at),
        _when(case.closed_at), words.outcome_word(case.outcome), case.reopened,
        case.merged_into.number if case.merged_into else "", _("left out") if appealed else "",
    )  # fmt: skip


def _when(at: Any) -> str:
    return "" if at is None else f"{localtime(at):%Y-%m-%d %H:%M}"


def _plain(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _shown_branches(
    wanted: Wanted, branches: Sequence[str], nodes: Sequence[Node]
) -> tuple[str, ...]:
    """Return the branches whose rates stand above the list."""
    if not wanted.place:
        return tuple(branches)
    chosen = [one.path for one in nodes if one.pk == int(wanted.place)]
    if not chosen:
        raise no_such_place()
    return tuple(chosen)


def _owners(branches: Sequence[str]) -> list[str]:
    """Return whose cases are open: a filter for what was done long ago is the search."""
    mine = Case.objects.filter(condition(branches, "path"), closed_at=None)
    owners = set(mine.order_by().values_list("owner", flat=True).distinct())
    rows = Account.objects.filter(pk__in=owners - {None})
    return list(rows.order_by("username").values_list("username", flat=True))


def _scope(nodes: Sequence[Node]) -> str:
    return name_of(nodes[0]) if nodes else ""
