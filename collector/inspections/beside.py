"""Citizens' ratings of the same place and days, shown beside a score and never mixed into it."""

from datetime import date, timedelta

from msgspec import Struct

from collector.boards.apps import boards
from collector.figures import queries
from collector.figures.queries import Period
from collector.figures.rates import Rates, Share
from collector.overview import writing
from collector.overview.scale import Scale
from collector.overview.strips import Strip, strip_on

DAYS = 30
"""Of ratings beside one inspection: up to the day it was done."""

_WHOLE = Scale(0.0, 1.0, 0.25)


class Citizens(Struct, frozen=True, kw_only=True):
    """The share of citizens who were satisfied (without 基本满意), as the pages print it.

    `strip`: the interval on an axis from 0 to 100 %.
    """

    share: str
    fraction: str
    span: str
    days: str
    strip: Strip | None


def before(place: int, day: date) -> Citizens:
    """Return what citizens said of a place in the days up to one."""
    return of_place(place, Period(day - timedelta(days=DAYS - 1), day))


def of_place(place: int, period: Period) -> Citizens:
    """Return what citizens said of a place in a period."""
    return of_places([place], period)[place]


def of_places(places: list[int], period: Period) -> dict[int, Citizens]:
    """Return what citizens said of several places in a period, with two queries at most."""
    found = queries.by_place(places, period)
    scales = boards().scales
    nothing = queries.Totals()
    return {
        place: _citizens(Rates(found.get(place, nothing), scales).satisfied, period)
        for place in places
    }


def _citizens(share: Share, period: Period) -> Citizens:
    interval = share.interval
    return Citizens(
        share=writing.share(share),
        fraction=writing.fraction(share) if share.n else "",
        span=writing.span(interval) if interval else "",
        days=writing.days(period),
        strip=strip_on(_WHOLE, share, None),
    )
