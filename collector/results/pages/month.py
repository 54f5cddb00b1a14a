"""The results of a place and a month: each input a link, each weight with its source."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.given import number_in
from collector.languages import language
from collector.organisation.choosing import path_of_place, place_or_highest
from collector.organisation.models import Node
from collector.organisation.words import name_of
from collector.reports.making.font import NoFontError
from collector.reports.making.sheet import csv_of, workbook_of
from collector.reports.pages.shared import offered_places
from collector.results import closing
from collector.results.asked import month_of, months
from collector.results.closing import CloseError, closed_of
from collector.results.frozen import changes, lines_of, thaw
from collector.results.making.tables import document_of
from collector.results.models import Closed
from collector.results.pages.month_view import change_view, group_view, line_view, scheme_view
from collector.results.pages.shared import show
from collector.results.reading import Month, period_of, read_month
from collector.results.words import (
    coverage_words,
    definitions,
    month_words,
    nights_words,
)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed(Permission.SEE_REPORTS)
@require_safe
@never_cache
def month_page(request: HttpRequest) -> HttpResponse:
    """Show the results of the place and month of the address: as closed, or as they stand now."""
    place = place_or_highest(request, request.GET.get("place", ""), Permission.SEE_REPORTS)
    if place is None:
        return show(request, "nothing.html", {})
    return _page(request, place)


@allowed(Permission.PUBLISH_RESULTS, path_of_place)
@require_POST
def close(request: HttpRequest, place: int) -> HttpResponse:
    """Close the month."""
    node = Node.objects.get(pk=place)
    month = month_of(request.POST.get("month", ""), localdate())
    try:
        closing.close(
            request, node, month, boards().scales, why=request.POST.get("why", ""),
            seen=number_in(request.POST.get("seen", "")) or 0,
        )  # fmt: skip
    except CloseError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The month is closed. Its figures stay as they are now."))
    return redirect(f"{reverse('results')}?place={place}&month={month:%Y-%m}")


@allowed(Permission.SEE_REPORTS)
@require_safe
@never_cache
def export(request: HttpRequest, wanted: str) -> HttpResponse:
    """Give the page as a workbook, CSV or PDF."""
    place = place_or_highest(request, request.GET.get("place", ""), Permission.SEE_REPORTS)
    if place is None:
        return show(request, "nothing.html", {})
    month = month_of(request.GET.get("month", ""), localdate())
    now_month = read_month(place, month, boards().scales, localdate())
    closed = closed_of(place, month)
    line, groups = _shown(now_month, closed)
    with override(language()):
        document = document_of(line, groups, month, _coverage(now_month, closed))
        try:
            kind, content = _written(wanted, document, line, groups)
        except NoFontError as error:
            return _page(request, place, str(error), 503)
    audit.record(
        request, "results.exported", f"{place.code} {month:%Y-%m}", branch=place.path,
        detail={"format": wanted},
    )  # fmt: skip
    code = "".join(one if one.isascii() and one.isalnum() else "-" for one in place.code)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="results-{code}-{month:%Y-%m}.{wanted}"'
    return answer


def _written(wanted: str, document: Any, line: Any, groups: Any) -> tuple[str, bytes]:
    if wanted == "xlsx":
        return _XLSX, workbook_of(document)
    if wanted == "csv":
        return "text/csv; charset=utf-8", csv_of(document)
    # The library for it is loaded by whoever makes one, not by every server.
    from collector.results.making.paper import write_paper  # noqa: PLC0415

    return "application/pdf", write_paper(document, line, groups, now())


def _coverage(month: Month, closed: Closed | None) -> str:
    """Return on what the figures rest that are shown: of a closed month, as it was then."""
    if closed is None:
        return coverage_words(month.reached)
    was = thaw(closed.content)
    return f"{nights_words(was.complete, was.due)} · {_closed_words(closed)}"


def _shown(month: Month, closed: Closed | None) -> tuple[Any, Any]:
    """Return the lines that are shown: those of the closed month, or those of now."""
    return lines_of(thaw(closed.content)) if closed else (month.place, month.groups)


def _page(request: HttpRequest, place: Node, problem: str = "", status: int = 200) -> HttpResponse:
    today = localdate()
    month = month_of(request.GET.get("month", ""), today)
    read = read_month(place, month, boards().scales, today)
    closed = closed_of(place, month)
    line, groups = _shown(read, closed)
    changed = [change_view(one) for one in changes(thaw(closed.content), read)] if closed else []
    grants = grants_of(request)
    words = {
        "place": place,
        "problem": problem,
        "month": month,
        "month_word": month_words(month),
        "place_name": name_of(line),
        "places": offered_places(request, place),
        "months": [(f"{one:%Y-%m}", one == month) for one in months(today)],
        "over": period_of(month).last < today,
        "coverage": coverage_words(read.reached),
        "line": line_view(line, month, grants=grants),
        "groups": [
            group_view(kind, some, month, grants=grants) for kind, some in groups if some
        ],
        "scheme": scheme_view(line.scheme),
        "closed": closed,
        "closed_words": _closed_words(closed),
        "changed": changed,
        "may_publish": grants.may(Permission.PUBLISH_RESULTS, place.path),
        "definitions": definitions(line.scheme),
    }  # fmt: skip
    return show(request, "month.html", words, status)


def _closed_words(closed: Closed | None) -> str:
    if closed is None:
        return ""
    said = _("closed %(at)s by %(who)s") % {
        "at": f"{localtime(closed.closed_at):%Y-%m-%d %H:%M}", "who": closed.closed_by,
    }  # fmt: skip
    if closed.revision > 1:
        said += " · " + _("revision %(n)d: %(why)s") % {"n": closed.revision, "why": closed.why}
    return said
