"""What the pages of reports have in common: the place asked for, the choices of a form."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.boards.room import show_room
from collector.options import Choice
from collector.organisation.choosing import (
    in_tree_order,
    no_such_place,
    place_choices,
    place_or_highest,
)
from collector.organisation.models import Kind, Node
from collector.reports.asking import By, Format, Span
from collector.reports.files import format_words, may_have
from collector.reports.reading import offered
from collector.reports.words import by_words

MOST_PLACES = 400
"""So many places a list offers; a window is reached by its address or through its hall."""


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of reports."""
    return show_room(request, f"reports/{template}", words, status)


def place_asked(request: HttpRequest, asked: str) -> Node:
    """Return the place that was asked for, or the outermost one that somebody may see.

    Raises Http404 for what is not there, and for what the person may not see alike.
    """
    node = place_or_highest(request, asked, Permission.SEE_REPORTS)
    if node is None:
        raise no_such_place()
    return node


def offered_places(request: HttpRequest, chosen: Node) -> list[Choice]:
    """Return the places above the windows that somebody may see, as the tree has them."""
    where = grants_of(request).where(Permission.SEE_REPORTS, "path")
    nodes = list(Node.objects.filter(where).exclude(kind=Kind.WINDOW).order_by("path"))
    nodes = in_tree_order(nodes)
    nodes = nodes[:MOST_PLACES]
    if chosen not in nodes:
        nodes.append(chosen)
    return place_choices(nodes)


def by_choices(request: HttpRequest, place: Node) -> list[Choice]:
    """Return by what the place may be shown to this person."""
    return [
        Choice(one, by_words(one))
        for one in offered(place)
        if may_have(grants_of(request), place.path, one, Format.CSV)
    ]


def span_choices() -> list[Choice]:
    """Return how long a report may be."""
    words = {
        Span.DAY: pgettext("span", "Day"), Span.WEEK: _("Week"), Span.MONTH: _("Month"),
        Span.QUARTER: _("Quarter"), Span.YEAR: _("Year"), Span.OWN: _("From – to"),
    }  # fmt: skip
    return [Choice(span, title) for span, title in words.items()]


def format_choices(request: HttpRequest, place: Node, by: By) -> list[Choice]:
    """Return what this person may have the report written as."""
    return [
        Choice(one, format_words(one))
        for one in Format
        if may_have(grants_of(request), place.path, by, one)
    ]
