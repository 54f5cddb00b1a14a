"""The page of the overview, and the page that says how its figures are made."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.cases.beside import beside
from collector.organisation.models import Node
from collector.organisation.paths import ids_of
from collector.organisation.words import place_words
from collector.overview import asking
from collector.overview.asking import CHOICES, Asked
from collector.overview.comparing import read_groups
from collector.overview.reading import read_overview
from collector.overview.view import view_of


@allowed(Permission.SEE_FIGURES, asking.branch)
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show what a place's ratings amount to in a period, and what is more than chance in it."""
    at = localtime(now())
    place = asking.place_of(request)
    asked = asking.asked_period(request, at.date())
    if place is None:
        return render(request, "overview/nothing.html", {"page": "overview"})
    scales = boards().scales
    staff = grants_of(request).may(Permission.SEE_STAFF, place.path)
    read = read_overview(place, asked.period, scales, at.date())
    groups = read_groups(place, asked.period, scales, staff=staff)
    return render(
        request,
        "overview/overview.html",
        {
            "page": "overview",
            "view": view_of(read, groups, place.path, scales, at, lambda one: _link(request, one)),
            "place": read.place,
            "path": _above(request, place),
            "below": [(_link(request, part.id), place_words(part)) for part in read.parts],
            "beside": beside(place.pk, asked.period, read.total, scales),
            "choices": _choices(place, asked),
            "asked": asked,
            "today": at.date(),
            "live": asked.period.last >= at.date(),
            "staff_hidden": place.kind == "hall" and not staff,
            "time": f"{at:%H:%M:%S}",
        },
    )


@allowed(Permission.SEE_FIGURES)
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """Say how each figure is made: formula, denominator, what is left out."""
    return render(request, "overview/definitions.html", {"page": "overview"})


def _above(request: HttpRequest, place: Node) -> list[tuple[str, str]]:
    """Return the places that one may see from the top down to this one, as links and names."""
    ids = ids_of(place.path)
    grants = grants_of(request)
    nodes = [
        node
        for node in sorted(Node.objects.filter(pk__in=ids), key=lambda one: len(one.path))
        if grants.may(Permission.SEE_FIGURES, node.path)
    ]
    return [(_link(request, node.pk), place_words(node)) for node in nodes]


def _link(request: HttpRequest, place: int) -> str:
    kept = {name: request.GET[name] for name in ("period", "first", "last") if name in request.GET}
    return "?" + urlencode({"place": place, **kept})


def _choices(place: Node, asked: Asked) -> list[tuple[str, str, bool]]:
    words = {
        "month": _("This month"),
        "last-month": _("Last month"),
        "30-days": _("Last 30 days"),
        "quarter": _("This quarter"),
        "year": _("This year"),
    }
    return [
        ("?" + urlencode({"place": place.pk, "period": one}), words[one], one == asked.choice)
        for one in CHOICES
    ]
