"""The page of one rating, and its proof as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.cases.appeals import of_rating as of_rating_case
from collector.cases.models import Case
from collector.ratings import seen
from collector.ratings.found import One, find
from collector.ratings.list_view import address_of
from collector.ratings.rating_view import rating_view
from collector.ratings.segment import read_segment
from collector.ratings.story import tell
from sync.protocol.batch import CONTENT_TYPE
from sync.protocol.bundle import SUFFIX
from sync.protocol.receipt_code import receipt_number


def of_rating(request: HttpRequest, number: str) -> str | None:
    """Find where the rating of an address stands: one that may be seen, where there are several."""
    found = _found(request, number)
    return found[0].path if found else None


@allowed(Permission.SEE_RATINGS, branch=of_rating)
@require_safe
@never_cache
def rating(request: HttpRequest, number: str) -> HttpResponse:
    """Show one rating: what is known of it, and that nobody has changed it since it was tapped."""
    found = _found(request, number)
    one = found[0]
    seen.looked_at(request, one)
    at = localtime(now())
    words = {
        "page": "ratings",
        "view": rating_view(tell(one), boards().scales, at),
        "number": receipt_number(one.window, one.position),
        "case": _case(request, one),
        "others": [(address_of(number, other.log.hex), other.log) for other in found[1:]],
        "time": f"{at:%H:%M:%S}",
    }
    return render(request, "ratings/rating.html", words)


@allowed(Permission.SEE_RATINGS, branch=of_rating)
@require_safe
@never_cache
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """Send the part of the log that proves a rating, as it is stored."""
    one = _found(request, number)[0]
    raw = read_segment(one.log, one.position).proof()
    if raw is None:
        raise Http404(_("There is no signature yet that covers this rating."))
    seen.taken_along(request, one, by_page=request.GET.get("by") == "page")
    answer = HttpResponse(raw, content_type=CONTENT_TYPE)
    name = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in one.window)
    named = f"{receipt_number(name, one.position)}{SUFFIX}"
    answer["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer


def _case(request: HttpRequest, one: One) -> Case | None:
    """Return the case of a rating, for whoever may see it."""
    found = of_rating_case(one.log.id, one.position)
    may = found is not None and grants_of(request).may(Permission.SEE_CASES, found.path)
    return found if may else None


def _found(request: HttpRequest, number: str) -> list[One]:
    """Find the ratings of an address once a request; the first one is meant."""
    kept: list[One] | None = getattr(request, "ratings_found", None)
    if kept is None:
        branches = grants_of(request).branches(Permission.SEE_RATINGS)
        kept = find(number, request.GET.get("log", ""), branches)
        request.ratings_found = kept  # type: ignore[attr-defined]
    return kept
