"""Which ratings of a whole log count: what the counts kept entry by entry are judged by."""

from collections.abc import Iterable

from msgspec import UNSET

from kiosk.domain.counting import Levels, add
from sync.protocol.entries import AnyEntry, Rating, Unknown, Unreadable


def counting_of(
    entries: Iterable[tuple[int, AnyEntry | Unknown | Unreadable]],
) -> dict[int, Rating]:
    """Return the ratings that count among entries in log order, by position."""
    result: dict[int, Rating] = {}
    answered: set[int] = set()
    for position, entry in entries:
        if not isinstance(entry, Rating):
            continue
        if entry.replaces is not UNSET:
            result.pop(entry.replaces, None)
        elif entry.visit is not UNSET and entry.visit in answered:
            continue
        if entry.visit is not UNSET:
            answered.add(entry.visit)
        if not entry.repeat:
            result[position] = entry
    return result


def levels_of(ratings: Iterable[Rating]) -> Levels:
    """Count ratings per scale and level."""
    result: Levels = {}
    for rating in ratings:
        add(result, rating.scale, rating.level, 1)
    return result
