"""A wall clock that is set while the program runs, noticed by the clock that never jumps."""

from datetime import datetime

from msgspec import Struct

LARGEST_SLEW = 2_000
"""Milliseconds the wall clock may leave the steady one before it counts as set."""


class Baseline(Struct, frozen=True):
    """The wall clock, in milliseconds since 1970, when the steady clock stood at 0."""

    wall: int

    @staticmethod
    def at(now: datetime, up: int) -> "Baseline":
        """Take the baseline from both clocks at one moment."""
        return Baseline(_milliseconds(now) - up)

    def step(self, now: datetime, up: int) -> int:
        """Return by how many milliseconds the wall clock was set, 0 where it was not."""
        moved = _milliseconds(now) - up - self.wall
        return moved if abs(moved) > LARGEST_SLEW else 0


def _milliseconds(when: datetime) -> int:
    return round(when.timestamp() * 1000)
