"""Choosing a place: which ones a list offers, and which one an address or a form names.

A place outside the branches where somebody holds a permission is answered like one that is not
there.
"""

from collections.abc import Callable, Iterable
from typing import NoReturn

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.accounts.access import grants_of
from collector.accounts.grants import EVERYWHERE
from collector.accounts.roles import Permission
from collector.given import number_in
from collector.options import Choice
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.organisation.spells import current
from collector.organisation.words import name_of


def above_windows(where: Q) -> list[Node]:
    """Return the places of today but windows that fit, as the tree has them."""
    return in_tree_order(Node.objects.filter(where, current(localdate())).exclude(kind=Kind.WINDOW))


def in_tree_order(nodes: Iterable[Node]) -> list[Node]:
    """Return places as the tree has them: each after what it stands in, siblings by code."""
    by_id = {one.pk: one for one in nodes}

    def order(one: Node) -> list[tuple[str, int]]:
        return [(by_id[each].code if each in by_id else "", each) for each in ids_of(one.path)]

    return sorted(by_id.values(), key=order)


def name_and_code(node: Node) -> str:
    """Name a place with its code."""
    name = name_of(node)
    return name if name == node.code else f"{name} ({node.code})"


def place_choices(
    nodes: Iterable[Node], name: Callable[[Node], str] = name_and_code
) -> list[Choice]:
    """Return places as options, each set in below the outermost one that is offered."""
    some = list(nodes)
    outermost = min((one.path.count("/") for one in some), default=0)
    return [
        Choice(str(one.pk), "\N{EM SPACE}" * (one.path.count("/") - outermost) + name(one))
        for one in some
    ]


def highest(branches: Iterable[str]) -> Node | None:
    """Return the place to begin with: the highest of those one may see."""
    paths = tuple(branches)
    whole = EVERYWHERE in paths
    nodes = Node.objects.filter(parent=None) if whole else Node.objects.filter(path__in=paths)
    order = list(Kind)
    return min(nodes, key=lambda one: (order.index(Kind(one.kind)), one.code, one.pk), default=None)


def no_such_place() -> Http404:
    """Return what to raise for a place that is not there, or may not be seen: both alike."""
    return Http404(_("There is no such place."))


def nowhere() -> NoReturn:
    """Raise it, where an expression has to have a place."""
    raise no_such_place()


def path_of_place(_request: HttpRequest, place: int) -> str | None:
    """Return where the place of an address stands, for who may open it."""
    return Node.objects.filter(pk=place).values_list("path", flat=True).first()


def place_or_first(request: HttpRequest, place: int | None, offered: QuerySet[Node]) -> Node | None:
    """Return the place of the address or else of the query; without one the first of some."""
    asked = str(place) if place is not None else request.GET.get("place", "")
    if asked:
        return Node.objects.filter(pk=number_in(asked) or 0).first()
    return offered.order_by("path").first()


def place_named(request: HttpRequest, asked: str, permission: Permission) -> Node | None:
    """Return the place of a number where somebody holds a permission; None for any other."""
    where = grants_of(request).where(permission, "path")
    return Node.objects.filter(where, pk=number_in(asked) or 0).first()


def place_or_404(request: HttpRequest, asked: str, permission: Permission) -> Node:
    """Return it. Raises Http404 for any other."""
    found = place_named(request, asked, permission)
    if found is None:
        raise no_such_place()
    return found


def place_or_highest(request: HttpRequest, asked: str, permission: Permission) -> Node | None:
    """Return it, or where none is asked for the highest one; None where the organisation has none.

    Raises Http404 for any other.
    """
    if not asked:
        return highest(grants_of(request).branches(permission))
    return place_or_404(request, asked, permission)
