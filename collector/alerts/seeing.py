"""Which alerts somebody may see: by the right that their kind takes, where they are."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from collector.accounts.access import grants_of
from collector.accounts.grants import Grants, within
from collector.accounts.roles import Role
from collector.alerts.conditions import DEFAULTS, NATURES, Kind, conditions_of, kind_of
from collector.alerts.models import Alert
from collector.alerts.words import UP


def may_see(grants: Grants) -> Q:
    """Return the condition that an alert may be seen with these rights."""
    found = Q(pk__in=())
    for kind in Kind:
        needs = DEFAULTS[kind].needs
        if grants.anywhere(needs):
            found |= Q(condition__in=conditions_of(kind)) & grants.where(needs, "place__path")
    return found


def seen_by(request: HttpRequest) -> QuerySet[Alert]:
    """Return the alerts the person behind a request may see."""
    return Alert.objects.filter(may_see(grants_of(request))).select_related(UP)


def for_somebody(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Return those that are open, nobody has taken up, and that are no good news."""
    good = [one.value for one, nature in NATURES.items() if nature.good]
    return alerts.filter(cleared_at=None, acknowledged_at=None).exclude(condition__in=good)


def kinds_of(grants: Grants) -> list[Kind]:
    """Return the kinds somebody may be told of anywhere."""
    return [kind for kind in Kind if grants.anywhere(DEFAULTS[kind].needs)]


def waiting(request: HttpRequest) -> int:
    """Return how many alerts wait for somebody: the figure beside the bell."""
    return for_somebody(seen_by(request)).count()


def may_take_up(grants: Grants, path: str) -> bool:
    """Tell whether somebody may say to see to what is at a path: a viewer only looks."""
    return within(path, (held for role, held in grants.held if role is not Role.VIEWER))


def branch_of(request: HttpRequest, number: int, **_words: Any) -> str | None:
    """Find where an alert stands; None where there is none that this person may see."""
    found = Alert.objects.filter(pk=number).values_list("condition", "place__path").first()
    if found is None:
        return None
    condition, path = found
    return path if grants_of(request).may(DEFAULTS[kind_of(condition)].needs, path) else None


def context(request: HttpRequest) -> dict[str, object]:
    """Give every template `bell`: counted where it is printed, for those who are signed in."""
    return {"bell": SimpleLazyObject(lambda: _bell(request))}


def _bell(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    number = waiting(request) if user is not None and user.is_authenticated else 0
    return f"{number}" if number else ""
