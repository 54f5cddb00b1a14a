"""Where a case stands, in words: its five stages, and what is missing to close it."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from collector.cases import catalogue, work
from collector.cases.models import Case, Origin, Stage
from collector.cases.pages import words
from collector.cases.rates import CONFIRMED
from collector.cases.terms import Terms
from collector.rules.tables.cases import CALL_TRIES


class StageCell(Struct, frozen=True, kw_only=True):
    """One of the five stages across the page."""

    name: str
    state: str
    note: str
    late: bool = False


class Need(Struct, frozen=True, kw_only=True):
    """A condition for closing."""

    title: str
    met: bool
    note: str


def stages_of(case: Case, lacks: Sequence[str], today: date) -> list[StageCell]:
    """Return the five stages of a case that lacks some things to be closed."""
    found = []
    for stage, at in case.steps_done.items():
        state, note, late = "next", "", False
        if at is not None:
            state, note = "done", f"{words.day_word(localdate(at), today)} {localtime(at):%H:%M}"
        elif case.closed:
            state, note = "none", _("not needed")
        elif stage == case.stage:
            state = "now"
            note = _("by %(day)s") % {"day": words.day_word(case.step_due_on, today)}
            late = case.step_due_on < today
        elif stage == Stage.CALL_BACK and case.origin != Origin.FINDING:
            note = _("a number was left") if case.contact else _("no number was left")
        if stage == Stage.CLOSE and state != "done" and lacks:
            note = _("%(n)s still missing") % {"n": len(lacks)}
        found.append(StageCell(name=words.stage_word(stage), state=state, note=note, late=late))
    return found


def needs_of(case: Case, lacks: Sequence[str], terms: Terms) -> list[Need]:
    """Return what has to be there to close a case."""
    finding = catalogue.FINDINGS.get(case.finding)
    cause = catalogue.CAUSES.get(case.cause)
    rows = [
        ("finding", _("What verifying found"), finding.words if finding else ""),
        ("cause", _("Root cause"), cause.words if cause and case.put_right_at else ""),
        ("remedy", _("What was put right, or why it stays"), ""),
        ("answer", _answer_title(case), ""),
    ]
    if work.must_call(case, terms.book):
        rows.append(("call-back", _("Call back"), _tries(case)))
    return [Need(title=title, met=name not in lacks, note=note) for name, title, note in rows]


def _answer_title(case: Case) -> str:
    if case.origin == Origin.FINDING:
        return _("Answer to those who inspected")
    return _("Answer (the citizen reads it by the receipt)")


def _tries(case: Case) -> str:
    result = catalogue.CALLS.get(case.call)
    if case.call == CONFIRMED:
        return _("no call: whoever held the receipt is satisfied")
    if result is None:
        return ""
    if case.calls == 1:
        return result.words
    return _("%(result)s, call %(n)s") % {"result": result.words, "n": case.calls}


def tries_words(case: Case, terms: Terms) -> str:
    """Say how many calls were tried in vain, and after how many the case may be closed."""
    enough = terms.book.rule(CALL_TRIES, case.path).number
    return _("Calls so far: %(n)s. After %(enough)s without an answer it may be closed.") % {
        "n": case.calls, "enough": enough,
    }  # fmt: skip
