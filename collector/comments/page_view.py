"""What the page shows, put together from the receipt, what was left behind and the case."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from collector.cases.progress import CitizenView, StageView
from collector.comments import casework
from collector.comments.acting import Shown
from collector.comments.form import MOST_LETTERS, first_wrong
from collector.comments.reasons import catalogue_of, choices, in_words, level_of, word
from collector.comments.visiting import Visit
from collector.personal_data import contacts
from collector.personal_data.consent import CURRENT, WORDS
from collector.personal_data.models import Contact
from collector.working_days.calendar import Calendar

_GOOD, _FAIR = 4, 3


class Line(Struct, frozen=True, kw_only=True):
    """One line of the progress. `state`: done, now or to-come."""

    state: str
    words: str
    when: str = ""


def facts(visit: Visit, shown: Shown, at: datetime) -> dict[str, Any]:
    """Return all that the page's template asks for."""
    view = casework.view(visit)
    statements = visit.statements()
    contact = visit.contact()
    said = [one for one in statements if one.erased_at is None]
    erased = [one for one in statements if one.erased_at is not None]
    return {
        **_receipt(visit),
        **_form(visit, shown),
        "did": _did(shown.did),
        "asked": _asked(shown, view, contact, bool(said)),
        "said": [_moment(one.made_at, english=visit.english) for one in said],
        "erased": _moment(erased[-1].erased_at, english=visit.english) if erased else "",
        "contact": _contact(contact),
        "progress": _progress(view, visit, at) if view is not None else None,
        "has_left": bool(said) or (contact is not None and contact.erased_at is None),
        # The case of a bad rating is there at once; who has said nothing yet is asked first.
        "first": not statements,
        "ask_first": not statements and (view is None or view.answered_at is None),
    }


def _receipt(visit: Visit) -> dict[str, Any]:
    opened, english = visit.opened, visit.english
    window, answer = opened.window, opened.answer
    found: dict[str, Any] = {
        "hall": (opened.hall.name_en if english else "") or opened.hall.name,
        "number": visit.name,
        "place": _place(window.number if window is not None else "", visit),
        "window": "" if window is None else (window.name_en if english else "") or window.name,
        "of_window": opened.claim.position == 0,
        "own_link": visit.own,
        "answer": answer,
        "here": visit.href(),
        "other": visit.href(l="zh" if english else "en"),
        "english": english,
    }  # fmt: skip
    if answer is not None:
        level = level_of(answer)
        own = catalogue_of(opened)
        found |= {
            "at": _moment(answer.at, english=english),
            "word": answer.level if level is None else level.en if english else level.zh,
            "national": answer.national,
            "picked": in_words(answer.reasons, answer.catalogue, own, english=english),
        }
    return found


def _form(visit: Visit, shown: Shown) -> dict[str, Any]:
    chips = choices(visit.opened, catalogue_of(visit.opened))
    zh, en = WORDS[CURRENT]
    return {
        "form": shown.form,
        "wrong": shown.wrong,
        "first_wrong": first_wrong(dict(shown.wrong)),
        "photos": shown.photos,
        "most_letters": MOST_LETTERS,
        "consent": en if visit.english else zh,
        "question": _question(visit),
        "chips": [
            (one.code, word(one, english=visit.english), one.code in shown.form.reasons)
            for one in chips
        ],
    }


def _question(visit: Visit) -> str:
    national = visit.opened.answer.national if visit.opened.answer is not None else 0
    if national >= _GOOD:
        return _("What was good?")
    return _("What was it about?") if national == _FAIR else _("What was wrong?")


def _did(did: str) -> str:
    words = {
        "sent": _("It has arrived. Thank you."),
        "sent-before": _("It had arrived already; it was kept once."),
        "satisfied": _("Thank you. Your word stands in the record."),
        "reopened": _("The matter is open again. Somebody looks at it anew."),
        "no-call": _("Nobody will call you. The number was erased."),
        "erased": _("It is erased."),
        "too-late": _("That can no longer be said here. Please write below instead."),
    }
    return words.get(did, "")


def _asked(
    shown: Shown, view: CitizenView | None, contact: Contact | None, said: bool  # noqa: FBT001 -- as below
) -> str:  # fmt: skip
    """Return the question that is asked before something is done, where it can be asked."""
    there = contact is not None and contact.erased_at is None
    possible = {
        "no-call": there,
        "erase": there or said,
        "not-satisfied": view is not None and view.can_reopen,
    }
    return shown.asked if possible.get(shown.asked) else ""


def _contact(contact: Contact | None) -> dict[str, Any]:
    if contact is None:
        return {}
    if contact.erased_at is not None:
        return {"erased": True, "declined": contact.erased_why == "not-wanted"}
    return {"masked": contacts.hidden(contact)}


def _progress(view: CitizenView, visit: Visit, at: datetime) -> dict[str, Any]:
    english = visit.english
    path = visit.receipt.place().path
    late = Calendar.read().between(view.due_on, localdate(at), path) if view.overdue else 0
    lines = [Line(state="done", words=_("Received"), when=_moment(view.opened_at, english=english))]
    lines += [_line(one, english=english) for one in view.stages if _is_shown(one, view)]
    return {
        "number": view.number,
        "now": localtime(at).strftime("%H:%M"),
        "lines": lines,
        "late_days": late,
        "due": _day(view.due_on, english=english),
        "overdue": view.overdue,
        "open": view.closed_at is None,
        "arrived_late": view.late,
        "answer": view.answer,
        "answered": view.answered_at is not None,
        "can_say": view.can_say,
        "can_reopen": view.can_reopen,
        "until": _day(view.until, english=english) if view.until is not None else "",
        "satisfied": view.satisfied,
        "reopened": view.reopened,
        "outcome": view.outcome,
    }


def _is_shown(one: StageView, view: CitizenView) -> bool:
    if one.state == "not-needed":
        return False
    return one.stage != "close" or view.closed_at is not None


def _line(one: StageView, *, english: bool) -> Line:
    words = {
        "verify": (_("Looked into"), _("Being looked into"), _("Look into it")),
        "put-right": (
            _("Put right or explained"), _("Being put right"), _("Put it right or explain it"),
        ),
        "answer": (_("Answered"), _("The answer is being written"), _("Answer you")),
        "call-back": (_("Called you"), _("You will be called"), _("Call you")),
        "close": (_("Closed"), _("Being closed"), _("Close it")),
    }  # fmt: skip
    place = {"done": 0, "now": 1}.get(one.state, 2)
    when = _moment(one.at, english=english) if one.at is not None else ""
    return Line(state=one.state, words=words[one.stage][place], when=when)


def _place(number: str, visit: Visit) -> str:
    plate = number or visit.opened.claim.window
    if visit.english:
        return f"Window {plate}"
    return f"{plate} 号窗口" if plate.isdigit() else f"{plate} 窗口"


def _moment(at: datetime | None, *, english: bool) -> str:
    if at is None:
        return ""
    local = localtime(at)
    return f"{_day(local.date(), english=english)} {local:%H:%M}"


def _day(day: date, *, english: bool) -> str:
    year = (
        "" if day.year == localdate().year else (f" {day.year}" if english else f"{day.year} 年 ")
    )
    if english:
        return f"{day.day} {day:%b}{year}"
    return f"{year}{day.month} 月 {day.day} 日"
