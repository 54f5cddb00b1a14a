"""Choosing where in the organisation a role holds."""

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.accounts.access import grants_of
from collector.accounts.grants import EVERYWHERE
from collector.accounts.roles import Permission
from collector.accounts.running import RunningError
from collector.given import number_in
from collector.options import Choice
from collector.organisation.choosing import above_windows, place_choices
from collector.organisation.models import Kind, Node
from collector.organisation.spells import current
from collector.organisation.words import name_of


def offered_places(request: HttpRequest) -> list[Choice]:
    """List the places where one may give roles, each under what it stands in.

    A thousand windows are left out: a role at one window is given by the window's code.
    """
    grants = grants_of(request)
    wanted = grants.where(Permission.MANAGE_ACCOUNTS, "path")
    everywhere = [Choice("", _("everywhere"))] if _everywhere(request) else []
    return everywhere + place_choices(above_windows(wanted), name_of)


def chosen_place(request: HttpRequest) -> Node | None:
    """Return the node a form names, None for everywhere. Raises RunningError.

    What lies outside one's branches is answered like what is not there.
    """
    asked, window = request.POST.get("place", ""), request.POST.get("window", "").strip()
    wanted = grants_of(request).where(Permission.MANAGE_ACCOUNTS, "path")
    here = Node.objects.filter(wanted, current(localdate()))
    if not asked and not window and _everywhere(request):
        return None
    place = here.filter(pk=number_in(asked) or 0).first()
    if place is None and asked:
        raise RunningError(_("There is no such place."))
    if not window:
        if place is None:
            raise RunningError(_("Choose a place."))
        return place
    windows = here.filter(
        kind=Kind.WINDOW, code=window, path__startswith=place.path if place else "/"
    )
    found = list(windows[:2])
    if len(found) != 1:
        raise RunningError(
            _("There is no such window there, or there are several: choose the hall.")
        )
    return found[0]


def _everywhere(request: HttpRequest) -> bool:
    return grants_of(request).may(Permission.MANAGE_ACCOUNTS, EVERYWHERE)
