"""Which place a page about settings is about, and where it stands for who may open it."""

from typing import Any

from django.http import HttpRequest

from collector.accounts.access import grants_of
from collector.accounts.grants import touches
from collector.accounts.roles import Permission
from collector.organisation.choosing import place_or_first
from collector.organisation.models import Hall, Kind, Node
from collector.terminal_settings.models import Card, Notice


def place_asked(request: HttpRequest, place: int | None = None) -> Node | None:
    """Return the place of the address or the query; without one, the first one may see."""
    seen = grants_of(request).where(Permission.SEE_TERMINALS, "path")
    below = (Kind.HALL, Kind.DEPARTMENT, Kind.WINDOW)
    return place_or_first(request, place, Node.objects.filter(seen, kind__in=below, until=None))


def of_place(request: HttpRequest, place: int | None = None, **_words: Any) -> str | None:
    """Find where that place stands."""
    node = place_asked(request, place)
    return None if node is None else node.path


def hall_asked(request: HttpRequest, hall: str | None = None) -> Hall | None:
    """Return the hall of the address or the query; without one, the first one may see."""
    code = hall if hall is not None else request.GET.get("hall", "")
    halls = Hall.objects.select_related("node")
    if code:
        return halls.filter(code=code).first()
    return halls.filter(grants_of(request).where(Permission.SEE_STAFF)).first()


def of_cards(request: HttpRequest, hall: str | None = None, **_words: Any) -> str | None:
    """Find where that hall stands."""
    found = hall_asked(request, hall)
    return None if found is None else found.node.path


def of_picture(request: HttpRequest, name: str, **_words: Any) -> str | None:
    """Find a place that shows the picture, one's own where there is one.

    A poster of the city is seen at each of its windows, so whoever may see one of those sees it.
    """
    branches = grants_of(request).branches(Permission.SEE_TERMINALS)
    notices = Notice.objects.filter(picture=name).values_list("node__path", flat=True)
    for path in notices:
        if touches(path, branches):
            return next((one for one in branches if one.startswith(path)), path)
    cards = Card.objects.filter(photo=name).values_list("staff__hall__node__path", flat=True)
    return next((path for path in cards if touches(path, branches)), None)
