"""Figures as they are printed, in the language that is active: never without their fraction."""

from datetime import date

from django.utils.translation import gettext as _

from collector.boards.phrases import MINUS, count, short_date
from collector.figures.chance import Interval
from collector.figures.findings import Pair
from collector.figures.queries import Period
from collector.figures.rates import Share
from collector.languages import chinese

__all__ = ["MINUS", "count", "short_date"]


def percent(k: int, n: int, places: int = 1) -> str:
    """Write `k` of `n` in per cent, rounded half up from whole numbers, without a sign."""
    unit = 10**places
    rounded = (2 * k * 100 * unit + n) // (2 * n)
    return f"{rounded / unit:.{places}f}"


def share(one: Share, places: int = 1) -> str:
    """Write a share as a percentage, or as its fraction where there are too few for one."""
    if not one.n:
        return _("no data")
    return f"{percent(one.k, one.n, places)}%" if one.enough else fraction(one)


def fraction(one: Share) -> str:
    """Write how many of how many."""
    return f"{count(one.k)} / {count(one.n)}"


def span(interval: Interval, places: int = 1) -> str:
    """Write both ends of an interval in per cent."""
    return f"{100 * interval.low:.{places}f}–{100 * interval.high:.{places}f}%"


def points(pair: Pair, places: int = 1) -> str:
    """Write by how many percentage points a figure changed, with its sign."""
    now, before = pair.now.value or 0.0, pair.before.value or 0.0
    text = f"{abs(now - before) * 100:.{places}f}"
    sign = "" if float(text) == 0 else "+" if now > before else MINUS
    return sign + text


def days(period: Period) -> str:
    """Write a period: with the year where it is not all in one."""
    if period.days == 1:
        return _day(period.first, year=True)
    same = period.first.year == period.last.year
    first = _day(period.first, year=chinese() or not same)
    last = _day(period.last, year=not (chinese() and same))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _day(day: date, *, year: bool) -> str:
    if not year:
        return short_date(day)
    return f"{day:%Y-%m-%d}" if chinese() else f"{short_date(day)} {day.year}"
