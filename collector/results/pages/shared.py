"""What the pages of results have in common."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.boards.room import show_room
from collector.organisation.choosing import in_tree_order
from collector.organisation.models import Kind, Node

_TABS = {"month": "month", "staff": "staff", "own": "own", "bulletins": "bulletins",
         "bulletin": "bulletins", "preview": "bulletins"}  # fmt: skip


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of results."""
    tab = _TABS.get(template.removesuffix(".html"), "")
    return show_room(request, f"results/{template}", {"tab": tab, **words}, status)


def halls_and_areas(request: HttpRequest, permission: Permission) -> list[Node]:
    """Return the halls and the places above them where somebody has a permission."""
    where = grants_of(request).where(permission, "path")
    kinds = (Kind.CITY, Kind.COUNTY, Kind.TOWN, Kind.VILLAGE, Kind.HALL)
    nodes = Node.objects.filter(where, kind__in=kinds, until__isnull=True)
    return in_tree_order(nodes)
