"""What the overview says of a place and a period, before it is put into words or drawn."""

from datetime import date, datetime

from msgspec import Struct

from collector.figures.findings import Comparison, Named, Pair
from collector.figures.queries import Period, Totals
from collector.figures.rates import Share


class Part(Struct, frozen=True):
    """A place that is compared with others: a window of a hall, or a hall of a county."""

    id: int
    kind: str
    code: str
    name: str
    name_en: str


class DayPoint(Struct, frozen=True):
    """One day. A day on which nothing was asked for has no row."""

    day: date
    satisfied: Share
    response: Share


class Changed(Struct, frozen=True):
    """A change that is more than chance. `part` None: the whole place."""

    part: Part | None
    what: str
    """"satisfied" or "response"."""
    pair: Pair


class Reached(Struct, frozen=True):
    """On what the figures rest.

    `days` window-days before today had something to close in the period; of these `complete` were
    closed with both ends equal. `missing` names the others, the latest first. `unread` entries are
    stored and not in the figures yet; `stored` is when the latest entry of the place came in.
    """

    days: int
    complete: int
    missing: tuple[tuple[str, date, str], ...]
    unread: int
    stored: datetime | None


class Overview(Struct, frozen=True, kw_only=True):
    """The page. `before` is the period of the same length just before."""

    place: Part
    period: Period
    before: Period
    total: Totals
    levels: dict[int, int]
    """Invited ratings by place on the national scale, 5 the best."""
    official: Pair
    satisfied: Pair
    response: Pair
    bad: Pair
    days: tuple[DayPoint, ...]
    parts: tuple[Part, ...]
    by_part: Comparison[int]
    """满意 of each part, by its id."""
    response_by_part: Comparison[int]
    by_hour: Comparison[tuple[int, int]]
    """The share that is less than satisfied, by weekday (Monday 0) and hour."""
    reasons: tuple[Named, ...]
    """Of bad ratings."""
    explained: int
    """How many bad ratings named a reason at all can be no more than this."""
    changes: tuple[Changed, ...]
    reached: Reached
