"""Before, after and the difference as intervals, on axes that say where they begin."""

import math

from msgspec import Struct

from collector.figures.chance import Interval
from collector.improvement.judging import Judgement
from collector.improvement.measuring import Measured
from collector.improvement.words import points
from collector.overview.scale import Scale, around
from collector.overview.strips import Strip, placed

_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_TICKS = 4


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

    def strip(figure: Measured) -> Strip | None:
        if figure.interval is None or figure.value is None:
            return None
        dot = figure.value if figure.enough else None
        return placed(scale, figure.interval, dot, wanted if near else None)

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
    enough = found.before.enough and found.after.enough
    scale = Scale(-half, half, half)
    return placed(scale, found.difference, found.change if enough else None), half


def _half(interval: Interval) -> float:
    """Return the round half of an axis around 0 that holds an interval."""
    most = max(abs(interval.low), abs(interval.high), _STEPS[0])
    for step in _STEPS:
        half = math.ceil(most / step - 1e-9) * step
        if half / step <= _TICKS:
            return half
    return 1.0
