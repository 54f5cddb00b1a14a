"""An interval drawn on its axis: the interval, the estimate, and what it is compared with."""

from msgspec import Struct

from collector.figures.chance import Interval
from collector.figures.findings import Pair
from collector.figures.rates import Share
from collector.overview.scale import Scale, around

_LEAST = 0.004


class Strip(Struct, frozen=True, kw_only=True):
    """Places in per cent of the width; `dot` and `beside` are "" where none is drawn."""

    left: str
    width: str
    dot: str = ""
    beside: str = ""
    ends: tuple[str, str] = ("", "")
    """What stands at both ends of the axis."""


def strip(pair: Pair) -> Strip | None:
    """Draw a figure, with the period before as the line beside it."""
    interval, before = pair.now.interval, pair.before
    if interval is None:
        return None
    was = before.k / before.n if before.enough else None
    scale = around([*interval, *([] if was is None else [was])], ticks=6)
    return strip_on(scale, pair.now, was)


def strip_on(scale: Scale, share: Share, beside: float | None) -> Strip | None:
    """Draw a share on an axis that several may have in common; None where it says nothing."""
    if share.interval is None:
        return None
    return placed(scale, share.interval, share.k / share.n if share.enough else None, beside)


def placed(
    scale: Scale, interval: Interval, dot: float | None, beside: float | None = None
) -> Strip:
    """Draw an interval; a very short one is still seen. None: no dot, nothing beside it."""
    left, right = scale.part(interval.low), scale.part(interval.high)
    return Strip(
        left=f"{100 * left:.2f}%",
        width=f"{100 * max(right - left, _LEAST):.2f}%",
        dot="" if dot is None else scale.across(dot),
        beside="" if beside is None else scale.across(beside),
        ends=(scale.written(scale.low), scale.written(scale.high)),
    )
