"""The list of inspections."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.inspections import listing, places, words
from collector.inspections.door import sees
from collector.inspections.pages.shared import show
from collector.options import Choice
from collector.organisation.choosing import no_such_place
from collector.organisation.models import Node


@sees
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """List the inspections of one's branches that fit the address."""
    wanted = listing.read_wanted(request.GET)
    if wanted.place is not None and not _seen(request, wanted.place):
        raise no_such_place()
    rows, leaves = listing.rows(request, wanted)
    nodes = places.branches(request, Permission.SEE_INSPECTIONS)
    return show(
        request,
        "list.html",
        {
            "tab": "list",
            "wanted": wanted,
            "rows": rows,
            "leaves": leaves,
            "filtered": wanted != listing.Wanted(),
            "places": places.choices(nodes),
            "chosen": str(wanted.place or ""),
            "states": [Choice(one, words.state_choice(one)) for one in listing.STATES],
            "inspects": grants_of(request).anywhere(Permission.INSPECT),
        },
    )


def _seen(request: HttpRequest, place: int) -> bool:
    where = grants_of(request).where(Permission.SEE_INSPECTIONS, "path")
    return Node.objects.filter(where, pk=place).exists()
