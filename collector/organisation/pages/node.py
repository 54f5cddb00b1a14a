"""The page of one place: what is in it, what it was called when, and what can be done to it."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.options import Choice
from collector.organisation import acts
from collector.organisation.acts import ActError
from collector.organisation.choosing import name_and_code
from collector.organisation.kinds import RANKS, hall_over, may_hold, place_of
from collector.organisation.models import Change, Item, Kind, Node, Spell, Staff
from collector.organisation.pages.deeds import Deed, day_asked, do, place_asked
from collector.organisation.pages.door import edits_all, edits_place, may_edit, seen, sees_place
from collector.organisation.pages.shared import node_or_404, parents_for, show
from collector.organisation.paths import ids_of
from collector.organisation.words import days, history, kind_of, name_of, span, trail

CHANGES = 50


@sees_place
@require_safe
@never_cache
def node_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a place."""
    return _page(request, node_or_404(request, number))


@edits_place
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Rename, move, merge, end, let go on, or add something to a place."""

    def again(problems: dict[str, str]) -> HttpResponse:
        return _page(request, node_or_404(request, number), problems, 409)

    return do(request, _DEEDS, node_or_404(request, number), "organisation-node", again)


@edits_all
@require_POST
def add_top(request: HttpRequest) -> HttpResponse:
    """Add a place at the top of the tree."""
    kind = request.POST.get("kind", "")
    try:
        node = acts.add(request, None, kind, request.POST.dict())
    except ActError as error:
        messages.error(request, str(error))
        return redirect("organisation")
    messages.success(request, _("%(name)s was added.") % {"name": name_of(node)})
    return redirect("organisation-node", number=node.pk)


def _rename(request: HttpRequest, node: Node) -> tuple[Node, str]:
    values = {key: request.POST[key] for key in ("name", "name_en", "code", "number", "area_code")
              if key in request.POST}  # fmt: skip
    if node.kind != Kind.WINDOW:
        values.pop("code", None)
    corrected = request.POST.get("always") == "1"
    day = node.spells.latest("since").since if corrected else day_asked(request)
    acts.rename(request, node, values, day)
    return node, _("Saved.")


def _move(request: HttpRequest, node: Node) -> tuple[Node, str]:
    parent = place_asked(request, "parent") if request.POST.get("parent") else None
    if parent is None and not may_edit(request, "/"):
        raise PermissionDenied
    acts.move(request, node, parent, day_asked(request))
    return node, _("Moved. Figures of earlier days stay where they were.")


def _merge(request: HttpRequest, node: Node) -> tuple[Node, str]:
    into = place_asked(request, "into")
    acts.merge(request, node, into, day_asked(request))
    return into, _("%(name)s was merged into this. Its figures stay with it.") % {
        "name": name_of(node)
    }


def _end(request: HttpRequest, node: Node) -> tuple[Node, str]:
    last = day_asked(request)
    acts.end(request, node, last + timedelta(days=1))
    return node, _("It ends after %(day)s. Its figures stay.") % {"day": last}


def _reopen(request: HttpRequest, node: Node) -> tuple[Node, str]:
    acts.reopen(request, node)
    return node, _("It goes on.")


def _add(request: HttpRequest, node: Node) -> tuple[Node, str]:
    child = acts.add(request, node, request.POST.get("kind", ""), request.POST.dict())
    return node, _("%(name)s was added.") % {"name": name_of(child)}


_DEEDS: Mapping[str, Deed[Node]] = {
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "end": _end,
    "reopen": _reopen,
    "add": _add,
}


def _page(
    request: HttpRequest, node: Node, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    children = list(
        node.children.filter(seen(request)).select_related("window").order_by("until", "code")
    )
    way = trail(node)[:-1]
    visible = set(Node.objects.filter(seen(request), pk__in=[one.pk for one in way])
                  .values_list("pk", flat=True))  # fmt: skip
    editable = may_edit(request, node.path)
    place = place_of(node)
    return show(request, "node.html", {
        "node": node, "name": name_of(node), "kind_word": kind_of(node.kind), "place": place,
        "span": span(node.since, node.until), "hall": hall_over(node),
        "way": [(one if one.pk in visible else None, name_of(one)) for one in way],
        "children": [
            {"id": one.pk, "code": one.code, "name": name_of(one), "kind_word": kind_of(one.kind),
             "number": one.window.number if one.kind == Kind.WINDOW else "",
             "span": days(one.since, one.until), "ended": one.until is not None}
            for one in children
        ],
        "spells": [
            {"code": one.code, "name": name_of(one), "span": span(one.since, one.until),
             "way": " › ".join(names)}
            for one, names in _ways(node)
        ],
        "before": [(one, name_of(one), span(one.since, one.until))
                   for one in node.predecessors.all()],
        "history": history(_own_changes(node)[:CHANGES]),
        "staff": Staff.objects.filter(department__node=node, until=None).count(),
        "items": Item.objects.filter(node=node).count(),
        "problems": problems or {}, "may_edit": editable, "today": localdate().isoformat(),
        **(_choices(request, node) if editable else {}),
    }, status)  # fmt: skip


def _choices(request: HttpRequest, node: Node) -> dict[str, object]:
    holders = [kind for kind in RANKS if node.kind in may_hold(kind)]
    siblings = Node.objects.filter(
        seen(request), kind=node.kind, until__isnull=True
    ).exclude(pk=node.pk)  # fmt: skip
    if node.kind in {Kind.DEPARTMENT, Kind.WINDOW}:
        hall = hall_over(node)
        siblings = siblings.filter(path__startswith=hall.node.path if hall else node.path)
    return {
        "kinds": [Choice(kind, kind_of(kind)) for kind in may_hold(node.kind)],
        "parents": [one for one in parents_for(request, holders)
                    if one.value not in {str(node.pk), str(node.parent_id)}],
        "others": [Choice(str(one.pk), name_and_code(one))
                   for one in siblings.order_by("code")[:1000] if may_edit(request, one.path)],
        "may_be_top": may_edit(request, "/") and node.parent_id
        and node.kind not in {Kind.DEPARTMENT, Kind.WINDOW},
    }  # fmt: skip


def _own_changes(node: Node) -> QuerySet[Change]:
    """Return what was changed about a node itself; its staff and items have their own pages."""
    others = Q(action__startswith="staff.") | Q(action__startswith="items.")
    return Change.objects.filter(node=node).exclude(others | Q(action__startswith="duty."))


def _ways(node: Node) -> list[tuple[Spell, list[str]]]:
    """Return a node's spells, the latest first, each with the names of what it stood in."""
    spells = list(node.spells.order_by("-since"))
    ids = {each for one in spells for each in ids_of(one.path)}
    names = {one.pk: name_of(one) for one in Node.objects.filter(pk__in=ids)}
    return [(one, [names.get(each, "") for each in ids_of(one.path)[:-1]]) for one in spells]
