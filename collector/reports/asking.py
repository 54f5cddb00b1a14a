"""What a report is asked for: which place, which days, by what. Words of an address to values."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _
from msgspec import Struct

from collector.figures.queries import Period
from collector.organisation.models import Node

LONGEST = 366 * 5
"""Days a report may have: every figure of it is read from rows of days and months."""


_Word = TypeVar("_Word", bound=StrEnum)


class BadQuestionError(ValueError):
    """A report cannot be made from these words; the sentence says what to change."""


class By(StrEnum):
    """In which parts a report shows its place."""

    CHILDREN = "children"
    DEPARTMENT = "department"
    WINDOW = "window"
    STAFF = "staff"
    ITEM = "item"
    CHANNEL = "channel"
    REASON = "reason"
    DAY = "day"
    MONTH = "month"


RANKED = frozenset({By.CHILDREN, By.DEPARTMENT, By.WINDOW, By.STAFF, By.ITEM})
"""What is compared: members of one kind. Days and channels are not."""


class Span(StrEnum):
    """How long a report is. OWN: from a day to another one."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


class Format(StrEnum):
    """What a report is written as. The two last are evaluations one by one, for the platform."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    NATIONAL_CSV = "national-csv"
    NATIONAL_JSON = "national-json"

    @property
    def national(self) -> bool:
        """Whether it holds single evaluations in the national fields."""
        return self in {Format.NATIONAL_CSV, Format.NATIONAL_JSON}


class Question(Struct, frozen=True, kw_only=True):
    """A report that is asked for. `place` is the id of a node; days are both included."""

    place: int
    first: date
    last: date
    span: Span = Span.OWN
    by: By = By.CHILDREN

    @property
    def period(self) -> Period:
        """Return its days."""
        return Period(self.first, self.last)


def period_of(span: Span, day: date) -> Period:
    """Return the day, week (from Monday), month, quarter or year a day lies in."""
    if span is Span.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if span is Span.MONTH:
        return Period(day.replace(day=1), _month_end(day))
    if span is Span.QUARTER:
        first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
        return Period(first, _month_end(first.replace(month=first.month + 2)))
    if span is Span.YEAR:
        return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))
    return Period(day, day)


def read_question(words: Mapping[str, str], place: Node, today: date) -> Question:
    """Read the words of a form or a command. Raises BadQuestionError."""
    span = _one_of(Span, words.get("span", ""), Span.MONTH)
    by = _one_of(By, words.get("by", ""), By.CHILDREN)
    if span is Span.OWN:
        period = Period(_day(words, "first", today.replace(day=1)), _day(words, "last", today))
    else:
        period = period_of(span, _day(words, "day", today))
    if period.first > period.last:
        raise BadQuestionError(_("The first day is after the last one. Exchange the two."))
    if period.days > LONGEST:
        raise BadQuestionError(_("A report covers five years at most. Choose fewer days."))
    return Question(place=place.pk, first=period.first, last=period.last, span=span, by=by)


def _one_of(kind: type[_Word], word: str, otherwise: _Word) -> _Word:
    try:
        return kind(word) if word else otherwise
    except ValueError as error:
        raise BadQuestionError(
            _("%(word)s is none of: %(known)s.") % {"word": word[:40], "known": ", ".join(kind)}
        ) from error


def _day(words: Mapping[str, str], name: str, otherwise: date) -> date:
    text = words.get(name, "").strip()
    try:
        found = date.fromisoformat(text) if text else otherwise
    except ValueError as error:
        raise BadQuestionError(
            _("%(text)s is no day. A day is written 2026-11-23.") % {"text": text[:40]}
        ) from error
    if not date(2000, 1, 1) <= found <= date(2199, 12, 31):
        raise BadQuestionError(_("Choose a day between 2000 and 2199."))
    return found


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
