"""Where in the organisation the object of an address stands; `access.allowed` asks these."""

from typing import Any

from django.http import HttpRequest

from collector.accounts.access import grants_of
from collector.accounts.grants import EVERYWHERE, touches
from collector.accounts.roles import Permission
from collector.ingest.models import Log
from collector.organisation.models import Hall, Window


def of_hall(request: HttpRequest, **_words: Any) -> str | None:
    """Find the hall that the query names, or the first one of all."""
    code = request.GET.get("hall", "")
    halls = Hall.objects.filter(code=code) if code else Hall.objects.all()
    return halls.values_list("node__path", flat=True).first()


def of_decision(request: HttpRequest, log: str, **_words: Any) -> str | None:
    """Find what a decision about a terminal is about: its window, or the one it is to have.

    A terminal that waits stands nowhere yet; to refuse it takes a right to everything.
    """
    found = Log.objects.filter(hex=log).values_list("status", "window__node__path").first()
    if found is None:
        return None
    status, path = found
    if path and request.POST.get("do") == "move":
        return path if _may_receive(request, log) else None
    if status != Log.Status.PENDING or request.POST.get("do") not in {"approve", "replace"}:
        return path or EVERYWHERE
    hall = hall_to_approve_in(request)
    window = Window.objects.filter(hall__code=hall, code=request.POST.get("window", "").strip())
    place = window.values_list("node__path", flat=True).first()
    return (
        place
        or Hall.objects.filter(code=hall).values_list("node__path", flat=True).first()
        or (None if hall else EVERYWHERE)
    )


def _may_receive(request: HttpRequest, log: str) -> bool:
    """Tell whether the window a terminal is to move to is one's own as well, where there is one."""
    window = Window.objects.filter(
        hall__windows__logs__hex=log, code=request.POST.get("window", "").strip()
    )
    place = window.values_list("node__path", flat=True).first()
    return place is None or grants_of(request).may(Permission.MANAGE_TERMINALS, place)


def halls_to_approve_in(request: HttpRequest) -> tuple[Hall, ...]:
    """Return the halls that a person may approve a terminal in."""
    branches = grants_of(request).branches(Permission.MANAGE_TERMINALS)
    halls = Hall.objects.select_related("node")
    return tuple(hall for hall in halls if touches(hall.node.path, branches))


def hall_to_approve_in(request: HttpRequest) -> str:
    """Return the code of the hall a form names, or of the first one where one may approve."""
    if asked := request.POST.get("hall", "").strip():
        return asked
    branches = grants_of(request).branches(Permission.MANAGE_TERMINALS)
    if EVERYWHERE in branches:
        return ""
    halls = Hall.objects.values_list("code", "node__path")
    return next((code for code, path in halls if touches(path, branches)), "")
