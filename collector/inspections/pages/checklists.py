"""Checklists: the list, one with its versions, a version compared with another, the editor."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.inspections import differences, editing, places, words, writing
from collector.inspections.checklist import ChecklistError, Content, examples
from collector.inspections.door import (
    edits,
    edits_checklist,
    may_edit,
    readable,
    sees,
)
from collector.inspections.models import Checklist, Version
from collector.inspections.pages.shared import node_of, show
from collector.inspections.problem_words import checklist_problem
from collector.organisation.words import place_words


@sees
@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """List the checklists that hold where one sees inspections, and the examples."""
    return _listed(request)


def _listed(request: HttpRequest, problem: str = "") -> HttpResponse:
    found = Checklist.objects.filter(readable(request)).select_related("node")
    rows = []
    for one in found.prefetch_related("versions"):
        versions = list(one.versions.all())
        published = [each for each in versions if each.published_at]
        rows.append(
            {
                "checklist": one,
                "title": words.title(one),
                "place": place_words(one.node) if one.node else _("the whole organisation"),
                "newest": published[-1] if published else None,
                "items": sum(1 for _each in published[-1].whole.walk()) if published else 0,
                "drafted": any(each.published_at is None for each in versions),
                "edits": may_edit(request, one.path),
            }
        )
    may = grants_of(request).anywhere(Permission.EDIT_CHECKLISTS)
    nodes = places.branches(request, Permission.EDIT_CHECKLISTS) if may else []
    return show(
        request,
        "checklists.html",
        {
            "tab": "checklists",
            "rows": rows,
            "examples": [
                (one, words.title(one), sum(1 for _each in one.content.walk()))
                for one in examples().values()
            ],
            "may_edit": may,
            "everywhere": may_edit(request, "/"),
            "places": places.choices(nodes),
            "problem": problem,
        },
        status=422 if problem else 200,
    )


@edits
@require_POST
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Make a checklist of an example, for a branch."""
    example = examples().get(request.POST.get("example", ""))
    asked = request.POST.get("place", "")
    node = node_of(asked) if asked else None
    path = node.path if node is not None else "/"
    if example is None or (asked and node is None) or not may_edit(request, path):
        return _listed(request, _("Choose an example, and a place whose checklists you write."))
    made = writing.take_over(request, example, node)
    return redirect("inspection-checklist", number=made.pk)


@sees
@require_safe
@never_cache
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a checklist as it is now, or as one of its versions, beside another one or not."""
    one = _checklist(request, number)
    edits_it = may_edit(request, one.path)
    versions = [each for each in one.versions.all() if each.published_at or edits_it]
    shown = _chosen(versions, request.GET.get("version", "")) or _newest(versions)
    beside = _chosen(versions, request.GET.get("with", ""))
    if shown is None:
        raise Http404(_("There is no such version."))
    return show(
        request,
        "checklist.html",
        {
            "tab": "checklists",
            "checklist": one,
            "title": words.title(one),
            "place": place_words(one.node) if one.node else _("the whole organisation"),
            "edits": edits_it,
            "versions": [
                (each, words.moment(each.published_at or each.made_at), each.inspections.count())
                for each in reversed(versions)
            ],
            "shown": shown,
            "parts": _parts(shown.whole),
            "beside": beside,
            "changes": _changes(beside.whole, shown.whole) if beside else [],
        },
    )


@edits_checklist
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Write the next version as a draft, or publish it."""
    one = _checklist(request, number)
    versions = list(one.versions.all())
    draft = next((each for each in versions if each.published_at is None), None)
    if request.method != "POST":
        newest = draft or _newest(versions)
        assert newest is not None  # noqa: S101 -- a checklist is made with a version
        return _editor(request, one, editing.lines(newest.whole), draft)
    lines = editing.lines_of(request.POST)
    if request.POST.get("do") == "more":
        return _editor(request, one, lines, draft)
    try:
        published = [each for each in versions if each.published_at]
        content = editing.content(lines, writing.used_ids(versions), writing.used_ids(published))
        writing.rename(request, one, request.POST.get("title-zh", "").strip(),
                       request.POST.get("title-en", "").strip())  # fmt: skip
        writing.draft(request, one, content, request.POST.get("note", "").strip()[:200])
    except (ChecklistError, msgspec.ValidationError) as error:
        place = getattr(error, "place", "")
        said = checklist_problem(getattr(error, "problem", ""), editing.place_words(lines, place))
        return _editor(request, one, lines, draft, said)
    if request.POST.get("do") == "publish":
        made = writing.publish(request, one)
        if made is not None:
            messages.success(
                request,
                _("Version %(n)d is published. Inspections planned from now on use it; results "
                  "made before keep theirs.") % {"n": made.number},
            )  # fmt: skip
        return redirect("inspection-checklist", number=one.pk)
    messages.success(request, _("The draft is kept. Nothing uses it until it is published."))
    return redirect("inspection-checklist-edit", number=one.pk)


def _checklist(request: HttpRequest, number: int) -> Checklist:
    found = Checklist.objects.filter(readable(request), pk=number).select_related("node").first()
    if found is None:
        raise Http404(_("There is no such checklist."))
    return found


def _newest(versions: list[Version]) -> Version | None:
    published = [each for each in versions if each.published_at] or versions
    return published[-1] if published else None


def _chosen(versions: list[Version], asked: str) -> Version | None:
    return next((each for each in versions if str(each.number) == asked), None)


def _parts(content: Content) -> list[dict[str, Any]]:
    whole = sum(part.weight for part in content.chapters)
    return [
        {
            "title": words.title(part),
            "weight": part.weight,
            "width": f"{100 * part.weight / whole:.2f}%",
            "whole": whole,
            "items": [(item, words.title(item)) for item in part.items],
        }
        for part in content.chapters
    ]


def _changes(before: Content, after: Content) -> list[Mapping[str, Any]]:
    return [
        {
            "title": words.title(one.after or one.before),
            "weights": (
                one.before.weight if one.before else None, one.after.weight if one.after else None,
            ),
            "items": [
                (each, [words.field(name) for name in each.fields])
                for each in one.items
                if each.change is not differences.Change.SAME
            ],
        }
        for one in differences.compare(before, after)
        if one.changed
    ]  # fmt: skip


def _editor(
    request: HttpRequest,
    one: Checklist,
    lines: list[editing.PartLine],
    draft: Version | None,
    problem: str = "",
) -> HttpResponse:
    return show(
        request,
        "edit.html",
        {
            "tab": "checklists",
            "checklist": one,
            "title": words.title(one),
            "title_zh": request.POST.get("title-zh", one.zh),
            "title_en": request.POST.get("title-en", one.en),
            "note": request.POST.get("note", draft.note if draft else ""),
            "draft": draft,
            "parts": editing.with_empty_lines(lines),
            "problem": problem,
        },
        status=422 if problem else 200,
    )
