"""What an address asks for: a place that one may see, and a period. Nothing in it can be an error.

`place` is a node's number, `period` one of `CHOICES`, `first` and `last` days of one's own.
"""

from datetime import date, timedelta

from django.http import HttpRequest
from msgspec import Struct

from collector.accounts.access import grants_of
from collector.accounts.grants import EVERYWHERE
from collector.accounts.roles import Permission
from collector.figures.queries import Period
from collector.given import number_in
from collector.organisation.choosing import highest, place_or_highest
from collector.organisation.models import Node

CHOICES = ("month", "last-month", "30-days", "quarter", "year")
USUAL = "30-days"
OWN = "own"
EARLIEST = date(2000, 1, 1)
LONGEST = 3 * 366
"""Days. Longer ones would draw nothing that a year does not show."""


class Asked(Struct, frozen=True):
    """A period as it was asked for. `misunderstood`: own days were given that make no period."""

    period: Period
    choice: str
    misunderstood: bool = False


def branch(request: HttpRequest, **_words: object) -> str | None:
    """Return the path of the place an address names, or of the highest one that may be seen."""
    asked = request.GET.get("place", "")
    if not asked:
        place = highest(grants_of(request).branches(Permission.SEE_FIGURES))
        return place.path if place is not None else EVERYWHERE
    return _path(asked)


def place_of(request: HttpRequest) -> Node | None:
    """Return that place itself; None where the organisation has none yet."""
    return place_or_highest(request, request.GET.get("place", ""), Permission.SEE_FIGURES)


def asked_period(request: HttpRequest, today: date) -> Asked:
    """Return the period an address asks for; anything else asks for the usual one."""
    given = request.GET.get("first", ""), request.GET.get("last", "")
    if any(given):
        own = _own(*given, today)
        return Asked(own, OWN) if own else Asked(_chosen(USUAL, today), USUAL, misunderstood=True)
    choice = request.GET.get("period", "")
    choice = choice if choice in CHOICES else USUAL
    return Asked(_chosen(choice, today), choice)


def _chosen(choice: str, today: date) -> Period:
    month = today.replace(day=1)
    match choice:
        case "month":
            return Period(month, today)
        case "last-month":
            end = month - timedelta(days=1)
            return Period(end.replace(day=1), end)
        case "quarter":
            return Period(today.replace(month=today.month - (today.month - 1) % 3, day=1), today)
        case "year":
            return Period(today.replace(month=1, day=1), today)
        case _:
            return Period(today - timedelta(days=29), today)


def _own(first: str, last: str, today: date) -> Period | None:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    begin, end = max(min(days), EARLIEST), min(max(days), today)
    period = Period(begin, end)
    return period if 1 <= period.days <= LONGEST else None


def _path(asked: str) -> str | None:
    found = Node.objects.filter(pk=number_in(asked) or 0)
    return found.values_list("path", flat=True).first()
