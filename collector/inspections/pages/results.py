"""The overview of results, by place and chapter."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.roles import Permission
from collector.inspections import places, results, words
from collector.inspections.door import sees
from collector.inspections.pages.shared import show
from collector.organisation.choosing import place_or_highest
from collector.organisation.models import Kind, Node
from collector.organisation.words import place_words
from collector.overview import writing
from collector.overview.asking import CHOICES, asked_period


@sees
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show what inspections found in a branch and period."""
    asked_place = request.GET.get("place", "")
    place = place_or_highest(request, asked_place, Permission.SEE_INSPECTIONS)
    asked = asked_period(request, localdate())
    if place is None:
        return show(request, "results.html", {"place": None, "tab": "results"})
    by = _by(request, place)
    return show(
        request,
        "results.html",
        {
            "tab": "results",
            "place": place,
            "place_words": place_words(place),
            "places": places.choices(places.branches(request, Permission.SEE_INSPECTIONS)),
            "chosen": str(place.pk),
            "asked": asked,
            "days": writing.days(asked.period),
            "first": asked.period.first.isoformat(),
            "last": asked.period.last.isoformat(),
            "periods": [
                (_link(place, by, period=one), words.period(one), one == asked.choice)
                for one in CHOICES
            ],
            "by": by,
            "bys": [
                (_link(place, one, period=asked.choice), words.by(one), one == by)
                for one in results.BY
            ],
            "results": results.read(place, asked.period, by),
        },
    )


def _by(request: HttpRequest, place: Node) -> Kind:
    asked = request.GET.get("by", "")
    if asked in results.BY:
        return Kind(asked)
    if place.kind in {Kind.DEPARTMENT, Kind.WINDOW}:
        return Kind.WINDOW
    return Kind.DEPARTMENT if place.kind == Kind.HALL else Kind.HALL


def _link(place: Node, by: Kind, **more: str) -> str:
    return "?" + urlencode({"place": place.pk, "by": by.value, **more})
