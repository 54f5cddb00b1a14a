"""Times of entries as the database keeps them, and the collector's day and hour of each.

Written with tables instead of `isoformat` and `astimezone`: there is one for every rating, and
these two would take a fifth of the time that storing it takes.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

_TWO: Final = tuple(f"{n:02d}" for n in range(60))
_THREE: Final = tuple(f"{n:03d}" for n in range(1000))
_MINUTE: Final = timedelta(minutes=1)
_NO_TIME: Final = timedelta()
_LAST_SECOND: Final = timedelta(minutes=59, seconds=59)
_HOUR: Final = len("2026-11-23 01")
_SECOND: Final = len("2026-11-23 01:12:45")
_MOST_KEPT = 10_000
_K = TypeVar("_K")
_V = TypeVar("_V")


class Moments:
    """Writes times in UTC, "2026-11-23 01:12:45.310000" and `suffix`. May be shared by threads."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._dates: dict[int, str] = {}
        self._offsets: dict[tzinfo | None, int] = {}

    def write(self, at: datetime) -> str:
        """Write an aware time."""
        utc = at.astimezone(UTC)
        ordinal = utc.toordinal()
        date = self._dates.get(ordinal)
        if date is None:
            date = _room(self._dates)[ordinal] = utc.date().isoformat()
        thousands, rest = divmod(utc.microsecond, 1000)
        return (
            f"{date} {_TWO[utc.hour]}:{_TWO[utc.minute]}:{_TWO[utc.second]}"
            f".{_THREE[thousands]}{_THREE[rest]}{self._suffix}"
        )

    def offset(self, at: datetime) -> int:
        """Return how many minutes the time's own clock is ahead of UTC."""
        minutes = self._offsets.get(at.tzinfo)
        if minutes is None:
            minutes = (at.utcoffset() or _NO_TIME) // _MINUTE
            _room(self._offsets)[at.tzinfo] = minutes
        return minutes


class Calendar:
    """The collector's days and hours of moments. May be shared by threads.

    Most hours of UTC are one hour here as well, so a dictionary saves the conversion.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._hours: dict[str, tuple[str, int] | None] = {}

    def place(self, moment: str) -> tuple[str, int]:
        """Return the day, as YYYY-MM-DD, and the hour of a moment."""
        hour = moment[:_HOUR]
        try:
            found = self._hours[hour]
        except KeyError:
            start = datetime.fromisoformat(hour + ":00").replace(tzinfo=UTC)
            first, last = self._local(start), self._local(start + _LAST_SECOND)
            found = _room(self._hours)[hour] = first if first == last else None
        if found is not None:
            return found
        return self._local(datetime.fromisoformat(moment[:_SECOND]).replace(tzinfo=UTC))

    def _local(self, at: datetime) -> tuple[str, int]:
        local = at.astimezone(self._zone)
        return local.date().isoformat(), local.hour


def _room(kept: dict[_K, _V]) -> dict[_K, _V]:
    """Keep a table of answers from growing for ever."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    return kept
