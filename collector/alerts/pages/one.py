"""One alert: what is known, what happened when, who was told, and taking it up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.alerts import life
from collector.alerts.models import Alert, Delivery, Happening
from collector.alerts.pages.rows import row_of, sending_of
from collector.alerts.seeing import branch_of, may_take_up
from collector.alerts.words import UP, day_words
from collector.boards.room import show_room

MOST_SENDINGS = 100


@allowed(Permission.SEE_WINDOWS, branch_of)
@require_safe
@never_cache
def alert(request: HttpRequest, number: int) -> HttpResponse:
    """Show one alert."""
    at = localtime(now())
    found = get_object_or_404(Alert.objects.select_related(UP), pk=number)
    sent = (
        Delivery.objects.filter(items__happening__alert=found)
        .select_related("account", "webhook").distinct()[:MOST_SENDINGS]
    )  # fmt: skip
    words = {
        Happening.What.RAISED: _("raised"), Happening.What.ACKNOWLEDGED: _("taken up"),
        Happening.What.CLEARED: pgettext("alert", "over"),
    }  # fmt: skip
    return show_room(request, "alerts/alert.html", {
        "tab": "alerts",
        "row": row_of(found, at, grants_of(request)),
        "steps": [(day_words(one.at, at), words[Happening.What(one.what)], one.by)
                  for one in found.happenings.all()],
        "sent": [sending_of(one, at) for one in sent],
    })  # fmt: skip


@allowed(Permission.SEE_WINDOWS, branch_of)
@require_POST
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    """Write down that the person sees to it."""
    found = get_object_or_404(Alert.objects.select_related(UP), pk=number)
    if not may_take_up(grants_of(request), found.place.path):
        raise PermissionDenied(_("A viewer only looks. Whoever works here says so."))
    if not life.acknowledge(found, now(), request):
        messages.info(request, _("Somebody has taken it up already, or it is over."))
    return redirect("alerts" if request.POST.get("back") == "list" else found_at(found))


def found_at(alert: Alert) -> str:
    """Return the address of an alert's page."""
    return f"/alerts/{alert.pk}"
