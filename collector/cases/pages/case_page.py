"""The page of one case, what is done on it, and what is shown with an audit."""

from collections.abc import Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from collector.accounts.models import Account
from collector.accounts.roles import Permission
from collector.attachments import keeping
from collector.attachments.checking import PictureError
from collector.cases import appealing, catalogue, work
from collector.cases.models import Appeal, Case, Stage, Step
from collector.cases.pages import words
from collector.cases.pages.acts import act
from collector.cases.pages.case_view import case_view, found_pictures
from collector.cases.pages.door import (
    View,
    case_of,
    decides_appeal,
    may,
    sees_case,
    sees_contact,
    works_on_case,
)
from collector.cases.pages.history import title
from collector.cases.people import may_work
from collector.cases.work import StaleError, WorkError
from collector.languages import either
from collector.personal_data import contacts
from collector.personal_data.models import Contact, Statement


def _or_the_case(view: View) -> View:
    """Let a form in; show the case to whoever comes otherwise, as after signing in again."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def led(request: HttpRequest, number: str) -> HttpResponse:
        if request.method != "POST":
            return _page(request, case_of(number))
        answer: HttpResponse = view(request, number)
        return answer

    return led


@sees_case
@require_safe
@never_cache
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case."""
    return _page(request, case_of(number))


@works_on_case
@_or_the_case
def do(request: HttpRequest, number: str) -> HttpResponse:
    """Do what a form asks for; where it cannot be, show the page again with what was typed."""
    return _do(request, number, request.POST.get("do", ""))


@decides_appeal
@_or_the_case
def vote(request: HttpRequest, number: str) -> HttpResponse:
    """Decide an appeal."""
    return _do(request, number, "vote")


def _do(request: HttpRequest, number: str, name: str) -> HttpResponse:
    shown = case_of(number)
    try:
        said = act(request, shown, name, now())
    except StaleError as error:
        return _page(request, case_of(number), status=409, problem=error, stale=error.steps)
    except WorkError as error:
        return _page(request, case_of(number), status=422, problem=error)
    except PictureError as error:
        told = WorkError(either(error.zh, error.en), "picture")
        return _page(request, case_of(number), status=422, problem=told)
    # The page then forgets the draft that the browser has kept of it.
    messages.success(request, said, extra_tags=f"did-{name}")
    return redirect("case", number=number)


@sees_contact
@_or_the_case
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Show a citizen's number in clear, which is written down."""
    shown = case_of(number)
    receipt = shown.receipt
    fields = receipt.fields() if receipt is not None else {"pk": None}
    found = get_object_or_404(Contact, pk=_uuid(request.POST.get("contact", "")), **fields)
    return _page(request, shown, clear={str(found.pk): contacts.seen(request, found)})


@sees_case
@require_safe
def picture(_request: HttpRequest, number: str, picture: UUID) -> HttpResponse:
    """Send a picture of a case, of what its citizen wrote, or of the finding that opened it."""
    shown = case_of(number)
    abouts = [f"case:{shown.pk}"]
    abouts += found_pictures(shown).filter(pk=picture).values_list("about", flat=True)
    if shown.receipt is not None:
        said = Statement.objects.filter(**shown.receipt.fields())
        abouts += [f"statement:{pk}" for pk in said.values_list("pk", flat=True)]
    answer = HttpResponse(status=404)
    for about in abouts:
        answer = keeping.view(picture, about)
        if answer.status_code != HttpResponse(status=404).status_code:
            break
    return answer


def _page(
    request: HttpRequest, shown: Case, *, status: int = 200, problem: WorkError | None = None,
    stale: Sequence[Step] = (), clear: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    at = localtime(now())
    works = may(request, Permission.WORK_CASES, shown)
    decides = may(request, Permission.DECIDE_APPEALS, shown)
    view = case_view(shown, request, at)
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 -- the door has let somebody in
    typed = request.POST if problem is not None else {}
    forms = _forms(shown) if works else {}
    page: dict[str, Any] = {
        "page": "cases",
        "case": shown,
        "view": view,
        "works": works,
        "forms": forms,
        "now": next((one for one in view.stages if one.state == "now"), None),
        "typed": typed,
        "form": typed.get("do", ""),
        "lost": problem is not None and typed.get("do") not in {*forms, *_SIDE},
        "problem": problem,
        "stale": [(f"{localtime(one.at):%H:%M:%S}", title(one)) for one in stale],
        "clear": clear or {},
        "contacts_allowed": may(request, Permission.SEE_CONTACTS, shown),
        "people": may_work(shown.path) if works else [],
        "causes": _causes(view.suggested),
        "findings": catalogue.FINDINGS.values(),
        "remedies": catalogue.REMEDIES.values(),
        "calls": catalogue.CALLS.values(),
        "earlier": _earlier(shown),
        "may_decide": decides,
        "why_not": appealing.why_not(view.appeal, account) if view.appeal and decides else "",
        "kinds": [(Appeal.Kind.MISTAKEN.value, _("tapped by mistake")),
                  (Appeal.Kind.MALICIOUS.value, _("in malice"))],
        "outcome": words.outcome_word(shown.outcome),
        "today": localdate(at),
        "time": f"{at:%H:%M:%S}",
    }  # fmt: skip
    return render(request, "cases/case.html", page, status=status)


_SIDE = frozenset({"note", "assign", "appeal", "vote", "merge", "unmerge", "back", "reopen"})
"""Forms beside the stage's own, which are there whatever the stage is."""


def _forms(shown: Case) -> dict[str, str]:
    """Return the form of the stage a case stands at, and what its button says."""
    if shown.merged_into_id is not None or shown.closed:
        return {}
    name, button = {
        Stage.VERIFY: ("verify", _("Go on to putting right")),
        Stage.PUT_RIGHT: ("put-right", _("Go on to the answer")),
        Stage.ANSWER: ("answer", _("Send the answer")),
        Stage.CALL_BACK: ("call", _("Write the call down")),
        Stage.CLOSE: ("close", _("Close the case")),
    }[Stage(shown.stage)]
    return {name: button}


def _causes(
    suggested: Sequence[catalogue.Entry],
) -> list[tuple[str, list[catalogue.Entry]]]:
    """Return the causes in groups, what the citizen's reasons point at first."""
    groups = [
        (kind.words, [one for one in catalogue.CAUSES.values() if one.kind == kind.code])
        for kind in catalogue.KINDS.values()
    ]
    if suggested:
        groups.insert(0, (_("The citizen's reasons point at"), list(suggested)))
    return groups


def _earlier(shown: Case) -> list[tuple[str, str]]:
    if shown.closed or shown.merged_into_id is not None:
        return []
    order = [one.value for one in work.ORDER]
    return [(one, words.stage_word(one)) for one in order[: order.index(shown.stage)]]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
