"""The right column of the page about terminals, and the decision that is recorded from it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.cell_view import CellView, cell_view
from collector.boards.models import Finding
from collector.boards.queries.cell import read_cell
from collector.given import day_in
from collector.ingest.models import Log

LONGEST_REASON = 500


def of_log(request: HttpRequest, log: str, **_words: Any) -> str | None:  # noqa: ARG001 -- as asked
    """Find where the window of a log stands."""
    return Log.objects.filter(hex=log).values_list("window__node__path", flat=True).first()


def cell_of(request: HttpRequest) -> CellView | None:
    """Return the cell that an address names and that its reader may see, if there is one."""
    log, _colon, text = request.GET.get("cell", "").partition(":")
    day = day_in(text)
    found = Log.objects.select_related("window__node", "heartbeat").filter(hex=log).first()
    if day is None or found is None or found.window is None:
        return None
    grants, path = grants_of(request), found.window.node.path
    if not grants.may(Permission.SEE_TERMINALS, path):
        return None
    return cell_view(
        read_cell(found, day, boards().scales),
        localtime(now()),
        may_settle=grants.may(Permission.MANAGE_TERMINALS, path),
        problem=_("Give a reason: whoever reads this in a year needs it.")
        if request.GET.get("without") == "reason"
        else "",
    )


@allowed(Permission.MANAGE_TERMINALS, branch=of_log)
@require_POST
def settle(request: HttpRequest, log: str) -> HttpResponse:
    """Record what somebody found out about a fork or a closing; nothing else changes."""
    found = Log.objects.select_related("window__node").get(hex=log)
    day, verdict = day_in(request.POST.get("day", "")), request.POST.get("verdict", "")
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    if day is None or verdict not in Finding.Verdict.values:
        raise Http404(_("There is nothing to settle."))
    back = f"{reverse('terminals')}?cell={found.hex}:{day.isoformat()}"
    if not reason:
        return redirect(f"{back}&without=reason#cell")
    about = day if verdict == Finding.Verdict.EXPLAINED else None
    with transaction.atomic():
        Finding.objects.create(
            log=found, day=about, verdict=verdict, reason=reason, at=now(),
            by=request.user.get_username(),
        )  # fmt: skip
        audit.record(
            request, "terminal.settled", f"log:{found.hex}",
            branch=found.window.node.path if found.window else "",
            detail={"verdict": verdict, "reason": reason, "day": day.isoformat()},
        )  # fmt: skip
    messages.success(request, _("Recorded. No entry and no figure was changed by it."))
    return redirect(f"{back}#cell")
