"""Counts gathered in memory, so that a batch costs one addition per cell and not per rating."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from collector.ingest.tables import COUNTERS

_WIDTH = len(COUNTERS)
REPEATS: Final = COUNTERS.index("repeats")
REPLACED: Final = COUNTERS.index("replaced")
VISITS: Final = COUNTERS.index("visits")
UNRATED: Final[Mapping[str, int]] = {
    "timeout": COUNTERS.index("timeouts"),
    "cancelled": COUNTERS.index("cancelled"),
    "fault": COUNTERS.index("faults"),
}
_QUARTER = 900
_KEPT_QUARTERS = 10_000


class Calendar:
    """The collector's days and hours.

    Every time zone's offset is a whole number of quarter hours, so the day and hour of a moment
    are those of its quarter: a dictionary saves most conversions.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._quarters: dict[int, tuple[str, int]] = {}

    def place(self, at: datetime) -> tuple[str, int]:
        """Return the day, as YYYY-MM-DD, and the hour of an aware time."""
        quarter = int(at.timestamp() // _QUARTER)
        found = self._quarters.get(quarter)
        if found is None:
            if len(self._quarters) >= _KEPT_QUARTERS:
                self._quarters.clear()
            local = at.astimezone(self._zone)
            found = self._quarters[quarter] = (local.date().isoformat(), local.hour)
        return found


class Counts:
    """The cells that a batch changes."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._days: dict[tuple[str, str, str, str], list[int]] = {}
        self._hours: dict[tuple[str, int, str, str], list[int]] = {}

    def add(self, at: datetime, window: str, staff: str, scale: str, column: int, n: int) -> None:
        """Add `n` to one counter of the day's and the hour's cell."""
        day, hour = self._calendar.place(at)
        key = (day, window, staff, scale)
        cell = self._days.get(key)
        if cell is None:
            cell = self._days[key] = [0] * _WIDTH
        cell[column] += n
        hour_key = (day, hour, window, scale)
        cell = self._hours.get(hour_key)
        if cell is None:
            cell = self._hours[hour_key] = [0] * _WIDTH
        cell[column] += n

    def days(self, log: Any) -> list[tuple[Any, ...]]:
        """Return rows for the daily counts of a log, in the order of their key."""
        return [(log, *key, *cell) for key, cell in sorted(self._days.items()) if any(cell)]

    def hours(self, log: Any) -> list[tuple[Any, ...]]:
        """Return rows for the hourly counts of a log, in the order of their key."""
        return [(log, *key, *cell) for key, cell in sorted(self._hours.items()) if any(cell)]
