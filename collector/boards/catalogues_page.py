"""Pages about the scales and reason catalogues that are known, set and really used."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.catalogue_view import catalogue_view, seen
from collector.boards.catalogues_view import overview
from collector.boards.settings_pages import render_tab


@allowed(Permission.SEE_TERMINALS)
@require_safe
@never_cache
def catalogues(request: HttpRequest) -> HttpResponse:
    """Show every scale and catalogue: who is set to it, and what ratings were given with."""
    branches = grants_of(request).branches(Permission.SEE_TERMINALS)
    return render_tab(request, "catalogues", {"view": overview(branches, localdate())})


@allowed(Permission.SEE_TERMINALS)
@require_safe
@never_cache
def catalogue(request: HttpRequest, key: str) -> HttpResponse:
    """Show one version of a catalogue, and what differs from another."""
    grants = grants_of(request)
    branches = grants.branches(Permission.SEE_TERMINALS)
    known = seen(branches)
    edition = next((one for one in known if one.key == key), None)
    if edition is None:
        raise Http404(_("There is no such catalogue."))
    view = catalogue_view(edition, known, request.GET.get("against", ""), branches)
    own = edition.place.path if edition.place else None
    may_change = own is not None and grants.may(Permission.EDIT_SETTINGS, own)
    return render_tab(request, "catalogue", {"view": view, "may_change": may_change})
