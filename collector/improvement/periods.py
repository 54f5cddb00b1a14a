"""The two periods an action's figure is compared over."""

from datetime import date, timedelta

from msgspec import Struct

from collector.figures.queries import Period
from collector.improvement.models import Action

YEAR = timedelta(days=364)
"""A year ago on the same weekdays."""


class Periods(Struct, frozen=True):
    """Before and after. `planned` is how many days "after" is to have in the end."""

    before: Period
    after: Period
    planned: int
    chosen: bool = False

    @property
    def whole(self) -> bool:
        """Whether "after" has all its days."""
        return self.after.days >= self.planned

    @property
    def year_ago(self) -> "Periods":
        """Return the same weekdays a year earlier."""
        return Periods(_earlier(self.before), _earlier(self.after), self.planned, self.chosen)


def periods_of(action: Action, today: date) -> Periods | None:
    """Return the periods of an action as far as they have gone; None before its first whole day.

    "After" begins on the day it took effect and ends before the day it is to be judged; "before"
    is as many days just before. Today is never in it: it is not over. Chosen periods are as they
    were chosen.
    """
    if (
        action.before_first and action.before_last and action.after_first and action.after_last
    ):  # all or none
        after = Period(action.after_first, min(action.after_last, today - timedelta(days=1)))
        planned = (action.after_last - action.after_first).days + 1
        before = Period(action.before_first, action.before_last)
        return Periods(before, after, planned, chosen=True) if after.days > 0 else None
    after = Period(action.effect_from, min(action.judge_on, today) - timedelta(days=1))
    if after.days < 1:
        return None
    return Periods(after.before, after, (action.judge_on - action.effect_from).days)


def _earlier(period: Period) -> Period:
    return Period(period.first - YEAR, period.last - YEAR)
