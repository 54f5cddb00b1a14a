"""The small drawings as numbers: the axis of the day, a window's strip, the coverage strip.

Templates only write them out. A strip's unit is a minute, so that it stretches to any width.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from django.utils.timezone import localtime
from msgspec import Struct

from collector.boards.rows import Board, Coverage, Span, Status, Strip, WindowRow

DAY_BEGINS, DAY_ENDS = 8, 18
"""The hours an axis shows at least."""
MANY_HOURS = 13
MANY_WINDOWS = 60
_TICK, _STEP, _ZONE_GAP, _TALL = 3, 5, 5, 14
_NOTHING = Strip()


class Label(Struct, frozen=True):
    """A word at a place, in per cent of the width."""

    at: str
    text: str
    spare: bool = False
    """It gives way where there is little room: every second one, and what stands beside now."""


class Axis(Struct, frozen=True, kw_only=True):
    """The hours of the day that all strips of a board share."""

    day: date
    first: int
    last: int
    now: int

    @property
    def minutes(self) -> int:
        """Its length."""
        return (self.last - self.first) * 60

    def place(self, minute: int) -> int:
        """Return a minute of the day as one of the axis, inside it."""
        return min(max(minute - self.first * 60, 0), self.minutes)

    def percent(self, minute: int) -> str:
        """Return a minute of the day in per cent of the width."""
        return f"{100 * self.place(minute) / self.minutes:.2f}%"

    @property
    def labels(self) -> tuple[Label, ...]:
        """The hours written above; none where the present time is written."""
        step = 2 if self.last - self.first > MANY_HOURS else 1
        near = 64 * step
        return tuple(
            Label(self.percent(hour * 60), str(hour), n % 2 == 1 or away < 130 * step)
            for n, hour in enumerate(range(self.first, self.last + 1, step))
            if (away := abs(hour * 60 - self.now)) > near
        )

    @property
    def now_label(self) -> Label:
        """The present time and its place."""
        return Label(self.percent(self.now), f"{self.now // 60:02}:{self.now % 60:02}")


class StripDrawing(Struct, frozen=True, kw_only=True):
    """A window's day: paths in minutes by 20, stretches in per cent."""

    minutes: int
    rated: str = ""
    unrated: str = ""
    hours: str = ""
    spans: tuple[tuple[str, str, str], ...] = ()


class CoverageTick(Struct, frozen=True, kw_only=True):
    """One window in the coverage strip."""

    x: int
    coverage: Coverage
    title: str
    terminal: bool


class CoverageDrawing(Struct, frozen=True, kw_only=True):
    """The coverage strip, or with very many windows one bar of shares."""

    width: int
    ticks: tuple[CoverageTick, ...] = ()
    bar: tuple[tuple[str, int, int], ...] = ()


class Strips(Struct, frozen=True):
    """The days of the windows that are drawn, and what they share.

    `busiest` is the height of a full hour bar, in ratings.
    """

    days: Mapping[str, Strip]
    axis: Axis
    busiest: int

    @property
    def by_hour(self) -> bool:
        """Whether hours are drawn, as in a hall with very many windows."""
        return any(strip.hours for strip in self.days.values())

    def draw(self, row: WindowRow) -> StripDrawing:
        """Draw a window's day."""
        axis, strip = self.axis, self.days.get(row.code, _NOTHING)
        return StripDrawing(
            minutes=axis.minutes,
            rated=_ticks(strip.rated, axis, "2v8"),
            unrated=_ticks(strip.unrated, axis, "10v5"),
            hours="".join(
                f"M{axis.place(hour * 60) + 4} 10v-{max(1, round(9 * n / self.busiest))}h52V10z"
                for hour, n in strip.hours
            ),
            spans=tuple(
                (span.kind, axis.percent(span.start), _width(span, axis))
                for span in (*strip.spans, *_lasting(row, axis))
            ),
        )


def strips_of(board: Board) -> Strips:
    """Put the days of a board's windows on one axis and one height."""
    days = board.strips
    busiest = max((n for strip in days.values() for _hour, n in strip.hours), default=1)
    return Strips(days, _axis_of(days.values(), board.at), busiest)


def _axis_of(strips: Iterable[Strip], now: datetime) -> Axis:
    """Return the axis that holds the usual day, the present and every service that is drawn."""
    minutes = [now.hour * 60 + now.minute]
    for strip in strips:
        minutes += strip.rated[:1] + strip.rated[-1:] + strip.unrated[:1] + strip.unrated[-1:]
        minutes += [hour * 60 for hour, _number in strip.hours]
    first = min(DAY_BEGINS, min(minutes) // 60)
    last = max(DAY_ENDS, max(minutes) // 60 + 1)
    return Axis(day=now.date(), first=first, last=last, now=minutes[0])


def _ticks(minutes: Sequence[int], axis: Axis, stroke: str) -> str:
    return "".join(f"M{axis.place(minute)} {stroke}" for minute in minutes)


def _width(span: Span, axis: Axis) -> str:
    length = axis.place(span.end) - axis.place(span.start)
    return f"{max(100 * length / axis.minutes, 0.4):.2f}%"


def _lasting(row: WindowRow, axis: Axis) -> Iterable[Span]:
    """Yield the standstill that still lasts, from when it began or from the axis' start."""
    if row.status not in {Status.PAUSED, Status.FAULT, Status.SILENT}:
        return
    start = axis.first * 60
    if row.since is not None:
        since = localtime(row.since)
        start = since.hour * 60 + since.minute if since.date() == axis.day else start
    yield Span(kind=row.status, start=start, end=axis.now)


def draw_coverage(rows: Sequence[WindowRow], title: Callable[[WindowRow], str]) -> CoverageDrawing:
    """Draw how complete the figures are, a tick a window in the order given, each with a title."""
    if len(rows) > MANY_WINDOWS:
        return CoverageDrawing(width=200, bar=tuple(_shares(rows)))
    x = 0
    ticks: list[CoverageTick] = []
    for _zone, members in groupby(rows, key=lambda row: row.code.rstrip("0123456789")):
        for row in members:
            ticks.append(
                CoverageTick(
                    x=x, coverage=row.coverage, title=title(row),
                    terminal=row.status is not Status.WAITING,
                )
            )  # fmt: skip
            x += _STEP
        x += _ZONE_GAP
    return CoverageDrawing(width=max(x - _ZONE_GAP, _TICK), ticks=tuple(ticks))


def _shares(rows: Sequence[WindowRow]) -> Iterable[tuple[str, int, int]]:
    x = 0
    for coverage in Coverage:
        number = sum(1 for row in rows if row.coverage is coverage)
        width = round(200 * number / len(rows)) or int(number > 0) * 2
        if number:
            yield coverage.value, x, width
        x += width
