"""One action: what it is, what its figure says, what is to be done next."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.given import number_in
from collector.improvement import acts
from collector.improvement.acts import ActError, StaleError
from collector.improvement.asked import owners_of, read_day, read_form
from collector.improvement.models import Action, Measure
from collector.improvement.origin import may_come_from, origin_links, prefilled
from collector.improvement.pages.action_view import view_of
from collector.improvement.pages.shared import (
    branch_of,
    cause_choices,
    offered_places,
    reason_choices,
    show,
)
from collector.improvement.words import measure_words
from collector.organisation.choosing import no_such_place, place_named
from collector.organisation.models import Node


@allowed(Permission.SEE_CASES, branch_of)
@require_safe
@never_cache
def action_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show an action."""
    return _page(request, number)


@allowed(Permission.IMPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new action, filled in from a case or finding, and make it."""
    fields = _fields(request) if request.method == "POST" else prefilled(request)
    place = place_named(request, fields.get("place", ""), Permission.IMPROVE)
    if request.method != "POST":
        if fields.get("place") and place is None:
            raise no_such_place()
        return _form(request, fields, place, "")
    if place is None:
        return _form(request, fields, None, _("Choose the place it is about."), 422)
    try:
        values = read_form(fields, place, localdate())
        case, finding = fields.get("case", "")[:32], number_in(fields.get("finding", ""))
        if not may_come_from(case, finding, grants_of(request)):
            raise ActError(_("The case or finding it came from is not there. Begin from there."))  # noqa: TRY301
        values |= {"case": case, "finding": finding}
        action = acts.make(request, values)
    except ActError as error:
        return _form(request, fields, place, str(error), 422)
    messages.success(request, _("The action was made."))
    return redirect("improvement-action", number=action.pk)


@allowed(Permission.IMPROVE, branch_of)
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Do something with an action; the form names the version it was made from."""
    fields = _fields(request)
    deed = _DEEDS.get(fields.get("do", ""))
    if deed is None:
        messages.warning(request, _("Nothing was changed."))
        return redirect("improvement-action", number=number)
    try:
        said = deed(request, number, number_in(fields.get("version", "")) or 0, fields)
    except ActError as error:
        status = 409 if isinstance(error, StaleError) else 422
        return _page(request, number, str(error), fields, status)
    messages.success(request, said)
    return redirect("improvement-action", number=number)


def _change(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    place = place_named(request, fields.get("place", ""), Permission.IMPROVE)
    if place is None:
        raise ActError(_("Choose the place it is about."))
    acts.change(request, number, version, read_form(fields, place, localdate()))
    return _("Saved.")


def _begin(request: HttpRequest, number: int, version: int, _fields: Mapping[str, str]) -> str:
    acts.begin(request, number, version)
    return _("It is under way.")


def _effect(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    action = acts.put_in_effect(request, number, version, read_day(fields, "day") or localdate())
    return _("It is in effect. It is to be judged on %(day)s.") % {"day": action.judge_on}


def _judge(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    acts.decide(request, number, version, boards().scales, fields.get("note", ""))
    return _("It is judged, and the figures are kept as they were today.")


def _drop(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    acts.drop(request, number, version, fields.get("note", ""))
    return _("It is given up.")


def _step(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    due = read_day(fields, "due")
    acts.add_step(request, number, version, fields.get("text", "")[:200], due)
    return _("The step was added.")


def _tick(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    acts.tick_step(request, number, version, number_in(fields.get("step", "")) or 0)
    return _("Saved.")


def _note(request: HttpRequest, number: int, version: int, fields: Mapping[str, str]) -> str:
    acts.add_note(request, number, version, fields.get("note", "")[:4000])
    return _("The note was added.")


_DEEDS: dict[str, Callable[[HttpRequest, int, int, Mapping[str, str]], str]] = {
    "change": _change, "begin": _begin, "effect": _effect, "judge": _judge, "drop": _drop,
    "step": _step, "tick": _tick, "note": _note,
}  # fmt: skip


def _page(
    request: HttpRequest, number: int, problem: str = "", fields: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    action = Action.objects.select_related("node__parent", "owner").get(pk=number)
    may = grants_of(request).may(Permission.IMPROVE, action.node.path)
    branches = grants_of(request).branches(Permission.SEE_CASES)
    words = view_of(action, boards().scales, localdate(), branches)
    words |= origin_links(action, grants_of(request))
    if may:
        words |= _choices(request, action.node, action)
        words["form"] = fields if fields and fields.get("do") == "change" else _of(action)
    words |= {"problem": problem, "may_improve": may, "typed": fields or {}}
    return show(request, "action.html", words, status)


def _form(
    request: HttpRequest, fields: Mapping[str, str], place: Node | None, problem: str,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    words = _choices(request, place, None)
    words |= {"form": fields, "problem": problem, "place": place, "today": localdate().isoformat()}
    return show(request, "new.html", words, status)


def _choices(request: HttpRequest, place: Node | None, action: Action | None) -> dict[str, Any]:
    node = (
        place or Node.objects.filter(grants_of(request).where(Permission.IMPROVE, "path")).first()
    )
    return {
        "places": offered_places(request, Permission.IMPROVE),
        "owners": owners_of(node) if node else [],
        "reasons": reason_choices(action),
        "causes": cause_choices(),
        "measures": [(str(one), measure_words(one)) for one in Measure],
    }


def _of(action: Action) -> dict[str, str]:
    """Return the fields of a form that says what an action says."""
    days = ("decided_on", "effect_from", "judge_on", "before_first", "before_last", "after_first",
            "after_last")  # fmt: skip
    return {
        "place": str(action.node_id), "title": action.title, "what": action.what,
        "why": action.why, "item": action.item, "root_cause": action.root_cause,
        "owner": action.owner.username, "measure": action.measure,
        "wanted": f"{action.wanted.normalize():f}",
        "reason": f"{action.catalogue}:{action.reason}" if action.reason else "",
        **{day: f"{getattr(action, day) or ''}" for day in days},
    }  # fmt: skip


def _fields(request: HttpRequest) -> dict[str, str]:
    """Return what was typed; neither database keeps a zero in a text."""
    return {
        name: text.replace("\0", "") for name, text in request.POST.items() if isinstance(text, str)
    }
