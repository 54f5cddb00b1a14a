"""The page of windows, the page of one window, and the stream that keeps the first one live."""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseForbidden,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.boards.apps import boards
from collector.boards.board_view import level_views, place_name, row_view
from collector.boards.drawing import axis_of
from collector.boards.live import Wish
from collector.boards.parts import Parts, badge, cut
from collector.boards.queries.windows import read_board
from collector.boards.rows import Board, Status
from collector.boards.trouble_words import said
from collector.organisation.models import Hall

LANGUAGES = ("zh-hans", "en")


@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to the windows."""
    return redirect("windows")


@require_safe
@login_required
@never_cache
def windows(request: HttpRequest) -> HttpResponse:
    """Show every window of a hall, what is wrong first."""
    status, hall = _status(request), request.GET.get("hall", "")
    board = _board(hall)
    parts = cut(board, status, _hall_query(hall))
    asked = urlencode({"state": status, "hall": hall, "known": parts.mark})
    return render(
        request,
        "boards/windows.html",
        {
            "page": "windows",
            "parts": parts.inner,
            "rows": parts.rows.items(),
            "stream": f"/windows/live?{asked}",
            "nav_windows": parts.inner["nav-windows"],
            "nav_terminals": parts.inner["nav-terminals"],
            **_scope(board),
        },
    )


@require_safe
async def windows_live(request: HttpRequest) -> HttpResponseBase:
    """Stream what changes on the page of windows, as server-sent events."""
    user = await request.auser()
    if not user.is_authenticated:
        return HttpResponseForbidden(_("You are signed out."), content_type="text/plain")
    hall = request.GET.get("hall", "")
    if hall and not await Hall.objects.filter(code=hall).aexists():
        raise Http404(_("There is no such hall."))
    language = get_language() or LANGUAGES[0]
    wish = Wish(
        hall=hall,
        status=_status(request),
        language=language if language in LANGUAGES else LANGUAGES[0],
    )
    events: AsyncIterator[bytes] = boards().broadcaster.watch(wish, request.GET.get("known", ""))
    answer = StreamingHttpResponse(events, content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    # A proxy that gathers the answer before passing it on would make the page a still picture.
    answer["X-Accel-Buffering"] = "no"
    return answer


def draw(wishes: set[Wish]) -> dict[Wish, Parts]:
    """Draw what is watched, reading each hall once."""
    at = localtime(now())
    halls: dict[str, Board | None] = {}
    drawn: dict[Wish, Parts] = {}
    for wish in wishes:
        if wish.hall not in halls:
            halls[wish.hall] = read_board(wish.hall, at, boards().scales)
        board = halls[wish.hall]
        if board is not None:
            with override(wish.language):
                drawn[wish] = cut(board, wish.status, _hall_query(wish.hall))
    return drawn


@require_safe
@login_required
@never_cache
def window(request: HttpRequest, code: str) -> HttpResponse:
    """Show one window: what is wrong and what to do, and today's answers by level."""
    board = _board(request.GET.get("hall", ""))
    row = next((one for one in board.rows if one.code == code), None)
    if row is None:
        raise Http404(_("No window of this hall has the code %(code)s.") % {"code": code})
    today = row.facts.today
    return render(
        request,
        "boards/window.html",
        {
            "page": "windows",
            "known": row.facts.known,
            "hall_query": _hall_query(request.GET.get("hall", "")),
            "row": row_view(row, board.at, axis_of([row], board.at)),
            "axis": axis_of([row], board.at),
            "time": f"{board.at:%H:%M:%S}",
            "levels": level_views(today.levels, board.nationals),
            "today": today,
            "contact": row.facts.contact,
            "nav_windows": badge(len(board.attention)),
            "nav_terminals": badge(board.enrolments),
            "troubles": [said(code, trouble, board.at) for trouble in row.troubles],
            **_scope(board),
        },
    )


def _board(hall: str) -> Board:
    board = read_board(hall, localtime(now()), boards().scales)
    if board is None:
        raise Http404(_("There is no such hall."))
    return board


def _status(request: HttpRequest) -> str:
    """Return the status the address filters by; anything else filters by nothing."""
    asked = request.GET.get("state", "")
    return asked if asked in {status.value for status in Status} else ""


def _hall_query(hall: str) -> str:
    return urlencode({"hall": hall}) if hall else ""


def _scope(board: Board) -> dict[str, object]:
    return {
        "hall_code": board.hall.code,
        "hall": place_name(board.hall),
        "halls": [{"code": one.code, "title": place_name(one)} for one in board.halls],
    }
