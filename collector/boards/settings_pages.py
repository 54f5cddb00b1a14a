"""Pages about what terminals are told: settings and announcements."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.parts import badge
from collector.boards.queries.windows import read_board
from collector.boards.settings_places import (
    of_picture,
    of_place,
    place_asked,
)
from collector.boards.settings_view import Attempt, place_link, settings_view
from collector.boards.uploads import uploaded
from collector.given import number_in
from collector.ingest.models import Log
from collector.languages import either
from collector.organisation.choosing import nowhere
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.terminal_settings import notices
from collector.terminal_settings.changing import SettingError, decide
from collector.terminal_settings.keys import KEYS
from collector.terminal_settings.models import Notice, Picture

_FOR_EVER = "private, max-age=31536000, immutable"


@allowed(Permission.SEE_TERMINALS, branch=of_place)
@require_safe
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """Show what holds at a place, and who decided it."""
    return _settings(request, place_asked(request) or nowhere())


@allowed(Permission.EDIT_SETTINGS, branch=of_place)
@require_POST
def decide_setting(request: HttpRequest, place: int) -> HttpResponse:
    """Decide one setting for a place, or inherit it again."""
    node = get_object_or_404(Node, pk=place)
    name, typed = request.POST.get("key", ""), request.POST.get("value", "").strip()
    inherit = request.POST.get("do") == "inherit"
    try:
        changed = decide(node, {name: None if inherit else _typed(name, typed)}, request)
    except SettingError as error:
        attempt = Attempt(key=name, typed=typed, problem=told_of(error))
        return _settings(request, node, attempt, status=422)
    done = _("Saved: terminals show it with their next contact.")
    messages.success(request, done if changed else _("Nothing was changed."))
    return redirect(f"/terminals/settings?place={node.pk}")


@allowed(Permission.SEE_TERMINALS, branch=of_place)
@require_safe
@never_cache
def announcements(request: HttpRequest) -> HttpResponse:
    """Show what idle screens show, where and on which days."""
    return _announcements(request, place_asked(request) or nowhere())


@allowed(Permission.EDIT_ANNOUNCEMENTS, branch=of_place)
@require_POST
def announce(request: HttpRequest, place: int) -> HttpResponse:
    """Put up an announcement, or take one down."""
    node = get_object_or_404(Node, pk=place)
    if request.POST.get("do") == "end":
        notices.end(_notice(request), request)
        messages.success(request, _("It is not shown any longer."))
        return redirect(f"/terminals/announcements?place={node.pk}")
    words = {name: request.POST.get(name, "").strip() for name in notices.BOUNDS}
    days = {name: request.POST.get(name, "") for name in ("since", "until")}
    try:
        notices.announce(
            node, request, words, picture=uploaded(request, "picture"),
            since=_day(days["since"]), until=_day(days["until"]),
        )  # fmt: skip
    except SettingError as error:
        typed = {**words, **days, "problem": told_of(error)}
        return _announcements(request, node, typed, status=422)
    messages.success(request, _("Announced: terminals show it with their next contact."))
    return redirect(f"/terminals/announcements?place={node.pk}")


@allowed(Permission.SEE_TERMINALS, branch=of_picture)
@require_safe
def picture(_request: HttpRequest, name: str) -> HttpResponse:
    """Give a picture to whoever is signed in."""
    found = get_object_or_404(Picture, name=name)
    return HttpResponse(
        bytes(found.body), content_type=found.kind, headers={"Cache-Control": _FOR_EVER}
    )


def _settings(
    request: HttpRequest, node: Node, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    grants = grants_of(request)
    view = settings_view(node, attempt, lambda path: grants.may(Permission.SEE_TERMINALS, path))
    words = {"view": view, "may_decide": grants.may(Permission.EDIT_SETTINGS, node.path)}
    return render_tab(request, "settings", words, status)


def _announcements(
    request: HttpRequest, node: Node, typed: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    shown = Notice.objects.select_related("node")
    rows = shown.filter(node_id__in=ids_of(node.path)) | shown.filter(
        node__path__startswith=node.path
    )
    today = localtime(now()).date()
    listed = [
        {"notice": one, "place": place_link(one.node), "state": _state(one, today)}
        for one in rows.distinct()[:200]
    ]
    grants = grants_of(request)
    seen = Node.objects.filter(grants.where(Permission.SEE_TERMINALS, "path"), until=None)
    words = {
        "place": place_link(node), "rows": listed, "typed": typed or {},
        "places": [place_link(one) for one in seen.exclude(kind=Kind.WINDOW)],
        "may_decide": grants.may(Permission.EDIT_ANNOUNCEMENTS, node.path),
    }  # fmt: skip
    return render_tab(request, "announcements", words, status)


def _notice(request: HttpRequest) -> Notice:
    """Return the notice a form names; one of another branch is not there."""
    asked = number_in(request.POST.get("notice", ""))
    ours = grants_of(request).where(Permission.EDIT_ANNOUNCEMENTS)
    found = Notice.objects.filter(ours, pk=asked or 0).first()
    return found or nowhere()


def _state(notice: Notice, today: date) -> str:
    if notice.ended or (notice.until is not None and notice.until < today):
        return _("over")
    return _("to come") if notice.since is not None and notice.since > today else _("showing")


def render_tab(
    request: HttpRequest, page: str, words: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page beside the terminals', with what the navigation counts."""
    grants = grants_of(request)
    board = read_board(
        "", localtime(now()), boards().scales, grants.branches(Permission.SEE_WINDOWS)
    )
    waiting = Log.objects.filter(status=Log.Status.PENDING)
    frame = {
        "page": "terminals",
        "tab": page,
        "nav_windows": badge(len(board.attention) if board else 0),
        "nav_terminals": badge(
            waiting.count() if grants.anywhere(Permission.MANAGE_TERMINALS) else 0
        ),
    }
    return render(request, f"boards/{page}.html", frame | words, status=status)


def _typed(name: str, typed: str) -> Any:
    key = KEYS.get(name)
    read: Callable[[str], Any] = (lambda text: text) if key is None else key.read
    try:
        return read(typed)
    except ValueError as error:
        title = name if key is None else key.zh
        english = name if key is None else key.en
        raise SettingError(
            f"{title}不能是这个值：{error}", f"{english} cannot have this value: {error}"
        ) from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingError("日期应为 2026-12-31 的形式", "write a date as 2026-12-31") from error


def told_of(error: SettingError) -> str:
    """Return the sentence in the page's language."""
    return either(error.zh, error.en)
