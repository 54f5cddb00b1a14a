"""What the pages of results have in common."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.given import number_in
from collector.organisation.models import Kind, Node
from collector.organisation.paths import in_tree_order
from collector.overview.asking import highest

_TABS = {"month": "month", "staff": "staff", "own": "own", "bulletins": "bulletins",
         "bulletin": "bulletins", "preview": "bulletins"}  # fmt: skip


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of results."""
    fixed = {"page": "results", "tab": _TABS.get(template.removesuffix(".html"), ""),
             "time": f"{localtime(now()):%H:%M:%S}"}  # fmt: skip
    return render(request, f"results/{template}", {**fixed, **words}, status=status)


def place_of(request: HttpRequest, asked: str, permission: Permission) -> Node | None:
    """Return the place that is asked for, or the outermost one where somebody has a permission.

    None where the organisation has none. Raises Http404 for what is not there or may not be seen.
    """
    grants = grants_of(request)
    if not asked:
        return highest(grants.branches(permission))
    node = Node.objects.filter(grants.where(permission, "path"), pk=number_in(asked) or 0).first()
    if node is None:
        raise Http404(_("There is no such place."))
    return node


def place_named(request: HttpRequest, asked: str, permission: Permission) -> Node | None:
    """Return the place of a form where somebody has a permission; None for any other."""
    try:
        return place_of(request, asked, permission) if asked else None
    except Http404:
        return None


def node_path(_request: HttpRequest, place: int) -> str | None:
    """Return where the place of an address stands."""
    return Node.objects.filter(pk=place).values_list("path", flat=True).first()


def above_windows(request: HttpRequest, permission: Permission) -> list[Node]:
    """Return the halls and the places above them where somebody has a permission."""
    where = grants_of(request).where(permission, "path")
    kinds = (Kind.CITY, Kind.COUNTY, Kind.TOWN, Kind.VILLAGE, Kind.HALL)
    nodes = Node.objects.filter(where, kind__in=kinds, until__isnull=True)
    return in_tree_order(nodes)
