"""The list of service items, and how one is added."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.boards.leaves import asked_words, leaf
from collector.given import number_in
from collector.organisation import offering
from collector.organisation.acts import ActError
from collector.organisation.choosing import in_tree_order, no_such_place, place_choices
from collector.organisation.models import Item, Node
from collector.organisation.pages.deeds import place_asked
from collector.organisation.pages.door import edits, seen, sees
from collector.organisation.pages.shared import ABOVE_WINDOWS, parents_for, show
from collector.organisation.paths import ids_of
from collector.organisation.words import days, name_of


@sees
@require_safe
@never_cache
def items(request: HttpRequest) -> HttpResponse:
    """Show all service items with their national codes."""
    return _list(request)


@edits
@require_POST
def add_item(request: HttpRequest) -> HttpResponse:
    """Add a service item."""
    try:
        node = place_asked(request, "place")
    except ActError as error:
        return _list(request, str(error), 422)
    try:
        item = offering.add(request, node, request.POST.dict())
    except ActError as error:
        return _list(request, str(error), 409)
    messages.success(request, _("%(name)s was added.") % {"name": name_of(item)})
    return redirect("organisation-item", number=item.pk)


def _list(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    words, ended = asked_words(request), request.GET.get("ended") == "1"
    rows = Item.objects.filter(seen(request, "node__path")).select_related("node")
    if not ended:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=localdate()))
    offerers = _offerers(request)
    place = str(number_in(request.GET.get("place", "")) or "")
    if place:
        node = next((one for one in offerers if str(one.pk) == place), None)
        if node is None:
            raise no_such_place()
        rows = rows.filter(node__path__startswith=node.path)
    if words:
        rows = rows.filter(
            Q(code__icontains=words) | Q(name__icontains=words) | Q(name_en__icontains=words)
            | Q(task_code=words) | Q(handle_code=words)
        )  # fmt: skip
    without, only = rows.filter(task_code=""), request.GET.get("without") == "1"
    listed = (without if only else rows).annotate(n=Count("windows")).order_by("code")
    some, leaves = leaf(request, listed)
    today = localdate()
    return show(request, "items.html", {
        "q": words, "leaves": leaves, "ended": ended, "place": place,
        "places": place_choices(in_tree_order(offerers)), "only": only,
        "without": without.count(), "problem": problem, "typed": request.POST,
        "own_places": parents_for(request, ABOVE_WINDOWS),
        "rows": [
            {"id": one.pk, "code": one.code, "name": name_of(one), "node": name_of(one.node),
             "node_id": one.node_id, "task_code": one.task_code, "handle_code": one.handle_code,
             "windows": one.n, "span": days(one.since, one.until),
             "ended": one.until is not None and one.until <= today}
            for one in some
        ],
    }, status)  # fmt: skip


def _offerers(request: HttpRequest) -> list[Node]:
    """Return the places that offer items, and those that they stand in."""
    paths: QuerySet[Item, str] = (
        Item.objects.filter(seen(request, "node__path")).order_by()
        .values_list("node__path", flat=True).distinct()
    )  # fmt: skip
    ids = {one for path in paths for one in ids_of(path)}
    return list(Node.objects.filter(seen(request), pk__in=ids))
