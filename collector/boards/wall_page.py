"""The wall: the same picture for a person who may look, and for a screen let in by its link."""

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from collector.accounts import walls
from collector.accounts.access import allowed, anybody, grants_of, on_a_wall, wall_of
from collector.accounts.door import door
from collector.accounts.models import Wall
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.asked import Asked
from collector.boards.live import Wish
from collector.boards.queries.windows import read_board
from collector.boards.rows import Board
from collector.boards.wall_view import wall_parts, wall_view
from collector.boards.wall_words import frozen_words
from collector.languages import CHINESE, ENGLISH, language
from collector.organisation.models import Hall, Kind, Node
from collector.organisation.paths import ids_of


@allowed(Permission.SEE_WINDOWS)
@require_safe
@never_cache
def wall(request: HttpRequest) -> HttpResponse:
    """Show a hall as on a wall to a person."""
    branches = grants_of(request).branches(Permission.SEE_WINDOWS)
    hall = request.GET.get("hall", "")
    board = read_board(hall, localtime(now()), boards().scales, branches, drawn=tuple)
    if board is None:
        raise Http404(_("There is no such hall."))
    query = request.GET.urlencode()
    return _picture(request, board, f"/windows/live?form=wall&{query}")


@on_a_wall()
@require_safe
@never_cache
def screen(request: HttpRequest) -> HttpResponse:
    """Show its branch to a screen on a wall."""
    node = wall_of(request).node
    board = read_board(_hall_of(node), localtime(now()), boards().scales, (node.path,), drawn=tuple)
    if board is None:
        raise Http404(_("There is no such hall."))
    language = _language(request.GET.get("language", ""))
    with override(language):
        return _picture(request, board, f"/wall/live?language={language}")


@on_a_wall(stream=True)
@require_safe
async def screen_live(request: HttpRequest) -> HttpResponseBase:
    """Stream what changes to a screen on a wall; ends when its link is ended."""
    found = wall_of(request)
    wish = Wish(
        asked=Asked(hall=await sync_to_async(_hall_of)(found.node)),
        language=_language(request.GET.get("language", "")),
        branches=(found.node.path,),
        form="wall",
    )
    events = boards().broadcaster.watch(wish, "")
    watched = door().while_on_a_wall(found.pk, events)
    answer = StreamingHttpResponse(watched, content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


@anybody
@require_safe
@never_cache
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Let a screen in by its link, and lead it to its picture under an address without it."""
    found = walls.opened_by(secret)
    if found is None:
        raise Http404(_("This link of a screen was ended, or it has a slip. A hall manager makes "
                        "a new one."))  # fmt: skip
    onward = "/wall" + ("?language=en" if request.GET.get("language") == "en" else "")
    answer = redirect(onward)
    walls.let_in(answer, secret, https=settings.HTTPS)
    # The secret stands in this address: it goes nowhere as a referrer.
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@allowed(Permission.MANAGE_WALLS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def screens(request: HttpRequest) -> HttpResponse:
    """List the screens of one's branches, and make a link for a new one."""
    if request.method != "POST":
        return _screens(request)
    name = request.POST.get("name", "").strip()[:100]
    node = next((one for one in _places(request) if str(one.pk) == request.POST.get("place")), None)
    if not name or node is None:
        said = _("Say where the screen hangs, and which hall it shows.")
        return _screens(request, problem=said, status=422)
    _made, secret = walls.make(request, node, name)
    link = request.build_absolute_uri(f"/wall/{secret}")
    return _screens(request, link=link, name=name, status=201)


def of_screen(request: HttpRequest, screen: int) -> str | None:  # noqa: ARG001 -- as all are asked
    """Find the branch of a screen."""
    path: str | None = Wall.objects.filter(pk=screen).values_list("node__path", flat=True).first()
    return path


@allowed(Permission.MANAGE_WALLS, branch=of_screen)
@require_http_methods(["POST"])
def end_screen(request: HttpRequest, screen: int) -> HttpResponse:
    """End a screen's link."""
    found = Wall.objects.select_related("node").get(pk=screen)
    if walls.end(request, found):
        messages.success(request, _("Ended: %(name)s goes dark.") % {"name": found.name})
    else:
        messages.warning(request, _("It was ended before."))
    return redirect("screens")


def _screens(
    request: HttpRequest, *, link: str = "", name: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    grants = grants_of(request)
    rows = Wall.objects.filter(grants.where(Permission.MANAGE_WALLS)).select_related("node")
    words = {
        "page": "windows",
        "rows": rows[:200],
        "places": _places(request),
        "link": link,
        "name": name,
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "boards/screens.html", words, status=status)


def _places(request: HttpRequest) -> list[Node]:
    wanted = grants_of(request).where(Permission.MANAGE_WALLS, "path")
    kinds = (Kind.HALL, Kind.DEPARTMENT)
    return list(Node.objects.filter(wanted, kind__in=kinds, until=None).order_by("path"))


def _picture(request: HttpRequest, board: Board, stream: str) -> HttpResponse:
    view, parts = wall_view(board), wall_parts(board).inner
    words = {
        "view": view,
        "top": parts["wall-top"],
        "left": parts["wall-left"],
        "foot": parts["wall-foot"],
        "stream": stream,
        "frozen": frozen_words(),
    }
    return render(request, "boards/wall.html", words)


def _language(asked: str) -> str:
    if asked:
        return ENGLISH if asked == ENGLISH else CHINESE
    return language()


def _hall_of(node: Node) -> str:
    """Return the code of the hall a node is or stands in; "" where none does."""
    ids = ids_of(node.path)
    return Hall.objects.filter(node__in=ids).values_list("code", flat=True).first() or ""
