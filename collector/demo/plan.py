"""How large the made-up city is, and how its windows are spread over halls."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain, cycle
from typing import Final

from msgspec import Struct

SATURDAY: Final = 5
WEEKEND_SHARE: Final = 0.3
"""So much of a working day's traffic, in the one hall that is open at all on such a day."""
PER_DAY: Final = 40
"""Ratings of a window on a working day, where nobody says how many there are to be."""
MOST_PER_DAY: Final = 400
"""A clerk cannot serve more people in a day, and a day cannot hold more."""
COUNTIES: Final = 8
_LARGEST: Final = 24
_BRANCH: Final = (("county", 24), ("town", 8), ("village", 2), ("town", 8), ("village", 2))
_LATER: Final = (("town", 8), ("village", 2), ("village", 2))
_OPEN_HALLS: Final = 1


class TooMuchError(ValueError):
    """More is asked for than such a city can live through."""


class Plan(Struct, frozen=True):
    """How large. `now` is the moment until which there are entries, in the halls' time zone.

    `ratings` 0 means as many as such windows usually have. `halls` 0 means halls of every size,
    from the city's centre down to the villages; otherwise so many of one size.
    """

    windows: int
    days: int
    now: datetime
    seed: int = 1
    ratings: int = 0
    halls: int = 0

    @property
    def dates(self) -> tuple[date, ...]:
        """The days there is something of, today the last."""
        today = self.now.date()
        return tuple(today - timedelta(days=n) for n in range(self.days - 1, -1, -1))

    def sizes(self) -> list["Size"]:
        """Return the halls to be made."""
        return list(_even(self.windows, self.halls) if self.halls else _mixed(self.windows))

    def expected(self) -> int:
        """Return about how many ratings it will be. Raises TooMuchError."""
        return round(self._busy() * self.per_day())

    def per_day(self) -> float:
        """Return how many ratings a window has on a working day. Raises TooMuchError."""
        busy = self._busy()
        if not self.ratings:
            return float(PER_DAY)
        if self.ratings > busy * MOST_PER_DAY:
            raise TooMuchError(
                f"{self.windows} windows cannot take {self.ratings} ratings in {self.days} days: "
                f"ask for at most {int(busy * MOST_PER_DAY)}, or for more windows or days · "
                f"{self.windows} 个窗口 {self.days} 天内不可能有这么多评价，"
                f"最多 {int(busy * MOST_PER_DAY)} 条；请减少条数，或增加窗口或天数"
            )
        return self.ratings / max(1, busy)

    def _busy(self) -> float:
        """Return how many working days the windows have together."""
        return sum(
            size.windows * _share(day, always=number < _OPEN_HALLS)
            for number, size in enumerate(self.sizes())
            for day in self.dates
        )


class Size(Struct, frozen=True):
    """A hall to be made: whose it is, how many windows it has, in which county it lies."""

    kind: str
    windows: int
    county: int


def traffic(day: date, hall: int) -> float:
    """Return how busy a hall is on a day, a usual working day being 1."""
    return (
        _share(day, always=hall < _OPEN_HALLS) * (1.15, 1.02, 0.98, 0.96, 0.89, 1, 1)[day.weekday()]
    )


def _share(day: date, *, always: bool) -> float:
    if day.weekday() < SATURDAY:
        return 1.0
    return WEEKEND_SHARE if always else 0.0


def _even(windows: int, halls: int) -> Iterator[Size]:
    for number in range(halls):
        some = windows // halls + (number < windows % halls)
        if some:
            yield Size("hall", some, number % COUNTIES)


def _mixed(windows: int) -> Iterator[Size]:
    """Begin with the city's centre, then county by county, each with its towns and villages."""
    left = windows
    first = ((kind, size, county) for county in range(COUNTIES) for kind, size in _BRANCH)
    later = ((kind, size, county) for county in cycle(range(COUNTIES)) for kind, size in _LATER)
    for kind, size, county in chain([("city", _LARGEST, 0)], first, later):
        yield Size(kind, min(size, left), county)
        left -= size
        if left <= 0:
            return
