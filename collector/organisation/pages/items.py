"""Service items: all of them, and the page of one with what can be done to it."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.boards.leaves import asked_words, leaf
from collector.given import number_in
from collector.organisation import offering
from collector.organisation.acts import ActError
from collector.organisation.choosing import Choice, in_tree_order, no_such_place, place_choices
from collector.organisation.models import Item, Node, Window
from collector.organisation.pages.door import (
    edits,
    edits_item,
    may_edit,
    seen,
    sees,
    sees_item,
)
from collector.organisation.pages.shared import (
    ABOVE_WINDOWS,
    parents_for,
    show,
)
from collector.organisation.paths import ids_of
from collector.organisation.sheets.cells import write_several
from collector.organisation.words import day_from, days, from_day, history, name_of, span

CHANGES = 50


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
        node = _node_asked(request)
    except ActError as error:
        return _list(request, str(error), 422)
    try:
        item = offering.add(request, node, request.POST.dict())
    except ActError as error:
        return _list(request, str(error), 409)
    messages.success(request, _("%(name)s was added.") % {"name": name_of(item)})
    return redirect("organisation-item", number=item.pk)


@sees_item
@require_safe
@never_cache
def item_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a service item."""
    return _page(request, _item(request, number))


@edits_item
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Change a service item, give it another code, end it or let it go on."""
    item = _item(request, number)
    verb = request.POST.get("do", "")
    deed = _DEEDS.get(verb)
    if deed is None:
        messages.warning(request, _("Nothing was changed."))
        return redirect("organisation-item", number=number)
    try:
        item, said = deed(request, item)
    except ActError as error:
        return _page(request, _item(request, number), {verb: str(error)}, 409)
    messages.success(request, said)
    return redirect("organisation-item", number=item.pk)


def _change(request: HttpRequest, item: Item) -> tuple[Item, str]:
    node, given = _node_asked(request), request.POST.dict()
    # Windows of branches that the person does not see are not in the form: they stay.
    others = item.windows.exclude(seen(request, "node__path")).select_related("hall")
    kept = write_several(tuple(f"{one.hall.code}/{one.code}" for one in others))
    given["windows"] = ",".join(text for text in (given.get("windows", ""), kept) if text)
    different = offering.change(request, item, node, given, _day(request))
    return item, _("Saved.") if different else _("Nothing was changed.")


def _recode(request: HttpRequest, item: Item) -> tuple[Item, str]:
    day = item.since if request.POST.get("always") == "1" else _day(request)
    new = offering.recode(request, item, request.POST.get("code", ""), day)
    if new.pk == item.pk:
        return new, _("Saved.")
    return new, _("It goes on under this code. Figures of earlier days stay under %(code)s.") % {
        "code": item.code
    }


def _end(request: HttpRequest, item: Item) -> tuple[Item, str]:
    last = _day(request)
    offering.end(request, item, last + timedelta(days=1))
    return item, _("It ends after %(day)s. Its figures stay.") % {"day": last}


def _reopen(request: HttpRequest, item: Item) -> tuple[Item, str]:
    offering.reopen(request, item)
    return item, _("It goes on.")


_DEEDS: dict[str, Callable[[HttpRequest, Item], tuple[Item, str]]] = {
    "change": _change,
    "recode": _recode,
    "end": _end,
    "reopen": _reopen,
}


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


def _page(
    request: HttpRequest, item: Item, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    held = list(item.windows.filter(seen(request, "node__path")).select_related("hall", "node"))
    editable = may_edit(request, item.node.path)
    changes = offering.changes_of(item)
    told = write_several(tuple(sorted(f"{one.hall.code}/{one.code}" for one in held)))
    now = {"name": item.name, "name_en": item.name_en, "place": str(item.node_id),
           "task_code": item.task_code, "handle_code": item.handle_code, "windows": told,
           "since": from_day(item.since)}  # fmt: skip
    return show(request, "item.html", {
        "item": item, "name": name_of(item), "node": name_of(item.node), "windows": held,
        "all": Window.objects.filter(_of(item.node)).count(), "typed": _typed(request, now),
        "span": span(item.since, item.until), "problems": problems or {},
        "ended": item.until is not None and item.until <= localdate(),
        "before": _other(request, item, (one.before.get("code") for one in changes)),
        "after": _other(request, item, (one.after.get("successor") for one in changes)),
        "history": history(changes[:CHANGES]), "may_edit": editable,
        "today": localdate().isoformat(),
        "own_places": _places(request, item) if editable else [],
    }, status)  # fmt: skip


def _typed(request: HttpRequest, now: dict[str, str]) -> dict[str, str]:
    return {**now, **request.POST.dict()} if request.POST.get("do") == "change" else now


def _places(request: HttpRequest, item: Item) -> list[Choice]:
    """Return where the item may belong, also where it does now if that has ended."""
    places = parents_for(request, ABOVE_WINDOWS)
    if any(one.value == str(item.node_id) for one in places):
        return places
    return [Choice(str(item.node_id), name_of(item.node)), *places]


def _other(request: HttpRequest, item: Item, codes: object) -> Item | None:
    """Return the item that this one took over from, or that took over from it."""
    wanted = [one for one in codes if one and one != item.code]  # type: ignore[attr-defined]
    return Item.objects.filter(seen(request, "node__path"), code__in=wanted[:1]).first()


def _of(node: Node) -> Q:
    return Q(node__path__startswith=node.path, node__until=None)


def _offerers(request: HttpRequest) -> list[Node]:
    """Return the places that offer items, and those that they stand in."""
    paths: QuerySet[Item, str] = (
        Item.objects.filter(seen(request, "node__path")).order_by()
        .values_list("node__path", flat=True).distinct()
    )  # fmt: skip
    ids = {one for path in paths for one in ids_of(path)}
    return list(Node.objects.filter(seen(request), pk__in=ids))


def _item(request: HttpRequest, number: int) -> Item:
    found = Item.objects.filter(seen(request, "node__path"), pk=number).select_related("node")
    item = found.first()
    if item is None:
        raise Http404(_("There is no such item."))
    return item


def _node_asked(request: HttpRequest) -> Node:
    """Return the place that a form names. Raises where one may not change what it offers."""
    node = Node.objects.filter(
        seen(request), pk=number_in(request.POST.get("place", "")) or 0
    ).first()
    if node is None:
        raise ActError(_("There is no such place."))
    if not may_edit(request, node.path):
        raise PermissionDenied
    return node


def _day(request: HttpRequest) -> date:
    day = day_from(request.POST.get("day", ""), localdate())
    if day is None:
        raise ActError(_("A day is written like 2026-11-23."))
    return day
