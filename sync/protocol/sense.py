"""Whether an entry that can be read also makes sense where it stands in its log."""

from collections.abc import Mapping

from msgspec import UNSET

from sync.protocol.catalogue import Scale
from sync.protocol.entries import (
    AnyEntry,
    Day,
    Fault,
    Rating,
    Reasons,
    Unknown,
    Unrated,
    Unreadable,
    read,
)


def read_at(
    position: int, body: bytes, scales: Mapping[str, Scale]
) -> AnyEntry | Unknown | Unreadable:
    """Read the entry at `position`; what refers forward or to no known level is unreadable.

    An unknown scale is a fault only until a newer catalogue knows it: nothing derived from an
    entry is final, the entry itself is.
    """
    return make_sense(position, read(body), scales)


def make_sense(
    position: int, entry: AnyEntry | Unknown | Unreadable, scales: Mapping[str, Scale]
) -> AnyEntry | Unknown | Unreadable:
    """Say of an entry that was read whether it makes sense at `position`."""
    match entry:
        case Rating():
            return _rating(position, entry, scales)
        case Reasons(rating=reference) | Unrated(visit=reference):
            return entry if reference < position else _forward(reference)
        case Day() if entry.last >= position or entry.first > entry.last + 1:
            return Unreadable(Fault.BAD_REFERENCE, "a day closes entries that come before it")
        case _:
            return entry


def _rating(position: int, entry: Rating, scales: Mapping[str, Scale]) -> Rating | Unreadable:
    for reference in (entry.visit, entry.replaces):
        if reference is not UNSET and reference >= position:
            return _forward(reference)
    scale = scales.get(entry.scale)
    if scale is None:
        return Unreadable(Fault.UNKNOWN_SCALE, f"no scale is called {entry.scale!r}")
    if scale.rank(entry.level) is None:
        return Unreadable(
            Fault.UNKNOWN_LEVEL, f"the scale {entry.scale} has no level {entry.level!r}"
        )
    return entry


def _forward(reference: int) -> Unreadable:
    return Unreadable(Fault.BAD_REFERENCE, f"position {reference} does not come before this entry")
