"""Counts gathered in memory, so that a batch costs one addition per cell and not per rating."""

from collections.abc import Mapping
from typing import Any, Final

from collector.ingest.moments import Calendar
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


class Counts:
    """The cells that a batch changes."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._days: dict[tuple[str, str, str, str], list[int]] = {}
        self._hours: dict[tuple[str, int, str, str], list[int]] = {}

    def add(self, moment: str, window: str, staff: str, scale: str, column: int, n: int) -> None:
        """Add `n` to one counter of the day's and of the hour's cell."""
        day, hour = self._calendar.place(moment)
        try:
            self._days[day, window, staff, scale][column] += n
        except KeyError:
            self._days[day, window, staff, scale] = _cell(column, n)
        try:
            self._hours[day, hour, window, scale][column] += n
        except KeyError:
            self._hours[day, hour, window, scale] = _cell(column, n)

    def days(self, log: Any) -> list[tuple[Any, ...]]:
        """Return rows for the daily counts of a log, in the order of their key."""
        return [(log, *key, *cell) for key, cell in sorted(self._days.items()) if any(cell)]

    def hours(self, log: Any) -> list[tuple[Any, ...]]:
        """Return rows for the hourly counts of a log, in the order of their key."""
        return [(log, *key, *cell) for key, cell in sorted(self._hours.items()) if any(cell)]


def _cell(column: int, n: int) -> list[int]:
    counters = [0] * _WIDTH
    counters[column] = n
    return counters
