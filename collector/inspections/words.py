"""What places, chapters, answers and states of inspections are called, in the active language."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.inspections import scoring
from collector.inspections.checklist import Chapter, Item, Part
from collector.inspections.models import Checklist, Finding, Inspection, State, Version
from collector.inspections.scoring import Answer, Degree
from collector.languages import either
from collector.organisation.models import Kind, Node
from collector.organisation.words import kind_of


def title(one: Item | Part | Checklist | Any) -> str:
    """Return a text of a checklist in the active language, or in Chinese where it has no other."""
    return str(either(one.zh, one.en))


def version_words(version: Version) -> str:
    """Name a version of a checklist."""
    words = {"title": title(version.checklist), "n": version.number}
    return _("%(title)s, version %(n)d") % words


def place_kind(node: Node) -> str:
    """Say what a place is."""
    return kind_of(node.kind)


def degree(one: Degree | str) -> str:
    """Say what was found."""
    return {
        Degree.YES: pgettext("found", "Yes"),
        Degree.PARTLY: pgettext("found", "Partly"),
        Degree.NO: pgettext("found", "No"),
        Degree.NOT_APPLICABLE: pgettext("found", "Not applicable"),
    }[Degree(one)]


def answer(item: Item, given: Answer) -> str:
    """Say what was found at an item."""
    if given.degree is not None:
        return degree(given.degree)
    if given.points is not None:
        return _("%(n)d of %(most)d") % {"n": given.points, "most": item.points}
    return pgettext("found", "not looked at")


def state(one: Inspection, *, late: bool = False) -> str:
    """Say where an inspection is."""
    if late:
        return pgettext("inspection", "overdue")
    return {
        State.PLANNED: pgettext("inspection", "planned"),
        State.DONE: pgettext("inspection", "done"),
        State.CALLED_OFF: pgettext("inspection", "called off"),
    }[State(one.state)]


def outcome(one: str) -> str:
    """Say what became of a finding."""
    return {
        Finding.Outcome.OPEN: pgettext("finding", "open"),
        Finding.Outcome.PUT_RIGHT: pgettext("finding", "put right"),
        Finding.Outcome.STILL: pgettext("finding", "not put right"),
    }[Finding.Outcome(one)]


def share(value: Fraction | None) -> str:
    """Write a score in per cent; says so where nothing of it applied."""
    return f"{scoring.percent(value)}%" if value is not None else _("nothing applied")


def moment(at: datetime | None) -> str:
    """Write a moment in the halls' zone."""
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at is not None else ""


def chapter(one: Chapter | str) -> str:
    """Name a chapter of the standard."""
    return {
        Chapter.FACILITIES: pgettext("chapter", "Facilities"),
        Chapter.DRESS: pgettext("chapter", "Dress"),
        Chapter.APPEARANCE: pgettext("chapter", "Appearance"),
        Chapter.SERVICE: pgettext("chapter", "Service"),
        Chapter.DISCIPLINE: pgettext("chapter", "Discipline"),
        Chapter.POST: pgettext("chapter", "Post"),
        Chapter.QUALITY: pgettext("chapter", "Quality"),
        Chapter.INTEGRITY: pgettext("chapter", "Integrity"),
    }[Chapter(one)]


def state_choice(one: str) -> str:
    """Name a state in the filter."""
    return {
        "planned": pgettext("inspection", "planned"),
        "late": pgettext("inspection", "overdue"),
        "done": pgettext("inspection", "done"),
        "called-off": pgettext("inspection", "called off"),
    }[one]


def period(one: str) -> str:
    """Name a period."""
    return {
        "month": _("This month"),
        "last-month": _("Last month"),
        "30-days": _("Last 30 days"),
        "quarter": _("This quarter"),
        "year": _("This year"),
    }[one]


def by(kind: str) -> str:
    """Say by what results are put together."""
    return {
        Kind.HALL: pgettext("results", "by hall"),
        Kind.DEPARTMENT: pgettext("results", "by department"),
        Kind.WINDOW: pgettext("results", "by window"),
    }[Kind(kind)]


def field(name: str) -> str:
    """Name what is different in an item."""
    return {
        "zh": _("Chinese text"), "en": _("English text"), "weight": _("weight"),
        "kind": _("how it is answered"), "points": _("points"), "critical": _("critical"),
    }.get(name, name)  # fmt: skip


def no_photo() -> str:
    """Say that a photo was announced and none came."""
    return _("No photo has arrived. Take it again.")
