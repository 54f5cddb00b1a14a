"""What several pages about the organisation have in common."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from collector.boards.room import show_room
from collector.options import Choice
from collector.organisation.choosing import in_tree_order, no_such_place, place_choices
from collector.organisation.models import Hall, Kind, Node
from collector.organisation.pages.door import may_edit, seen
from collector.organisation.words import name_of

_TABS = {
    "tree.html": "tree",
    "tree_found.html": "tree",
    "node.html": "tree",
    "windows.html": "windows",
    "items.html": "items",
    "item.html": "items",
    "departments.html": "departments",
    "staff.html": "staff",
    "person.html": "staff",
    "duty.html": "duty",
    "import.html": "import",
    "preview.html": "import",
}


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of the organisation."""
    fixed = {"tab": _TABS[template], "may_import": may_edit(request, "/")}
    return show_room(request, f"organisation/{template}", {**fixed, **words}, status)


def node_or_404(request: HttpRequest, number: int) -> Node:
    """Return a node that the person may see."""
    found = Node.objects.filter(seen(request), pk=number).select_related("parent", "successor")
    node = found.first()
    if node is None:
        raise no_such_place()
    return node


def halls_seen(request: HttpRequest, where: Callable[..., Q] = seen) -> list[Hall]:
    """Return the halls a person may see, or see the staff of, that have not ended."""
    return list(
        Hall.objects.filter(where(request, "node__path"), node__until__isnull=True)
        .select_related("node")
    )  # fmt: skip


def hall_or_404(halls: list[Hall], code: str) -> Hall:
    """Return the hall of a code among those a person may see; others are not there."""
    found = next((one for one in halls if one.code == code), None)
    if found is None:
        raise Http404(_("There is no such hall."))
    return found


def hall_choices(halls: list[Hall]) -> list[Choice]:
    """Return halls as options."""
    return [Choice(one.code, f"{name_of(one)} ({one.code})") for one in halls]


def parents_for(request: HttpRequest, kinds: list[str]) -> list[Choice]:
    """Return places of these kinds in which a person may change things, as options, by path."""
    nodes = Node.objects.filter(seen(request), kind__in=kinds, until__isnull=True)
    return place_choices(one for one in in_tree_order(nodes) if may_edit(request, one.path))


ABOVE_WINDOWS = [kind.value for kind in Kind if kind != Kind.WINDOW]
