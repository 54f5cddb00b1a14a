"""The page about terminals, and the three decisions a person takes on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.boards.apps import boards
from collector.boards.parts import badge
from collector.boards.queries.terminals import read_terminals
from collector.boards.queries.windows import read_board
from collector.boards.terminals_shapes import Attempt
from collector.boards.terminals_view import terminals_view
from collector.ingest import decisions
from collector.ingest.models import Log
from collector.organisation.models import Hall, Window

LONGEST_CODE = 64


@require_safe
@login_required
@never_cache
def terminals(request: HttpRequest) -> HttpResponse:
    """Show who waits, how each log stands, the closings, and what was set aside."""
    return _page(request)


@require_POST
@login_required
def decide(request: HttpRequest, log: str) -> HttpResponse:
    """Approve, refuse or revoke one log."""
    if not request.user.is_superuser:
        raise PermissionDenied
    found = Log.objects.filter(hex=log).first()
    if found is None:
        raise Http404(_("There is no such log."))
    match request.POST.get("do"):
        case "approve":
            return _approve(request, found)
        case "refuse" | "revoke":
            decisions.revoke(found.hex, now())
            messages.success(request, _("%(name)s can send no longer.") % {"name": log[:12]})
        case _:
            messages.warning(request, _("Nothing was changed."))
    return redirect("terminals")


def _approve(request: HttpRequest, log: Log) -> HttpResponse:
    window = request.POST.get("window", "").strip()
    if not 0 < len(window) <= LONGEST_CODE or not window.isprintable():
        problem = _("A window's code has 1 to 64 characters.")
        return _page(request, Attempt(log.hex, window, problem), status=422)
    try:
        decisions.approve(log.code, window, now(), name=request.POST.get("name", "").strip()[:100])
    except decisions.DecisionError as error:
        return _page(request, Attempt(log.hex, window, str(error)), status=409)
    messages.success(
        request,
        _("Approved: the terminal with the code %(code)s stands at window %(window)s.")
        % {"code": log.code, "window": window},
    )
    return redirect("terminals")


@require_POST
@login_required
def make_window(request: HttpRequest, code: str) -> HttpResponse:
    """Make the window under whose code entries already arrive."""
    if not request.user.is_superuser:
        raise PermissionDenied
    halls = Hall.objects.all()
    asked = request.GET.get("hall")
    hall = halls.filter(code=asked).first() if asked else halls.first()
    if hall is None or not 0 < len(code) <= LONGEST_CODE or not code.isprintable():
        raise Http404(_("There is no such hall."))
    name = request.POST.get("name", "").strip()[:100]
    Window.objects.get_or_create(hall=hall, code=code, defaults={"name": name})
    return redirect("window", code)


def _page(request: HttpRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    at = localtime(now())
    page, board = read_terminals(at), read_board("", at, boards().scales)
    words = {
        "page": "terminals",
        "view": terminals_view(page, attempt),
        "may_decide": request.user.is_superuser,
        "nav_windows": badge(len(board.attention) if board else 0),
        "nav_terminals": badge(len(page.enrolments)),
    }
    return render(request, "boards/terminals.html", words, status=status)
