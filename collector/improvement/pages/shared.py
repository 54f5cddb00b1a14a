"""What the pages of improvement have in common: the frame's words, places to choose, reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.cases.catalogue import CAUSES, KINDS
from collector.figures.rates import BAD
from collector.given import number_in
from collector.improvement.models import Action
from collector.organisation.models import Kind, Node
from collector.organisation.paths import in_tree_order
from collector.organisation.words import name_of
from collector.overview.reason_words import words
from sync.protocol.catalogue import load_catalogue

MOST_PLACES = 1_500
USUAL_CATALOGUE = "national-2020-08"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a list."""

    value: str
    title: str


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of improvement."""
    tab = template.removesuffix(".html")
    fixed = {"page": "improvement", "tab": tab, "time": f"{localtime(now()):%H:%M:%S}"}
    return render(request, f"improvement/{template}", {**fixed, **words}, status=status)


def branch_of(_request: HttpRequest, number: int) -> str | None:
    """Return where an action stands."""
    return Action.objects.filter(pk=number).values_list("node__path", flat=True).first()


def place_named(request: HttpRequest, asked: str, permission: Permission) -> Node | None:
    """Return the place of a number where somebody has a permission; None for any other."""
    where = grants_of(request).where(permission, "path")
    return Node.objects.filter(where, pk=number_in(asked) or 0).first()


def place_or_404(request: HttpRequest, asked: str, permission: Permission) -> Node:
    """Return it. Raises Http404 for what is not there and what one may not see alike."""
    found = place_named(request, asked, permission)
    if found is None:
        raise Http404(_("There is no such place."))
    return found


def place_choices(request: HttpRequest, permission: Permission) -> list[Choice]:
    """Return the places of a permission, as the tree has them, windows too."""
    where = grants_of(request).where(permission, "path")
    nodes = list(Node.objects.filter(where, until__isnull=True)[: MOST_PLACES + 1])
    if len(nodes) > MOST_PLACES:
        nodes = list(
            Node.objects.filter(where, until__isnull=True).exclude(kind=Kind.WINDOW)[:MOST_PLACES]
        )
    nodes = in_tree_order(nodes)
    least = min((one.path.count("/") for one in nodes), default=0)
    return [
        Choice(str(one.pk), "\N{EM SPACE}" * (one.path.count("/") - least) + _named(one))
        for one in nodes
    ]  # fmt: skip


def _named(node: Node) -> str:
    name = name_of(node)
    return name if name == node.code else f"{name} ({node.code})"


def reason_choices(action: Action | None = None) -> list[Choice]:
    """Return the reasons of bad ratings, and the one an action has already, whatever it is."""
    found = [
        Choice(
            f"{USUAL_CATALOGUE}:{reason.code}",
            f"{reason.code} {words(USUAL_CATALOGUE, reason.code, {})}",
        )
        for reason in load_catalogue(USUAL_CATALOGUE).reasons
        if reason.national <= BAD and reason.enabled
    ]
    if action is not None and action.reason:
        own = f"{action.catalogue}:{action.reason}"
        if own not in {one.value for one in found}:
            found.append(Choice(own, action.reason))
    return found


def cause_choices() -> list[Choice]:
    """Return the root causes that cases know, by their kinds."""
    return [Choice(one.code, f"{KINDS[one.kind].words} · {one.words}") for one in CAUSES.values()]
