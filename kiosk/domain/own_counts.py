"""A member of staff's own day, told so that nobody can read the last citizen's answer from it.

How many rated and how many did not is plain: whoever sits at the window sees people tap. Which
level they chose is not: levels are told as they stood when the last full ten ratings were in, and
an answer changed after that shows with the next ten.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import UNSET, Struct

from kiosk.domain.counting import Levels, add
from sync.protocol.entries import AnyEntry, Rating, Unknown, Unrated, Unreadable, Visit

STEP = 10
"""Levels move with every so many ratings."""


class OwnCounts(Struct, frozen=True, kw_only=True):
    """One day of one member of staff. `levels`: per scale and level, of `told` ratings."""

    rated: int = 0
    unrated: int = 0
    told: int = 0
    levels: Levels = {}

    @property
    def finished(self) -> int:
        """Services that were rated, or could have been."""
        return self.rated + self.unrated


def own_counts(
    entries: Iterable[tuple[int, AnyEntry | Unknown | Unreadable]], staff: str, day: date
) -> OwnCounts:
    """Count a local date from entries in log order. Ratings count as everywhere else."""
    own: set[int] = set()
    answered: set[int] = set()
    counting: dict[int, Rating] = {}
    told: Levels = {}
    rated = unrated = 0
    for position, entry in entries:
        match entry:
            case Visit(staff=asked) if asked == staff:
                own.add(position)
            case Unrated(visit=visit) if visit in own and entry.at.date() == day:
                unrated += 1
            case Rating(staff=asked) if asked == staff and entry.at.date() == day:
                new = _take(counting, answered, position, entry)
                rated += new
                if new and rated % STEP == 0:
                    told = _levels(counting)
            case _:
                pass
    return OwnCounts(rated=rated, unrated=unrated, told=rated - rated % STEP, levels=told)


def _take(counting: dict[int, Rating], answered: set[int], position: int, rating: Rating) -> bool:
    """Note a rating; tell whether it is one more, and not another answer or a repeat."""
    if rating.replaces is not UNSET:
        if counting.pop(rating.replaces, None) is not None:
            counting[position] = rating
        return False
    if rating.visit is not UNSET:
        if rating.visit in answered:
            return False
        answered.add(rating.visit)
    if rating.repeat:
        return False
    counting[position] = rating
    return True


def _levels(counting: dict[int, Rating]) -> Levels:
    result: Levels = {}
    for rating in counting.values():
        add(result, rating.scale, rating.level, 1)
    return result
