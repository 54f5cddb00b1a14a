"""The page of windows, the page of one window, and the stream that keeps the first one live."""

from collections.abc import AsyncIterator, Iterable
from urllib.parse import urlencode

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
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, anybody, grants_of
from collector.accounts.door import door
from collector.accounts.grants import touches
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.asked import asked_by
from collector.boards.board_view import drawn_of, level_views, place_name, row_view
from collector.boards.drawing import strips_of
from collector.boards.live import Wish
from collector.boards.parts import badge, cut
from collector.boards.queries.windows import Drawn, read_board
from collector.boards.rows import Board, Contact
from collector.boards.trouble_words import said
from collector.ingest.models import Closing, log_id
from collector.languages import language
from collector.organisation.models import Hall


@anybody
@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to the windows."""
    return redirect("windows")


@allowed(Permission.SEE_WINDOWS)
@require_safe
@never_cache
def windows(request: HttpRequest) -> HttpResponse:
    """Show every window of a hall, what is wrong first."""
    asked = asked_by(request.GET)
    board = _board(request, asked.hall, lambda rows: drawn_of(rows, asked))
    parts = cut(board, asked)
    query = f"{asked.query()}&{urlencode({'known': parts.mark})}"
    return render(
        request,
        "boards/windows.html",
        {
            "page": "windows",
            "parts": parts.inner,
            "rows": parts.rows.items(),
            "stream": f"/windows/live?{query}",
            "asked": asked,
            "whole": asked.query(department="", q=""),
            "hall_query": _hall_query(asked.hall),
            "departments": [
                {"code": one.code, "title": place_name(one)} for one in board.departments
            ],
            "nav_windows": parts.inner["nav-windows"],
            "nav_terminals": parts.inner["nav-terminals"],
            **_scope(board),
        },
    )


@allowed(Permission.SEE_WINDOWS, stream=True)
@require_safe
async def windows_live(request: HttpRequest) -> HttpResponseBase:
    """Stream what changes on the page of windows, as server-sent events."""
    branches = grants_of(request).branches(Permission.SEE_WINDOWS)
    asked = asked_by(request.GET)
    hall = asked.hall
    found = await Hall.objects.select_related("node").filter(code=hall).afirst()
    if hall and (found is None or not touches(found.node.path, branches)):
        raise Http404(_("There is no such hall."))
    wish = Wish(
        asked=asked,
        language=language(),
        branches=branches,
        form="wall" if request.GET.get("form") == "wall" else "board",
    )
    events: AsyncIterator[bytes] = boards().broadcaster.watch(wish, request.GET.get("known", ""))
    watched = door().while_allowed(request, Permission.SEE_WINDOWS, events)
    answer = StreamingHttpResponse(watched, content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    # A proxy that gathers the answer before passing it on would make the page a still picture.
    answer["X-Accel-Buffering"] = "no"
    return answer


@allowed(Permission.SEE_WINDOWS)
@require_safe
@never_cache
def window(request: HttpRequest, code: str) -> HttpResponse:
    """Show one window: what is wrong and what to do, and today's answers by level."""
    board = _board(
        request, request.GET.get("hall", ""), lambda rows: [one for one in rows if one.code == code]
    )
    row = next((one for one in board.rows if one.code == code), None)
    if row is None:
        raise Http404(_("No window of this hall has the code %(code)s.") % {"code": code})
    today, strips = row.facts.today, strips_of(board)
    return render(
        request,
        "boards/window.html",
        {
            "page": "windows",
            "known": row.facts.known,
            "hall_query": _hall_query(request.GET.get("hall", "")),
            "row": row_view(row, board.at, strips),
            "axis": strips.axis,
            "time": f"{board.at:%H:%M:%S}",
            "levels": level_views(today.levels, board.nationals),
            "today": today,
            "contact": row.facts.contact,
            "planned": _(", ").join(row.facts.planned),
            "closings": _nights(row.facts.contact),
            "nav_windows": badge(len(board.attention)),
            "nav_terminals": badge(board.enrolments),
            "troubles": [said(trouble, board.at) for trouble in row.troubles],
            **_scope(board),
        },
    )


def _board(request: HttpRequest, hall: str, drawn: Drawn) -> Board:
    branches = grants_of(request).branches(Permission.SEE_WINDOWS)
    board = read_board(hall, localtime(now()), boards().scales, branches, drawn)
    if board is None:
        raise Http404(_("There is no such hall."))
    return board


def _nights(contact: Contact | None) -> Iterable[Closing]:
    if contact is None:
        return ()
    return Closing.objects.filter(log=log_id(contact.log)).order_by("-position")[:7]


def _hall_query(hall: str) -> str:
    return urlencode({"hall": hall}) if hall else ""


def _scope(board: Board) -> dict[str, object]:
    return {
        "hall_code": board.hall.code,
        "hall": place_name(board.hall),
        "halls": [{"code": one.code, "title": place_name(one)} for one in board.halls],
    }
