"""What is usual at a window, and where something is the matter."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from msgspec import Struct

from collector.demo.tree import Post

HOURS: Final = (9, 10, 11, 12, 13, 14, 15, 16)
_WEIGHTS: Final = (0.15, 0.19, 0.15, 0.06, 0.09, 0.14, 0.13, 0.09)
WEIGHTS: Final = tuple(one / sum(_WEIGHTS) for one in _WEIGHTS)
"""Mornings are full, lunch is quiet; the doors close at five."""
TIRED: Final = 0.018
"""So much less satisfied are those who come after three."""
WALK_UP: Final = 0.05
REPEAT: Final = 0.25
"""Of the walk-up taps so many are tapped twice."""
CHANGED: Final = 0.012
"""So many change their answer."""
BAD_REASONS: Final = (0.45, 0.75)
"""How many of the basically satisfied and of the dissatisfied say why."""
_EVERY: Final = 24
"""In every so many windows one is truly worse; and one in twice as many is truly better."""
MOST_LATER: Final = 0.012


class Habit(Struct, frozen=True):
    """A window's own figures. `unrated`: the share of services that nobody rated."""

    satisfied: float
    basic: float
    unrated: float
    busy: float
    cause: str = ""
    """Which reasons its dissatisfied give most: "process", "person" or "" for no kind."""

    def satisfaction(self, day: date, dates: Sequence[date]) -> float:
        """Return the share of satisfied answers on a day; all get a little better with time."""
        gone = (day - dates[0]).days / max(1, len(dates))
        return min(0.995, self.satisfied + MOST_LATER * (gone - 0.5))


def habit_of(place: int, post: Post, dice: np.random.Generator) -> Habit:
    """Draw what is usual at a window; the ones where something is the matter are fixed."""
    busy = float(dice.gamma(30, 1 / 30))
    satisfied = 0.943 + float(dice.normal(0, 0.006)) - 0.006 * (post.zone == 1)
    basic, unrated, cause = 0.82, 0.085, ""
    match place % _EVERY:
        case 5:
            satisfied, basic, cause = 0.855, 0.7, "process"
        case 13:
            satisfied, basic, cause = 0.89, 0.6, "person"
        case 3 if place % (2 * _EVERY) == 3:  # noqa: PLR2004 -- the one that is better
            satisfied = 0.985
        case 17:
            # Only those who look content are asked, perhaps: a matter for people to look at.
            unrated = 0.34
    return Habit(satisfied, basic, unrated, busy, cause)
