"""Axes: where a share stands between two round ends, in per cent of the width or in pixels."""

import math
from collections.abc import Iterable

from msgspec import Struct

_STEPS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_SLACK = 1e-9


class Scale(Struct, frozen=True):
    """Shares from `low` to `high`, with a tick every `step`."""

    low: float
    high: float
    step: float

    def part(self, value: float) -> float:
        """Return where a share stands, 0 to 1; what lies outside stands at the end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def across(self, value: float) -> str:
        """Return that in per cent of the width."""
        return f"{100 * self.part(value):.2f}%"

    def down(self, value: float, top: int, height: int) -> float:
        """Return that in pixels from the top."""
        return round(top + height * (1 - self.part(value)), 1)

    def cuts(self, value: float) -> bool:
        """Tell whether a share lies outside."""
        return not self.low - _SLACK <= value <= self.high + _SLACK

    @property
    def ticks(self) -> list[float]:
        """Return the shares that are written beside the axis, from the lowest."""
        number = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(number + 1)]

    def written(self, value: float) -> str:
        """Write a share with as many places as the steps need."""
        places = 0 if self.step >= 0.01 - _SLACK else 1 if self.step >= 0.001 - _SLACK else 2
        return f"{100 * value:.{places}f}%"


def around(values: Iterable[float], ticks: int = 5) -> Scale:
    """Return the shortest axis with round ends that holds all the shares, at most `ticks` long."""
    some = list(values) or [0.0, 1.0]
    least, most = min(some), max(some)
    for step in _STEPS:
        low = math.floor(least / step + _SLACK) * step
        high = math.ceil(most / step - _SLACK) * step
        if high - low < step / 2:
            low, high = max(0.0, low - step), min(1.0, high + step)
        if round((high - low) / step) <= ticks:
            return Scale(max(0.0, low), min(1.0, high), step)
    return Scale(0.0, 1.0, 0.25)
