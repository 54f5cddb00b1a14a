"""Did it help, by more than chance? The comparison of before and after, and what speaks against it.

The figure and its days are chosen before anybody knows how they turn out, so one interval of 95 %
decides and nothing is corrected for looking at many. Whatever changed at the same time changes the
figure too: that is looked for and said, and never taken into account silently.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from django.db.models import Q
from msgspec import Struct

from collector.figures import queries
from collector.figures.chance import ENOUGH, Interval
from collector.figures.queries import Period
from collector.improvement.measuring import (
    FEWER_IS_BETTER,
    Measured,
    difference,
    less,
    measured,
    measured_at,
)
from collector.improvement.models import Action, Happened, Measure, Result, State
from collector.improvement.periods import Periods, periods_of
from collector.organisation.models import Node
from collector.organisation.paths import ids_of
from collector.rules.reading import rule
from collector.rules.tables.improvement import MINIMUM
from collector.working_days.calendar import Calendar
from sync.protocol.catalogue import Scale

WEEK = 7


class Doubt(StrEnum):
    """Why a difference may come from something else."""

    EARLY = "early"
    UNEQUAL = "unequal"
    WEEKDAYS = "weekdays"
    HOLIDAYS = "holidays"
    SEASON = "season"
    YEAR_UNKNOWN = "year-unknown"
    ELSEWHERE_TOO = "elsewhere-too"
    OTHER_ACTIONS = "other-actions"
    INCOMPLETE = "incomplete"
    FIGURE_CHANGED = "figure-changed"


class Beside(Struct, frozen=True):
    """The same figure of the rest of the place above, or a year ago, in the same two periods."""

    before: Measured
    after: Measured
    difference: Interval | None


class Judgement(Struct, frozen=True, kw_only=True):
    """What the figures say. `doubts`: each with two numbers that go into its sentence."""

    measure: Measure
    periods: Periods
    before: Measured
    after: Measured
    difference: Interval | None
    result: Result
    minimum: int
    """Ratings needed on each side for a verdict."""
    reached: bool | None
    rest: Beside | None = None
    year_ago: Beside | None = None
    doubts: tuple[tuple[Doubt, int, int], ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    """Other actions that took effect in between, by number and title."""

    @property
    def change(self) -> float | None:
        """Return after less before, between -1 and 1."""
        if self.after.value is None or self.before.value is None:
            return None
        return self.after.value - self.before.value


def judge(action: Action, scales: Mapping[str, Scale], today: date) -> Judgement | None:
    """Compare before and after as far as they have gone; None before the first whole day."""
    periods = periods_of(action, today)
    if periods is None:
        return None
    before = measured(action, periods.before, scales)
    after = measured(action, periods.after, scales)
    apart = difference(after, before)
    measure = Measure(action.measure)
    minimum = rule(MINIMUM, action.node.path).number
    rest = _rest(action, periods, (before, after), scales)
    year_ago = _beside(action, action.node, periods.year_ago, scales)
    others = tuple(
        Action.objects.filter(_overlapping(action, periods))
        .order_by("pk")
        .values_list("pk", "title")
    )
    found = Judgement(
        measure=measure, periods=periods, before=before, after=after, difference=apart,
        result=verdict(measure, before, after, minimum), minimum=minimum,
        reached=after.reaches(action.wanted, measure), rest=rest, year_ago=year_ago, others=others,
    )  # fmt: skip
    return msgspec.structs.replace(found, doubts=tuple(_doubts(action, found)))


def verdict(measure: Measure, before: Measured, after: Measured, minimum: int = ENOUGH) -> Result:
    """Say what a difference is: more than chance leaves 0 outside its 95 % interval."""
    apart = difference(after, before)
    if apart is None or not before.at_least(minimum) or not after.at_least(minimum):
        return Result.TOO_FEW
    if apart.low <= 0 <= apart.high:
        return Result.NO_DIFFERENCE
    better = apart.high < 0 if measure in FEWER_IS_BETTER else apart.low > 0
    return Result.HELPED if better else Result.WORSE


def kept(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as it is kept with its action."""
    built: dict[str, Any] = msgspec.to_builtins(judgement)
    return built


