"""Which ratings count, and what each entry does to the counts.

A rating counts unless it is a repeat or has been replaced; of a chain of changed answers the
last one counts; a second answer for one visit that replaces nothing is a repeat by another name.
"""

from msgspec import Struct

from sync.protocol.entries import Rating

Levels = dict[str, dict[str, int]]
"""Ratings per scale and level."""

LIFETIME = "lifetime"
"""Every rating entry ever written, counting or not: this number only ever grows."""
SINCE_DAY = "since-day"
"""Ratings that count, since the last `day` entry."""


class Change(Struct, frozen=True, kw_only=True):
    """One count moves by `by`. `span` is LIFETIME, SINCE_DAY or a local date, YYYY-MM-DD."""

    span: str
    scale: str
    level: str
    by: int


def changes(rating: Rating, replaced: Rating | None, *, replaced_since_day: bool) -> list[Change]:
    """Return what a new rating does to the counts, given the answer it replaces.

    `replaced_since_day` tells whether that answer came after the last `day` entry: a closed day
    is never changed. Dates are local, as the entries' own offsets have them.
    """
    result = [Change(span=LIFETIME, scale=rating.scale, level=rating.level, by=1)]
    if replaced is not None and not replaced.repeat:
        spans = [replaced.at.date().isoformat()] + [SINCE_DAY] * replaced_since_day
        result += [
            Change(span=span, scale=replaced.scale, level=replaced.level, by=-1) for span in spans
        ]
    if not rating.repeat:
        spans = [rating.at.date().isoformat(), SINCE_DAY]
        result += [
            Change(span=span, scale=rating.scale, level=rating.level, by=1) for span in spans
        ]
    return result


def add(levels: Levels, scale: str, level: str, by: int) -> None:
    """Move one count in place."""
    row = levels.setdefault(scale, {})
    row[level] = row.get(level, 0) + by
