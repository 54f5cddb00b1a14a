"""What many logs contribute on many days, added up before it is spread over tables and places."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from collector.figures import tables
from collector.figures.contribution import Cell, Contribution
from collector.figures.models import COUNTERS
from collector.ingest.database.session import Table

Key = tuple[Any, ...]
Cells = dict[Table, dict[Key, list[int]]]
"""Rows to be added to tables: for each table its keys, and what is added to its counters."""
_Rows = dict[Key, list[int]]
"""Counters by a tuple of places, from the root down, and the rest of a table's key."""


class Sum:
    """Contributions added up; windows of one hall share all rows but their own.

    `rows`: how many rows it comes to, at most: each month is counted with each of its days.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rows = 0
        self._days: _Rows = {}
        self._hours: _Rows = {}
        self._items: _Rows = {}
        self._staff: _Rows = {}
        self._reasons: _Rows = {}
        self._reached: _Rows = {}

    def add(self, day: date, contribution: Contribution, sign: int = 1) -> None:
        """Add what a log contributes on a day; with a sign of -1 take it away."""
        for cell, counters in contribution.cells:
            for row in self._rows_of(cell, day):
                for column, n in counters.items():
                    row[column] += sign * n
        for one, n in contribution.reasons:
            key = (one.stand.places, day, one.catalogue, one.code, one.national)
            self._row(self._reasons, key, len(one.stand.places), 1)[0] += sign * n
        if contribution.closed is not None:
            stand, outcome = contribution.closed
            row = self._row(self._reached, (stand.places, day), len(stand.places), 3)
            row[0] += sign
            row[1] += sign * (outcome == "complete")
            row[2] += sign * (outcome == "disagrees")

    def cells(self) -> Cells:
        """Return the rows that are to be added to the tables; none of nothing but zeros."""
        return {
            tables.PLACE_DAY: _spread(self._days.items()),
            tables.PLACE_MONTH: _spread(_by_month(self._days)),
            tables.PLACE_HOUR: _spread(self._hours.items()),
            tables.STAFF_DAY: _spread(self._staff.items()),
            tables.STAFF_MONTH: _spread(_by_month(self._staff)),
            tables.ITEM_DAY: _spread(self._items.items()),
            tables.ITEM_MONTH: _spread(_by_month(self._items)),
            tables.PLACE_REACHED: _spread(self._reached.items()),
            tables.PLACE_REASON: _spread(self._reasons.items()),
        }

    def _rows_of(self, cell: Cell, day: date) -> tuple[list[int], ...]:
        stand, scale = cell.stand, cell.scale
        places, above = stand.places, stand.above
        return (
            self._row(self._days, (places, day, scale), 2 * len(places)),
            self._row(self._hours, (above, day, cell.hour, scale), len(above)),
            self._row(self._items, (above, day, cell.item, scale), 2 * len(above)),
            self._row(self._staff, ((stand.hall,), day, cell.staff, scale), 2),
        )

    def _row(self, rows: _Rows, key: Key, places: int, width: int = len(COUNTERS)) -> list[int]:
        row = rows.get(key)
        if row is None:
            row = rows[key] = [0] * width
            self.rows += places
        return row


def _spread(rows: Iterable[tuple[Key, list[int]]]) -> _Rows:
    """Give each of the places its own row; what is all zeros is left out."""
    found: _Rows = {}
    for (places, *rest), row in rows:
        for place in places:
            _put(found, (place, *rest), row)
    return {key: row for key, row in found.items() if any(row)}


def _by_month(rows: Mapping[Key, list[int]]) -> Iterable[tuple[Key, list[int]]]:
    found: _Rows = {}
    for (places, day, *rest), row in rows.items():
        _put(found, (places, day.replace(day=1), *rest), row)
    return found.items()


def _put(found: _Rows, key: Key, row: list[int]) -> None:
    known = found.get(key)
    # A new list each time: the same one may stand in rows of several places.
    found[key] = row if known is None else [a + b for a, b in zip(known, row, strict=True)]
