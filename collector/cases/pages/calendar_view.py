"""The days of a deadline, one by one: which are worked, which are gone, which is the last."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from msgspec import Struct

from collector.boards import phrases
from collector.cases.models import Case
from collector.languages import chinese
from collector.working_days.calendar import Calendar

MOST = 35
"""Days shown; of a case that is long overdue the last ones are left out."""
_WEEKEND = 5
_ZH, _EN = "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Day(Struct, frozen=True, kw_only=True):
    """One day. `kind`: start, work, rest, over; `last` the deadline, `today`, `gone` before it."""

    weekday: str
    number: str
    kind: str
    last: bool
    today: bool
    gone: bool
    words: str


def days_of(case: Case, today: date, calendar: Calendar) -> list[Day]:
    """Return the days from the opening to the deadline, or to today where that is later."""
    until = max(case.due_on, case.due_on if case.closed else today)
    days = [case.since + timedelta(days=n) for n in range((until - case.since).days + 1)]
    return [_day(case, day, today, calendar) for day in days[:MOST]]


def calendar_note(case: Case, today: date, calendar: Calendar) -> str:
    """Say how the days are counted, and which of them are not as the week says."""
    said = [_("%(n)s working days from the day after it was opened.") % {"n": case.days_total}]
    if case.reopened:
        said = [_("%(n)s working days from the day after it was reopened.") % {
            "n": case.days_total}]  # fmt: skip
    span = [case.since + timedelta(days=n) for n in range(1, (case.due_on - case.since).days + 1)]
    odd = [day for day in span if calendar.works(day, case.path) != (day.weekday() < _WEEKEND)]
    worked = [phrases.short_date(day) for day in odd if day.weekday() >= _WEEKEND]
    off = [phrases.short_date(day) for day in odd if day.weekday() < _WEEKEND]
    if worked:
        said.append(_("Make-up days count: %(days)s.") % {"days": ", ".join(worked)})
    if off:
        said.append(_("Holidays do not: %(days)s.") % {"days": ", ".join(off)})
    unknown = sorted({day.year for day in (today, case.due_on) if not calendar.known(day.year)})
    if unknown:
        said.append(
            _("The holidays of %(year)s are not known here yet: its weekends alone are left out.")
            % {"year": unknown[0]}
        )
    return " ".join(said)


def _day(case: Case, day: date, today: date, calendar: Calendar) -> Day:
    works = calendar.works(day, case.path)
    kind = "work" if works else "rest"
    if day == case.since:
        kind = "start"
    elif day > case.due_on and works:
        kind = "over"
    said = {
        "start": _("opened"), "work": _("working day"), "rest": _("no working day"),
        "over": _("overdue"),
    }[kind]  # fmt: skip
    name = _ZH[day.weekday()] if chinese() else _EN[day.weekday()]
    return Day(
        weekday=name, number=str(day.day), kind=kind, last=day == case.due_on,
        today=day == today, gone=day <= today, words=f"{day} {said}",
    )  # fmt: skip