def read_kept(evidence: Any) -> Judgement:
    """Read what `kept` wrote."""
    return msgspec.convert(evidence, Judgement)


def _doubts(action: Action, found: Judgement) -> Iterator[tuple[Doubt, int, int]]:
    yield from _of_days(action, found.periods)
    if found.year_ago is None:
        yield Doubt.YEAR_UNKNOWN, 0, 0
    elif _changed(found.year_ago):
        yield Doubt.SEASON, 0, 0
    if found.rest is not None and _changed(found.rest):
        yield Doubt.ELSEWHERE_TOO, 0, 0
    if found.others:
        yield Doubt.OTHER_ACTIONS, len(found.others), 0
    both = (found.periods.before, found.periods.after)
    reached = [queries.reached(action.node_id, one) for one in both]
    if missing := sum(due - complete for due, complete in reached):
        yield Doubt.INCOMPLETE, missing, sum(due for due, _complete in reached)
    if _figure_changed(action):
        yield Doubt.FIGURE_CHANGED, 0, 0


def _of_days(action: Action, periods: Periods) -> Iterator[tuple[Doubt, int, int]]:
    if not periods.whole:
        yield Doubt.EARLY, periods.after.days, periods.planned
    if periods.before.days != periods.after.days:
        yield Doubt.UNEQUAL, periods.before.days, periods.after.days
    elif periods.after.days % WEEK:
        yield Doubt.WEEKDAYS, periods.after.days, 0
    calendar = Calendar.read()
    work = [_working_days(calendar, action, one) for one in (periods.before, periods.after)]
    if work[0] != work[1]:
        yield Doubt.HOLIDAYS, work[0], work[1]


def _working_days(calendar: Calendar, action: Action, period: Period) -> int:
    before = period.first - timedelta(days=1)
    return calendar.between(before, period.last, action.node.path)


def _changed(beside: Beside) -> bool:
    apart = beside.difference
    return (
        apart is not None
        and beside.before.enough
        and beside.after.enough
        and not apart.low <= 0 <= apart.high
    )


def _rest(
    action: Action, periods: Periods, own: tuple[Measured, Measured], scales: Mapping[str, Scale]
) -> Beside | None:
    """Compare the rest of the place above over the same days: what changed there too."""
    parent = action.node.parent
    if parent is None:
        return None
    parts = [
        less(measured_at(parent, action, period, scales), part)
        for period, part in zip((periods.before, periods.after), own, strict=True)
    ]
    before, after = parts
    if before is None or after is None or not before.n or not after.n:
        return None
    return Beside(before, after, difference(after, before))


def _beside(
    action: Action, node: Node, periods: Periods, scales: Mapping[str, Scale]
) -> Beside | None:
    before = measured_at(node, action, periods.before, scales)
    after = measured_at(node, action, periods.after, scales)
    if before.value is None or after.value is None:
        return None
    return Beside(before, after, difference(after, before))


def _overlapping(action: Action, periods: Periods) -> Q:
    """Return the condition that another action took effect at this place within the periods.

    Also above it or below it: both move its figure.
    """
    ids = ids_of(action.node.path)
    states = (State.IN_EFFECT, State.JUDGED)
    days = (periods.before.first, periods.after.last)
    return (
        (Q(node__path__startswith=action.node.path) | Q(node__in=ids))
        & Q(state__in=states, effect_from__range=days)
        & ~Q(pk=action.pk)
    )


def _figure_changed(action: Action) -> bool:
    """Tell whether figure, target or days were changed once it was in effect."""
    watched = {"measure", "wanted", "item", "reason", "effect_from", "judge_on",
               "before_first", "before_last", "after_first", "after_last"}  # fmt: skip
    rows = list(
        Happened.objects.filter(action=action.pk).order_by("pk").values_list("what", "after")
    )
    begun = next((at for at, (what, _after) in enumerate(rows) if what == "effect"), None)
    if begun is None:
        return False
    return any(what == "change" and watched & after.keys() for what, after in rows[begun:])
