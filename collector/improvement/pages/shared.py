"""What the pages of improvement have in common: places, reasons and causes to choose from."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.boards.room import show_room
from collector.cases.catalogue import CAUSES, KINDS
from collector.figures.national import BAD
from collector.improvement.models import Action
from collector.options import Choice
from collector.organisation.choosing import in_tree_order, place_choices
from collector.organisation.models import Kind, Node
from collector.overview.reason_words import words
from sync.protocol.catalogue import load_catalogue

MOST_PLACES = 1_500
USUAL_CATALOGUE = "national-2020-08"


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of improvement."""
    tab = template.removesuffix(".html")
    return show_room(request, f"improvement/{template}", {"tab": tab, **words}, status)


def branch_of(_request: HttpRequest, number: int) -> str | None:
    """Return where an action stands."""
    return Action.objects.filter(pk=number).values_list("node__path", flat=True).first()


def offered_places(request: HttpRequest, permission: Permission) -> list[Choice]:
    """Return the places of a permission, as the tree has them, windows too."""
    where = grants_of(request).where(permission, "path")
    nodes = list(Node.objects.filter(where, until__isnull=True)[: MOST_PLACES + 1])
    if len(nodes) > MOST_PLACES:
        nodes = list(
            Node.objects.filter(where, until__isnull=True).exclude(kind=Kind.WINDOW)[:MOST_PLACES]
        )
    return place_choices(in_tree_order(nodes))


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
