"""What the pages of reports have in common: the place that was asked for, the choices of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from collector.organisation.words import name_of
from collector.overview.asking import highest
from collector.reports.asking import By, Format, Span
from collector.reports.files import format_words, may_have
from collector.reports.reading import offered
from collector.reports.words import by_words

MOST_PLACES = 400
"""So many places a list offers; a window is reached by its address or through its hall."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a list."""

    value: str
    title: str


def show(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of reports."""
    fixed = {"page": "reports", "time": f"{localtime(now()):%H:%M:%S}"}
    return render(request, f"reports/{template}", {**fixed, **words}, status=status)


def place_asked(request: HttpRequest, asked: str) -> Node:
    """Return the place that was asked for, or the outermost one that somebody may see.

    Raises Http404 for what is not there, and for what the person may not see alike.
    """
    where = grants_of(request).where(Permission.SEE_REPORTS, "path")
    seen = Node.objects.filter(where)
    if asked:
        node = seen.filter(pk=number_in(asked) or 0).first()
    else:
        node = highest(grants_of(request).branches(Permission.SEE_REPORTS))
    if node is None:
        raise Http404(_("There is no such place."))
    return node


def place_choices(request: HttpRequest, chosen: Node) -> list[Choice]:
    """Return the places above the windows that somebody may see, as the tree has them."""
    where = grants_of(request).where(Permission.SEE_REPORTS, "path")
    nodes = list(Node.objects.filter(where).exclude(kind=Kind.WINDOW).order_by("path"))
    nodes = in_tree_order(nodes)
    nodes = nodes[:MOST_PLACES]
    if chosen not in nodes:
        nodes.append(chosen)
    least = min((one.path.count("/") for one in nodes), default=0)
    return [
        Choice(str(one.pk), "\N{EM SPACE}" * (one.path.count("/") - least)
               + f"{name_of(one)} ({one.code})")
        for one in nodes
    ]  # fmt: skip


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
        Span.DAY: _("Day"), Span.WEEK: _("Week"), Span.MONTH: _("Month"),
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
