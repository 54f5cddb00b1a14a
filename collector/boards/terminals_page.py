"""The page about terminals, and the three decisions a person takes on it."""

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.door import door
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.asked import Asked
from collector.boards.cell_page import cell_of
from collector.boards.live import Wish
from collector.boards.parts import badge
from collector.boards.places import hall_to_approve_in, halls_to_approve_in, of_decision, of_hall
from collector.boards.queries.terminals import read_terminals
from collector.boards.queries.windows import read_board
from collector.boards.terminals_shapes import Attempt
from collector.boards.terminals_view import terminals_view
from collector.ingest import decisions
from collector.ingest.models import Log
from collector.organisation.models import Hall, Window

LONGEST_CODE, LONGEST_REASON = 64, 500


@allowed(Permission.SEE_TERMINALS)
@require_safe
@never_cache
def terminals(request: HttpRequest) -> HttpResponse:
    """Show who waits, how each log stands, the closings, and what was set aside."""
    return _page(request)


@allowed(Permission.SEE_TERMINALS, stream=True)
@require_safe
async def terminals_live(request: HttpRequest) -> HttpResponseBase:
    """Tell a page about terminals when anything changed: it then asks for itself again."""
    wish = Wish(asked=Asked(), language="", form="terminals")
    events = boards().broadcaster.watch(wish, "")
    watched = door().while_allowed(request, Permission.SEE_TERMINALS, events)
    answer = StreamingHttpResponse(watched, content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


@allowed(Permission.MANAGE_TERMINALS, branch=of_decision)
@require_POST
def decide(request: HttpRequest, log: str) -> HttpResponse:
    """Approve, refuse, move, replace or revoke one log."""
    found = Log.objects.filter(hex=log).first()
    if found is None:
        raise Http404(_("There is no such log."))
    match request.POST.get("do"):
        case "approve":
            return _approve(request, found)
        case "replace":
            return _replace(request, found)
        case "move":
            return _move(request, found)
        case "refuse" | "revoke":
            with transaction.atomic():
                _record(request, "terminal.revoked", decisions.revoke(found.hex, now()))
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
        with transaction.atomic():
            name, hall = request.POST.get("name", "").strip()[:100], hall_to_approve_in(request)
            found, _made = decisions.approve(
                log.code, window, now(), name=name, hall=hall, by=request
            )
            _record(request, "terminal.approved", found)
    except decisions.DecisionError as error:
        return _page(request, Attempt(log.hex, window, str(error)), status=409)
    messages.success(
        request,
        _("Approved: the terminal with the code %(code)s stands at window %(window)s.")
        % {"code": log.code, "window": window},
    )
    return redirect("terminals")


def _replace(request: HttpRequest, log: Log) -> HttpResponse:
    window = request.POST.get("window", "").strip()
    try:
        with transaction.atomic():
            done = decisions.replace(
                log.code, window, now(),
                hall=hall_to_approve_in(request), anyway=request.POST.get("anyway") == "on",
                by=request,
            )  # fmt: skip
            ended = {"ended": [one.hex for one in done.ended], "waiting": done.waiting}
            _record(request, "terminal.replaced", done.log, ended)
    except decisions.DecisionError as error:
        return _page(request, Attempt(log.hex, window, str(error), replacing=True), status=409)
    messages.success(
        request,
        _("Replaced: a new terminal stands at window %(window)s. The old one's log ended now; the "
          "window keeps its history.") % {"window": window},
    )  # fmt: skip
    return redirect("terminals")


def _move(request: HttpRequest, log: Log) -> HttpResponse:
    window = request.POST.get("window", "").strip()
    try:
        with transaction.atomic():
            moved, before = decisions.move(log.hex, window)
            _record(request, "terminal.moved", moved, {"window": [before, window]})
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return redirect("terminals")
    messages.success(
        request,
        _("The terminal stands at window %(window)s now. It shows this as soon as it has asked for "
          "its settings; what it sent before stays with window %(before)s.")
        % {"window": window, "before": before},
    )  # fmt: skip
    return redirect("terminals")


@allowed(Permission.EDIT_ORGANISATION, branch=of_hall)
@require_POST
def make_window(request: HttpRequest, code: str) -> HttpResponse:
    """Make the window under whose code entries already arrive."""
    halls = Hall.objects.all()
    asked = request.GET.get("hall")
    hall = halls.filter(code=asked).first() if asked else halls.first()
    if hall is None or not 0 < len(code) <= LONGEST_CODE or not code.isprintable():
        raise Http404(_("There is no such hall."))
    name = request.POST.get("name", "").strip()[:100]
    with transaction.atomic():
        window, made = Window.objects.get_or_create(hall=hall, code=code, defaults={"name": name})
        if made:
            audit.record(request, "window.made", f"window:{code}", branch=window.node.path)
    return redirect("window", code)


def _record(
    request: HttpRequest, action: str, log: Log, more: Mapping[str, object] | None = None
) -> None:
    branch = log.window.node.path if log.window else ""
    detail = {"window": log.window.code if log.window else "", **(more or {})}
    if reason := request.POST.get("reason", "").strip()[:LONGEST_REASON]:
        detail["reason"] = reason
    audit.record(request, action, f"log:{log.hex}", branch=branch, detail=detail)


def _page(request: HttpRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    at = localtime(now())
    grants = grants_of(request)
    may_decide = grants.anywhere(Permission.MANAGE_TERMINALS)
    page = read_terminals(at, grants.branches(Permission.SEE_TERMINALS), waiting=may_decide)
    board = read_board("", at, boards().scales, grants.branches(Permission.SEE_WINDOWS))
    words = {
        "page": "terminals",
        "view": terminals_view(page, attempt),
        "cell": cell_of(request),
        "stream": "/terminals/live",
        "may_decide": may_decide,
        "halls": halls_to_approve_in(request) if may_decide else (),
        "hall_typed": request.POST.get("hall", ""),
        # A terminal's QR code leads here with its own code: that one is marked and typed at.
        "asked": request.GET.get("code", ""),
        "nav_windows": badge(len(board.attention) if board else 0),
        "nav_terminals": badge(len(page.enrolments)),
    }
    return render(request, "boards/terminals.html", words, status=status)
