"""From a form to what is done: each act with the right it needs, held against what was seen."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from collector.accounts.access import grants_of
from collector.accounts.models import Account
from collector.accounts.roles import Permission
from collector.attachments import keeping
from collector.boards.uploads import uploaded
from collector.cases import appealing, merging, work
from collector.cases.models import Appeal, Case, Origin
from collector.cases.people import may_work
from collector.cases.recording import Done, record
from collector.cases.work import WorkError
from collector.given import number_in
from collector.terminal_settings.changing import SettingError

Act = Callable[[HttpRequest, Case, datetime], str]
_FREE = frozenset({"note", "vote"})
"""Acts that do not depend on what else has happened since the page was seen."""


def act(request: HttpRequest, shown: Case, name: str, at: datetime) -> str:
    """Do it and return what to say. The door has asked for the right.

    Raises WorkError, StaleError, PictureError.
    """
    do = _vote if name == "vote" else _ACTS.get(name)
    if do is None:
        raise WorkError(_("Nothing was done."))
    version = number_in(request.POST.get("version", "")) or 0
    with work.holding(shown.pk, None if name in _FREE else version) as case:
        return do(request, case, at)


def _verify(request: HttpRequest, case: Case, at: datetime) -> str:
    work.verify(case, request.POST.get("finding", ""), _words(request), request, at)
    return _("Verified.")


def _put_right(request: HttpRequest, case: Case, at: datetime) -> str:
    given = request.POST
    work.put_right(
        case, given.get("remedy", ""), given.get("cause", ""), _words(request), request, at,
        responsible=given.get("responsible", ""), done_by=_day(given.get("done_by", "")),
    )  # fmt: skip
    return _("Written down. Now the answer.")


def _answer(request: HttpRequest, case: Case, at: datetime) -> str:
    work.answer(case, _words(request), request, at)
    if case.origin == Origin.FINDING:
        return _("The answer is written down.")
    return _("Answered: the citizen reads it by the receipt.")


def _call(request: HttpRequest, case: Case, at: datetime) -> str:
    work.call_back(case, request.POST.get("result", ""), _words(request), request, at)
    return _("The call is written down.")


def _close(request: HttpRequest, case: Case, at: datetime) -> str:
    work.close(case, _words(request), request, at)
    return _("Closed.")


def _note(request: HttpRequest, case: Case, at: datetime) -> str:
    content = _picture(request)
    if _words(request).strip() or not content:
        work.note(case, _words(request), request, at)
    if content:
        kept = keeping.accept(content, request.user.get_username(), f"case:{case.pk}")
        record(case, Done(action="picture", detail={"picture": str(kept.pk)}), request, at)
    return _("Written down.")


def _assign(request: HttpRequest, case: Case, at: datetime) -> str:
    name = request.POST.get("owner", "")
    account = next((one for one in may_work(case.path) if one.username == name), None)
    if account is None:
        raise WorkError(_("Choose somebody who may work on this case."), "owner")
    work.hand_over(case, account, _words(request), request, at)
    return _("Handed over to %(who)s.") % {"who": account.username}


def _back(request: HttpRequest, case: Case, at: datetime) -> str:
    work.back(case, request.POST.get("stage", ""), _words(request), request, at)
    return _("It goes on from there.")


def _reopen(request: HttpRequest, case: Case, at: datetime) -> str:
    work.reopen(case, _words(request), request, at)
    return _("Reopened.")


def _appeal(request: HttpRequest, case: Case, at: datetime) -> str:
    kind = request.POST.get("kind", "")
    appealing.ask(case, kind, _words(request), _account(request), request, at)
    return _("Asked. Two others decide.")


def _vote(request: HttpRequest, case: Case, at: datetime) -> str:
    appeal = Appeal.objects.filter(case=case, state=Appeal.State.ASKED).first()
    if appeal is None:
        raise WorkError(_("There is no appeal to decide any more."))
    appeal.case = case
    uphold = request.POST.get("uphold") == "yes"
    appealing.vote(appeal, _account(request), _words(request), request, at, uphold=uphold)
    return _("Your decision is written down.")


def _merge(request: HttpRequest, case: Case, at: datetime) -> str:
    number = request.POST.get("into", "").strip()
    into = Case.objects.select_for_update(of=("self",)).filter(number=number).first()
    if into is None or not grants_of(request).may(Permission.WORK_CASES, into.path):
        raise WorkError(_("There is no such case among yours."), "into")
    merging.merge(case, into, request, at)
    return _("Merged into %(number)s.") % {"number": into.number}


def _unmerge(request: HttpRequest, case: Case, at: datetime) -> str:
    merging.unmerge(case, request, at)
    return _("It goes its own way again.")


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "")


def _picture(request: HttpRequest) -> bytes:
    try:
        return uploaded(request, "picture")
    except SettingError as error:
        raise WorkError(str(error), "picture") from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WorkError(_("Write the day as 2026-12-31."), "done_by") from error


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # noqa: S101 -- the door has let somebody in
    return request.user


_ACTS: Mapping[str, Act] = {
    "verify": _verify,
    "put-right": _put_right,
    "answer": _answer,
    "call": _call,
    "close": _close,
    "note": _note,
    "assign": _assign,
    "back": _back,
    "reopen": _reopen,
    "appeal": _appeal,
    "merge": _merge,
    "unmerge": _unmerge,
}
