"""The page of rules: what holds at a place, on which paper it rests, what a change would change."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.languages import either, half_of
from collector.organisation.choosing import in_tree_order, nowhere, place_or_first
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.organisation.spells import current
from collector.organisation.words import kind_of, name_of
from collector.rules.deciding import RuleError, decide
from collector.rules.keys import GROUPS, KEYS, Key, Value
from collector.rules.models import Decision
from collector.rules.reading import Rulebook

_SHOWN = 300


class Row(Struct, frozen=True, kw_only=True):
    """One rule at the place. `coming`: a decision that holds from a later day."""

    key: Key
    title: str
    value: str
    source: str
    decided: str
    own: bool
    below: int
    coming: str
    kind: str
    options: Sequence[tuple[str, str]]
    typed: str


class Effect(Struct, frozen=True, kw_only=True):
    """A place below, what holds there and what would hold."""

    place: str
    kind: str
    before: str
    after: str
    own: bool


def _asked(request: HttpRequest, place: int | None = None) -> Node | None:
    seen = grants_of(request).where(Permission.SEE_CASES, "path")
    return place_or_first(request, place, Node.objects.filter(seen, until=None))


def _branch(request: HttpRequest, place: int | None = None, **_words: Any) -> str | None:
    node = _asked(request, place)
    return None if node is None else node.path


@allowed(Permission.SEE_CASES, branch=_branch)
@require_safe
@never_cache
def rules(request: HttpRequest) -> HttpResponse:
    """Show what holds at a place."""
    return _page(request, _asked(request) or nowhere())


@allowed(Permission.EDIT_RULES, branch=_branch)
@require_POST
def decide_rule(request: HttpRequest, place: int) -> HttpResponse:
    """Show what a change would change, or make it."""
    node = get_object_or_404(Node, pk=place)
    given = request.POST
    try:
        key = _key(given.get("key", ""))
        inherit = given.get("do") == "inherit"
        value = None if inherit else _read(key, given.get("value", ""))
        since = _day(given.get("since", ""))
        if given.get("do") == "preview":
            return _page(request, node, preview=(key, value, since))
        decide(node, key.name, value, source=given.get("source", ""), since=since, by=request)
    except RuleError as error:
        return _page(request, node, problem=half_of(str(error)), status=422)
    messages.success(request, _("Decided: it holds from %(day)s on.") % {"day": since})
    return redirect(f"/rules?place={node.pk}")


def _page(
    request: HttpRequest, node: Node, *, problem: str = "",
    preview: tuple[Key, Value | None, date] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    grants = grants_of(request)
    book = Rulebook.read()
    places = _places(node)
    names = {one.pk: name_of(one) for one in Node.objects.filter(pk__in=ids_of(node.path))}
    page = {
        "page": "rules",
        "place": node,
        "place_kind": kind_of(node.kind),
        "place_name": name_of(node),
        "above": [(pk, names[pk], grants.may(Permission.SEE_CASES, _path(node.path, pk)))
                  for pk in ids_of(node.path)[:-1] if pk in names],
        "below": [(one.pk, name_of(one), kind_of(one.kind))
                  for one in places if one.parent_id == node.pk][:_SHOWN],
        "groups": [
            (_title(group), [_row(key, node, places, book, request) for key in keys])
            for group, keys in GROUPS.items() if keys
        ],
        "typed": request.POST,
        "problem": problem,
        "preview": preview and preview[0],
        "effects": _effects(node, places, book, *preview) if preview else [],
        "may_decide": grants.may(Permission.EDIT_RULES, node.path),
        "today": localdate(),
    }  # fmt: skip
    return render(request, "rules/rules.html", page, status=status)


def _row(
    key: Key, node: Node, places: Sequence[Node], book: Rulebook, request: HttpRequest
) -> Row:  # fmt: skip
    held = book.rule(key, node.path)
    own = held.path_of_node == node.path
    if not held.path_of_node:
        decided, source = _("by default"), either(*key.source)
    else:
        place = Node.objects.filter(path=held.path_of_node).first()
        decided = _("here") if own else (name_of(place) if place else "")
        source = held.source
        if held.since is not None:
            decided += f" · {held.since}"
    later = Decision.objects.filter(node=node, key=key.name, since__gt=localdate()).last()
    typed = request.POST.get("value", "") if request.POST.get("key") == key.name else ""
    return Row(
        key=key,
        title=either(key.zh, key.en),
        value=words(key, held.value),
        source=source,
        decided=decided,
        own=own,
        below=sum(book.rule(key, one.path).path_of_node == one.path for one in places[1:]),
        coming="" if later is None else _("from %(day)s: %(value)s") % {
            "day": later.since,
            "value": _("inherit again") if later.value is None else words(key, later.value),
        },
        kind="choice" if _options(key) else "number" if isinstance(key.default, int) else "text",
        options=_options(key),
        typed=typed or _typed(held.value),
    )  # fmt: skip


def words(key: Key, value: Value) -> str:
    """Write a value as people read it."""
    return dict(_options(key)).get(_typed(value), str(value))


def _options(key: Key) -> list[tuple[str, str]]:
    if isinstance(key.default, bool):
        return [("true", _("yes")), ("false", _("no"))]
    return [(value, either(zh, en)) for value, zh, en in key.choices]


def _typed(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _effects(
    node: Node, places: Sequence[Node], book: Rulebook, key: Key, value: Value | None, since: date
) -> list[Effect]:
    """Say for each place of the branch what holds there and what would hold."""
    above = book.rule(key, node.parent.path if node.parent else "/", since).value
    chosen = above if value is None else value
    found = []
    for one in places[:_SHOWN]:
        held = book.rule(key, one.path, since)
        below = held.path_of_node != node.path and held.path_of_node.startswith(node.path)
        after = held.value if below else chosen
        found.append(
            Effect(
                place=name_of(one), kind=kind_of(one.kind), before=words(key, held.value),
                after=words(key, after), own=below,
            )
        )  # fmt: skip
    return found


def _places(node: Node) -> list[Node]:
    """Return a place and all below it but windows, each after what it stands in."""
    rows = Node.objects.filter(current(localdate()), path__startswith=node.path)
    rows = rows.exclude(kind=Kind.WINDOW).exclude(pk=node.pk)
    return [node, *in_tree_order(rows)]


def _title(group: str) -> str:
    return {
        "cases": pgettext("rules", "Cases"),
        "personal_data": pgettext("rules", "Personal data"),
        "attachments": pgettext("rules", "Pictures"),
        "inspections": pgettext("rules", "Inspections"),
        "improvement": pgettext("rules", "Improvement"),
        "results": pgettext("rules", "Use of results"),
        "alerts": pgettext("rules", "Alerts"),
    }[group]


def _key(name: str) -> Key:
    if name not in KEYS:
        raise RuleError("没有这条规则 · there is no such rule")
    return KEYS[name]


def _read(key: Key, text: str) -> Value:
    try:
        return key.read(text)
    except ValueError as error:
        raise RuleError(str(error)) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else localdate()
    except ValueError as error:
        raise RuleError("日期应为 2026-12-31 的形式 · write a day as 2026-12-31") from error


def _path(path: str, pk: int) -> str:
    return path[: path.index(f"/{pk}/") + len(f"/{pk}/")]
