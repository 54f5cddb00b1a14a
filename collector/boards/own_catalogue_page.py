"""The page where a place writes reasons of its own, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from collector.accounts.access import allowed
from collector.accounts.roles import Permission
from collector.boards.catalogue_view import levels_of_five
from collector.boards.settings_pages import render_tab, told_of
from collector.boards.settings_places import of_place
from collector.boards.settings_view import catalogue_name, place_link
from collector.given import number_in
from collector.organisation.models import Node
from collector.terminal_settings.changing import SettingError, decide
from collector.terminal_settings.own_reasons import Begun, Typed, begin, lines, written
from sync.protocol.catalogue import Level

NEW_LINES = 5
"""So many empty lines stand below; once they are saved there are as many again."""


@dataclass(frozen=True, slots=True)
class LevelLines:
    """The lines of a level, each with its place in the catalogue."""

    level: Level
    rows: tuple[tuple[int, Typed], ...]


@allowed(Permission.EDIT_SETTINGS, branch=of_place)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_catalogue(request: HttpRequest, place: int) -> HttpResponse:
    """Show a place's reasons as a form, and decide them."""
    node = get_object_or_404(Node, pk=place)
    begun = begin(node)
    if request.method != "POST":
        return _page(request, node, begun, lines(begun.catalogue), [])
    typed, added = _typed(request, begun), _added(request)
    if request.POST.get("mark") != begun.mark:
        said = _("Somebody changed these reasons meanwhile. This is what holds now: "
                 "make your change again.")  # fmt: skip
        return _page(request, node, begun, lines(begun.catalogue), [], said)
    try:
        return _decided(request, node, begun, typed, added)
    except SettingError as error:
        return _page(request, node, begun, typed, added, told_of(error))


def _decided(
    request: HttpRequest, node: Node, begun: Begun, typed: Sequence[Typed], added: Sequence[Typed]
) -> HttpResponse:
    name = request.POST.get("name", "").strip()
    value = None
    if request.POST.get("do") != "inherit":
        value = msgspec.to_builtins(written(begun, name, typed, added))
    changed = decide(node, {"own_catalogue": value}, request)
    done = _("Saved: terminals show it with their next contact.")
    messages.success(request, done if changed else _("Nothing was changed."))
    return redirect("own-catalogue", place=node.pk)


def _typed(request: HttpRequest, begun: Begun) -> list[Typed]:
    given = request.POST
    return [
        msgspec.structs.replace(
            one, zh=given.get(f"zh-{n}", "").strip(), en=given.get(f"en-{n}", "").strip(),
            person=f"person-{n}" in given, shown=f"shown-{n}" in given,
        )
        for n, one in enumerate(lines(begun.catalogue))
    ]  # fmt: skip


def _added(request: HttpRequest) -> list[Typed]:
    """Return the new lines in which something was written."""
    given = request.POST
    found = []
    for n in range(NEW_LINES):
        code, zh, en = (given.get(f"new-{name}-{n}", "").strip() for name in ("code", "zh", "en"))
        if code or zh or en:
            level = number_in(given.get(f"new-level-{n}", "")) or 0
            found.append(
                Typed(code=code, national=level, zh=zh, en=en, person=f"new-person-{n}" in given)
            )
    return found


def _page(
    request: HttpRequest, node: Node, begun: Begun, typed: Sequence[Typed],
    added: Sequence[Typed], problem: str = "",
) -> HttpResponse:  # fmt: skip
    empty = Typed(code="", national=0, zh="", en="")
    groups = [
        LevelLines(
            level, tuple((n, one) for n, one in enumerate(typed) if one.national == national)
        )
        for national, level in sorted(levels_of_five().items(), reverse=True)
    ]
    words = {
        "view": {"place": place_link(node)}, "begun": begun, "problem": problem,
        "from": catalogue_name(begun.catalogue.id),
        "name": request.POST.get("name", f"{node.code}-{localdate().year}"),
        "groups": [one for one in groups if one.rows],
        "levels": [one.level for one in groups],
        "added": list(enumerate([*added, *[empty] * (NEW_LINES - len(added))])),
    }  # fmt: skip
    return render_tab(request, "own-catalogue", words, 422 if problem else 200)
