"""Counting in working days. A day is a date of the collector's time zone.

The national holidays and their make-up days come from `chinese_calendar`; what was decided here
comes before it, the nearest place first. A year that neither knows has its weekends alone, and
`known` says so.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

import chinese_calendar
from chinese_calendar import holidays, workdays

from collector.working_days.models import DayDecided

FIRST_YEAR: Final = min(holidays).year
LAST_YEAR: Final = max(holidays).year
"""Years whose holidays the library knows."""
EVERYWHERE: Final = ""
_SATURDAY = 5
_FARTHEST = 5_000


class Calendar:
    """The working days as they are decided now: a snapshot, read once for many questions."""

    def __init__(self, decided: Mapping[tuple[str, date], bool]) -> None:
        """Take what was decided, by the path of the place ("" for everywhere) and the day."""
        self._decided = decided
        self._years = {day.year for path, day in decided if path == EVERYWHERE}

    @classmethod
    def read(cls) -> "Calendar":
        """Read what was decided with one query."""
        return cls(_latest(DayDecided.objects.select_related("node")))

    def known(self, year: int) -> bool:
        """Tell whether the holidays of a year are known, and not its weekends alone."""
        return FIRST_YEAR <= year <= LAST_YEAR or year in self._years

    def works(self, day: date, path: str = EVERYWHERE) -> bool:
        """Tell whether people work on a day at a place, given by its path."""
        for place in _upwards(path):
            decided = self._decided.get((place, day))
            if decided is not None:
                return decided
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)
        return day.weekday() < _SATURDAY

    def decided(self, day: date, path: str = EVERYWHERE) -> bool:
        """Tell whether somebody has decided a day here, so that it is not from the library."""
        return any((place, day) in self._decided for place in _upwards(path))

    def add(self, day: date, n: int, path: str = EVERYWHERE) -> date:
        """Return the n-th working day after a day; the day itself for 0."""
        found = day
        for _ in range(_FARTHEST):
            if n <= 0:
                return found
            found += timedelta(days=1)
            n -= self.works(found, path)
        raise ValueError("no working day within years · 多年内没有工作日")

    def between(self, first: date, last: date, path: str = EVERYWHERE) -> int:
        """Return how many working days lie after `first` up to and with `last`; negative back."""
        if last < first:
            return -self.between(last, first, path)
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(self.works(day, path) for day in days)

    def holiday(self, day: date) -> str:
        """Return the name of the national holiday a day belongs to, in English; "" for none."""
        named = holidays.get(day) or workdays.get(day)
        return str(named) if named else ""


def mark() -> str:
    """Return a mark that changes whenever the answers may: the library's years, the last row."""
    last = DayDecided.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{chinese_calendar.__version__} {LAST_YEAR} {last or 0}"


def _latest(rows: Iterable[DayDecided]) -> dict[tuple[str, date], bool]:
    found: dict[tuple[str, date], bool] = {}
    for row in rows:
        place = row.node.path if row.node is not None else EVERYWHERE
        if row.works is None:
            found.pop((place, row.day), None)
        else:
            found[place, row.day] = row.works
    return found


def _upwards(path: str) -> Iterable[str]:
    """Yield a path and those of all places it lies in, the nearest first, then everywhere."""
    parts = [part for part in path.split("/") if part]
    for length in range(len(parts), 0, -1):
        yield "/" + "/".join(parts[:length]) + "/"
    yield EVERYWHERE
