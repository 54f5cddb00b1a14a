"""Before, after and the difference as intervals, on axes that say where they begin."""

import math

from msgspec import Struct

from collector.figures.chance import Interval
from collector.improvement.judging import Judgement
from collector.improvement.measuring import Measured
from collector.improvement.words import points
from collector.overview.scale import around

_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_TICKS = 4


class Strip(Struct, frozen=True, kw_only=True):
    """One interval. Places in per cent of the width; "" where nothing is drawn there."""

    left: str
    width: str
    dot: str
    beside: str = ""


class Drawing(Struct, frozen=True, kw_only=True):
    """The two intervals on one axis, and the difference on an axis that holds 0."""

    before: Strip | None
    after: Strip | None
    ends: tuple[str, str]
    difference: Strip | None
    zero: str = ""
    points: tuple[str, str] = ("", "")


def draw(found: Judgement, wanted: float) -> Drawing:
    """Draw a judgement, its target as the dashed line beside both."""
    some = [one.interval for one in (found.before, found.after) if one.interval is not None]
    values = [max(0.0, min(1.0, value)) for one in some for value in one]
    scale = around(values)
    wide = scale.high - scale.low
    # A target far away would press the intervals together; it stands in words beside them.
    near = scale.low - wide <= wanted <= scale.high + wide
    scale = around([*values, wanted]) if near and values else scale
    target = scale.across(wanted) if near else ""

    def strip(figure: Measured) -> Strip | None:
        if figure.interval is None or figure.value is None:
            return None
        left, right = scale.part(figure.interval.low), scale.part(figure.interval.high)
        return Strip(
            left=f"{100 * left:.2f}%",
            width=f"{100 * max(right - left, 0.004):.2f}%",
            dot=scale.across(figure.value) if figure.enough else "",
            beside=target,
        )

    apart, half = _difference(found)
    return Drawing(
        before=strip(found.before), after=strip(found.after),
        ends=(scale.written(scale.low), scale.written(scale.high)),
        difference=apart, zero="50%" if apart else "",
        points=(points(-half), points(half)) if apart else ("", ""),
    )  # fmt: skip


def _difference(found: Judgement) -> tuple[Strip | None, float]:
    if found.difference is None or found.change is None:
        return None, 0.0
    half = _half(found.difference)

    def part(value: float) -> float:
        return 100 * (value + half) / (2 * half)

    left, right = part(found.difference.low), part(found.difference.high)
    enough = found.before.enough and found.after.enough
    return Strip(
        left=f"{left:.2f}%",
        width=f"{max(right - left, 0.4):.2f}%",
        dot=f"{part(found.change):.2f}%" if enough else "",
    ), half


def _half(interval: Interval) -> float:
    """Return the round half of an axis around 0 that holds an interval."""
    most = max(abs(interval.low), abs(interval.high), _STEPS[0])
    for step in _STEPS:
        half = math.ceil(most / step - 1e-9) * step
        if half / step <= _TICKS:
            return half
    return 1.0
