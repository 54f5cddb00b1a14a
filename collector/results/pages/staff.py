"""Results of staff: for their manager by number, and one's own for oneself. Never a ranking."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of, signed_in
from collector.accounts.roles import Permission, Role
from collector.boards.apps import boards
from collector.figures import queries
from collector.figures.queries import Totals
from collector.figures.rates import Rates, Share
from collector.organisation.models import Hall, Kind, Node, Staff
from collector.organisation.words import name_of
from collector.overview.writing import fraction, share, span
from collector.results.asked import month_of, months
from collector.results.pages.shared import show
from collector.results.reading import period_of
from collector.results.words import month_words


# Whoever says who is at which window is their manager; supervisors have the report by staff.
@allowed(Permission.EDIT_DUTY)
@require_safe
@never_cache
def staff_page(request: HttpRequest) -> HttpResponse:
    """Show the staff of a hall in a month, in the order of their numbers."""
    place = _hall(request)
    month = month_of(request.GET.get("month", ""), localdate())
    rows = [
        {"number": number, "figures": figures(total)}
        for number, total in sorted(queries.by_staff(place.pk, period_of(month)).items())
        if number
    ] if place else []  # fmt: skip
    if place:
        audit.record(
            request, "results.seen", f"{place.code} {month:%Y-%m} staff", branch=place.path
        )
    return show(
        request,
        "staff.html",
        {
            "place": place,
            "place_name": name_of(place) if place else "",
            "month": month,
            "month_word": month_words(month),
            "months": [(f"{one:%Y-%m}", one == month) for one in months(localdate())],
            "halls": [(str(one.pk), name_of(one)) for one in _halls(request)],
            "rows": rows,
        },
    )


@signed_in()
@require_safe
@never_cache
def own_page(request: HttpRequest) -> HttpResponse:
    """Show one's own results of a month, and nobody else's."""
    month = month_of(request.GET.get("month", ""), localdate())
    return show(
        request,
        "own.html",
        {
            "month": month,
            "month_word": month_words(month),
            "months": [(f"{one:%Y-%m}", one == month) for one in months(localdate())],
            "rows": list(_own(request, month)),
        },
    )


def own_halls(request: HttpRequest) -> list[Hall]:
    """Return the halls in which somebody is a member of staff.

    The account's name is the staff number there, and the account is window staff of that hall, of
    something in it or of a place around it.
    """
    name = request.user.get_username()
    held = [path for role, path in grants_of(request).held if role is Role.WINDOW_STAFF]
    members = Staff.objects.filter(number=name).select_related("hall__node")
    return [
        one.hall
        for one in members
        if any(
            path.startswith(one.hall.node.path) or one.hall.node.path.startswith(path)
            for path in held
        )
    ]


def figures(total: Totals) -> dict[str, str]:
    """Return the figures of a member of staff: satisfaction and response, with intervals."""
    rates = Rates(total, boards().scales)
    return {
        "official": _said(rates.official, 2), "satisfied": _said(rates.satisfied, 1),
        "response": _said(rates.response, 1), "ratings": f"{rates.satisfied.n:,}",
        "official_span": _span(rates.official, 2), "satisfied_span": _span(rates.satisfied, 1),
        "response_span": _span(rates.response, 1),
    }  # fmt: skip


def _said(one: Share, places: int) -> str:
    said = share(one, places)
    return said if said == fraction(one) or not one.n else f"{said} · {fraction(one)}"


def _span(one: Share, places: int) -> str:
    return span(one.interval, places) if one.interval else ""


def _own(request: HttpRequest, month: date) -> Iterator[dict[str, Any]]:
    number = request.user.get_username()
    for hall in own_halls(request):
        total = queries.by_staff(hall.node.pk, period_of(month)).get(number, Totals())
        yield {"hall": name_of(hall), "number": number, "figures": figures(total)}


def _halls(request: HttpRequest) -> list[Node]:
    """Return the halls whose staff somebody manages."""
    where = grants_of(request).where(Permission.EDIT_DUTY, "path")
    return list(Node.objects.filter(where, kind=Kind.HALL).order_by("code"))


def _hall(request: HttpRequest) -> Node | None:
    halls = _halls(request)
    asked = request.GET.get("place", "")
    if not asked:
        return halls[0] if halls else None
    found = next((one for one in halls if str(one.pk) == asked), None)
    if found is None:
        raise Http404(_("There is no such hall."))
    return found
