"""Stages, steps, deadlines and outcomes in words, in the active language."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.boards import phrases
from collector.cases.deadlines import Standing
from collector.cases.models import Case, Stage
from collector.languages import chinese

_MANY_SQUARES = 10


def stage_word(stage: str) -> str:
    """Name a stage."""
    return {
        Stage.VERIFY: pgettext("stage", "Verify"),
        Stage.PUT_RIGHT: pgettext("stage", "Put right"),
        Stage.ANSWER: pgettext("stage", "Answer"),
        Stage.CALL_BACK: pgettext("stage", "Call back"),
        Stage.CLOSE: pgettext("stage", "Close"),
        Stage.CLOSED: pgettext("stage", "Closed"),
    }[Stage(stage)]


def origin_word(origin: str) -> str:
    """Say what opened a case."""
    return {
        "rating": pgettext("case", "bad rating"),
        "comment": pgettext("case", "comment"),
        "finding": pgettext("case", "inspection"),
    }.get(origin, origin)


def outcome_word(outcome: str) -> str:
    """Say how a case ended."""
    return {
        "done": pgettext("outcome", "done"),
        "replaced": pgettext("outcome", "the citizen changed the answer"),
        "mistaken": pgettext("outcome", "found mistaken"),
        "malicious": pgettext("outcome", "found malicious"),
    }.get(outcome, outcome)


def deadline_words(case: Case, stands: Standing) -> str:
    """Say how long there is, or how late it is, in working days."""
    if case.closed:
        return _closed_words(stands)
    if stands.overdue:
        return ngettext(
            "%(n)s working day overdue", "%(n)s working days overdue", -stands.left
        ) % {"n": -stands.left}  # fmt: skip
    if stands.left == 0:
        return _("due today")
    return ngettext("%(n)s working day left", "%(n)s working days left", stands.left) % {
        "n": stands.left
    }


def _closed_words(stands: Standing) -> str:
    if stands.left < 0:
        return ngettext("%(n)s working day late", "%(n)s working days late", -stands.left) % {
            "n": -stands.left
        }
    if stands.gone < 1:
        return _("on the same day")
    return _("on working day %(n)s") % {"n": stands.gone}


def squares(case: Case, stands: Standing, *, works_today: bool) -> list[str]:
    """Return the working days as signs: full, half (today), left, over. None where too many."""
    total = case.days_total
    if total > _MANY_SQUARES:
        return []
    gone = max(0, min(stands.gone, total))
    over = ["over"] * min(max(0, -stands.left), _MANY_SQUARES - 5)
    half = 0 if case.closed or over or not gone or not works_today else 1
    return ["full"] * (gone - half) + ["half"] * half + ["left"] * (total - gone) + over


def bars(case: Case) -> list[str]:
    """Return the five stages as signs: done, now, to come."""
    order = (Stage.VERIFY, Stage.PUT_RIGHT, Stage.ANSWER, Stage.CALL_BACK, Stage.CLOSE)
    if case.closed:
        return ["done"] * 4 + ["now"]
    at = order.index(Stage(case.stage))
    return ["done" if n < at else "now" if n == at else "next" for n in range(len(order))]


def day_word(day: date, today: date) -> str:
    """Write a day; with its year where it is not this one."""
    said = phrases.short_date(day)
    if day.year == today.year:
        return said
    return f"{day.year}-{said}" if chinese() else f"{said} {day.year}"


def escalated_words(to: str) -> str:
    """Say who is named beside the owner."""
    return {
        "hall-manager": _("escalated to the hall manager"),
        "supervisor": _("escalated to the supervisor"),
    }.get(to, "")
