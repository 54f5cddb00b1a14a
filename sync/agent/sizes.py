"""How much goes into one batch: less after a refusal or a cut, more again after a success."""

from dataclasses import dataclass, replace

from sync.protocol.batch import MAX_BYTES, MAX_ENTRIES

_HEAD_BYTES = 1_024
"""More than a head line ever has."""
_CAREFUL = 50
"""A bad line does not get better with batches smaller than this: then the calls cost more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The next batch's limits, and the most this collector is known to take."""

    entries: int = MAX_ENTRIES
    most_entries: int = MAX_ENTRIES
    most_bytes: int = MAX_BYTES - _HEAD_BYTES


def refused(size: Size, max_entries: int | None, max_bytes: int | None) -> Size:
    """Return what to try after a 413, which may say its limits (0 or less says nothing)."""
    entries = min(size.entries, size.most_entries, max_entries or MAX_ENTRIES)
    room = min(size.most_bytes, (max_bytes or MAX_BYTES) - _HEAD_BYTES)
    if entries <= 0 or room <= 0 or (entries, room) == (size.entries, size.most_bytes):
        # It says nothing new (a proxy's 413, say), so half of what was too much.
        entries, room = max(1, size.entries // 2), size.most_bytes
    return Size(entries=entries, most_entries=entries, most_bytes=room)


def cut(size: Size) -> Size:
    """Return what to try after a batch did not get through: on a bad line less is lost a time."""
    return replace(size, entries=max(min(size.entries, _CAREFUL), size.entries // 2))


def arrived(size: Size) -> Size:
    """Return what to try after a batch arrived."""
    return replace(size, entries=min(size.most_entries, size.entries * 2))
