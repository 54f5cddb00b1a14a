"""The trend as numbers: a dot and a whisker per day or week, services and ratings as bars below.

Across, places are per cent, so that the drawing fills any width without scaling its words; down,
they are pixels.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct

from collector.figures import findings
from collector.figures.findings import Comparison, Verdict
from collector.figures.queries import Period
from collector.figures.rates import Share
from collector.overview import writing
from collector.overview.scale import Scale, around
from collector.overview.shapes import DayPoint

TOP, HEIGHT, BARS_TOP, BARS_HEIGHT, TALL = 10, 184, 214, 42, 278
MANY_DAYS = 100
"""Beyond so many days a dot is a week: single days would be closer than the eye can part."""
_LABELS = 8
_LINE = 15
_WIDTH = 1000


class Dot(Struct, frozen=True, kw_only=True):
    """One day or week. `at` is "" where nothing is drawn but the bars: nobody rated."""

    day: date
    title: str
    satisfied: Share
    response: Share
    x: str
    at: float | None
    low: float
    high: float
    verdict: Verdict
    bar: str
    wide: str
    served: tuple[float, float]
    rated: tuple[float, float]

    @property
    def drawn(self) -> SafeString:
        """Its marks. Written here: a template would take ten times as long for a year of them."""
        x, out = self.x, self.verdict in {Verdict.ABOVE, Verdict.BELOW}
        marks = [(
            f'<g><title>{escape(self.title)}</title><rect class="served" x="{self.bar}" '
            f'width="{self.wide}" y="{self.served[0]}" height="{self.served[1]}"/>'
            f'<rect class="rated" x="{self.bar}" width="{self.wide}" y="{self.rated[0]}" '
            f'height="{self.rated[1]}"/>'
        )]  # fmt: skip
        if self.satisfied.n:
            marks.append(
                f'<line class="whisker" x1="{x}" x2="{x}" y1="{self.high}" y2="{self.low}"/>'
            )
        if self.at is not None:
            marks.append(f'<circle class="dot {self.verdict}" cx="{x}" cy="{self.at}" r="3"/>')
            if out:
                marks.append(f'<circle class="ring {self.verdict}" cx="{x}" cy="{self.at}" r="7"/>')
        return mark_safe("".join(marks) + "</g>")  # noqa: S308 -- numbers, and escaped words


class Trend(Struct, frozen=True, kw_only=True):
    """The drawing. `weekly`: a dot is a week. `cut`: some whiskers leave the axis."""

    weekly: bool
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    starts: str
    mean: float | None
    before: float | None
    words_at: tuple[float, float]
    """Where the words beside the two lines stand: apart, where the lines are not."""
    labels: tuple[tuple[str, date, bool], ...]
    most: int
    cut: bool
    comparison: Comparison[date]


def draw_trend(
    days: Sequence[DayPoint], period: Period, mean: Share, before: Share
) -> Trend | None:
    """Draw the days of a period; None where there are none."""
    weekly = period.days > MANY_DAYS
    shown = list(_weeks(days)) if weekly else list(days)
    if not shown:
        return None
    comparison = findings.compare({one.day: one.satisfied for one in shown if one.satisfied.n})
    verdicts = {one.key: one.verdict for one in comparison.parts}
    scale = _scale(shown, mean, before)
    first, step = (_monday(period.first), 7) if weekly else (period.first, 1)
    slots = (period.last - first).days // step + 1
    most = max(one.response.n for one in shown)
    place = {one.day: ((one.day - first).days // step + 0.5) / slots for one in shown}
    dots = tuple(
        _dot(one, place[one.day], slots, scale, most, verdicts.get(one.day, Verdict.TOO_FEW))
        for one in shown
    )
    return Trend(
        weekly=weekly, dots=dots, most=most, comparison=comparison,
        lines=tuple(_lines(dots, place, weekly=weekly)),
        ticks=tuple((scale.down(one, TOP, HEIGHT), scale.written(one)) for one in scale.ticks),
        starts=scale.written(scale.low) if scale.low else "",
        mean=_down(scale, mean), before=_down(scale, before),
        words_at=_apart(_down(scale, mean) or TOP, _down(scale, before) or TOP),
        labels=tuple(_labels(first, slots, step)),
        cut=any(
            interval is not None and (scale.cuts(interval.low) or scale.cuts(interval.high))
            for interval in (one.satisfied.interval for one in shown)
        ),
    )  # fmt: skip


def _scale(shown: Sequence[DayPoint], mean: Share, before: Share) -> Scale:
    # The whiskers of a few ratings would leave no room for those of many.
    told = [one.satisfied for one in shown if one.satisfied.enough]
    told = told or [one.satisfied for one in shown]
    ends = [end for one in told if one.interval is not None for end in one.interval]
    ends += [one.k / one.n for one in (mean, before) if one.enough]
    return around(ends)


def _down(scale: Scale, share: Share) -> float | None:
    return scale.down(share.k / share.n, TOP, HEIGHT) if share.enough else None


def _apart(mean: float, before: float) -> tuple[float, float]:
    lacking = (_LINE - abs(mean - before)) / 2
    if lacking <= 0:
        return mean, before
    sign = 1 if mean <= before else -1
    return mean - sign * lacking, before + sign * lacking


def _dot(one: DayPoint, place: float, slots: int, scale: Scale, most: int, verdict: Verdict) -> Dot:
    interval = one.satisfied.interval
    wide = 0.62 / slots
    tall = [round(BARS_HEIGHT * n / max(most, 1), 1) for n in (one.response.n, one.response.k)]
    value = one.satisfied.value
    return Dot(
        day=one.day, title=_title(one), satisfied=one.satisfied, response=one.response,
        verdict=verdict,
        x=f"{100 * place:.2f}%",
        at=scale.down(value, TOP, HEIGHT) if value is not None and one.satisfied.enough else None,
        low=scale.down(interval.low, TOP, HEIGHT) if interval else 0,
        high=scale.down(interval.high, TOP, HEIGHT) if interval else 0,
        bar=f"{100 * (place - wide / 2):.2f}%", wide=f"{100 * wide:.2f}%",
        served=(BARS_TOP + BARS_HEIGHT - tall[0], tall[0]),
        rated=(BARS_TOP + BARS_HEIGHT - tall[1], tall[1]),
    )  # fmt: skip


def _title(one: DayPoint) -> str:
    return f"{writing.short_date(one.day)} · {writing.share(one.satisfied)} · {one.satisfied.n}"


def _lines(dots: Sequence[Dot], place: dict[date, float], *, weekly: bool) -> Iterator[str]:
    """Join dots that follow each other inside a week, or weeks inside a quarter of a year."""
    told = [one for one in dots if one.at is not None]
    for _, some in groupby(told, key=lambda one: 0 if weekly else _monday(one.day).toordinal()):
        ends = [f"{_WIDTH * place[one.day]:.1f} {one.at}" for one in some]
        if len(ends) > 1:
            yield "M" + "L".join(ends)


def _labels(first: date, slots: int, step: int) -> Iterator[tuple[str, date, bool]]:
    """Yield place and day of what is written below; every second one only where there is room."""
    stride = -(-slots // _LABELS)
    if step == 1 and stride > 1:
        stride = -(-stride // 7) * 7 if stride > 3 else stride  # noqa: PLR2004 -- whole weeks
    for number, slot in enumerate(range(0, slots, stride)):
        day = first + timedelta(days=slot * step)
        yield f"{100 * (slot + 0.5) / slots:.2f}%", day, number % 2 == 1


def _weeks(days: Sequence[DayPoint]) -> Iterator[DayPoint]:
    for monday, some in groupby(days, key=lambda one: _monday(one.day)):
        week = list(some)
        yield DayPoint(
            monday, _sum([one.satisfied for one in week]), _sum([one.response for one in week])
        )


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(one.k for one in shares), sum(one.n for one in shares))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
