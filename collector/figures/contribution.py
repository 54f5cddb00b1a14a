"""What one log adds to the figures for one day, before it is spread over places and months."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import zstandard
from msgspec import Struct

from collector.figures.models import COUNTERS
from collector.figures.tables import (
    ITEM_DAY,
    ITEM_MONTH,
    PLACE_DAY,
    PLACE_HOUR,
    PLACE_MONTH,
    PLACE_REACHED,
    PLACE_REASON,
    STAFF_DAY,
    STAFF_MONTH,
)
from collector.ingest.database.session import Table

Cells = dict[Table, dict[tuple[Any, ...], list[int]]]
"""Rows to be added to tables: for each table its keys, and what is added to its counters."""


class Stand(Struct, frozen=True, array_like=True):
    """Where something was counted: the places from the root down, as they stood on the day."""

    places: tuple[int, ...]
    hall: int
    window: bool = True
    """Whether the last of the places is the window itself; false where nobody has made it."""

    @property
    def above(self) -> tuple[int, ...]:
        """Return the places above the window."""
        return self.places[:-1] if self.window else self.places


class Cell(Struct, frozen=True, array_like=True):
    """Where on the day one thing was counted, as fine as any table asks for."""

    stand: Stand
    hour: int
    staff: str
    item: str
    scale: str


class Named(Struct, frozen=True, array_like=True):
    """A reason that was named."""

    stand: Stand
    catalogue: str
    code: str
    national: int


class Contribution(Struct, array_like=True):
    """Everything one log adds for one day."""

    cells: list[tuple[Cell, dict[int, int]]] = []
    reasons: list[tuple[Named, int]] = []
    closed: tuple[Stand, str] | None = None
    """Where the log stood and its closing's outcome, "" without one; None: nothing to close."""


def pack(contribution: Contribution) -> bytes:
    """Write a contribution as it is kept; equal ones in equal order give equal bytes."""
    return zstandard.compress(msgspec.msgpack.encode(contribution))


def unpack(kept: bytes) -> Contribution:
    """Read what `pack` wrote."""
    return msgspec.msgpack.decode(zstandard.decompress(kept), type=Contribution)


def spread(contribution: Contribution, day: date) -> Cells:
    """Spread a contribution over every table and place it counts in."""
    cells: Cells = {}
    for cell, counters in contribution.cells:
        for table, key in _keys(cell, day):
            row = cells.setdefault(table, {}).setdefault(key, [0] * len(COUNTERS))
            for column, n in counters.items():
                row[column] += n
    named = cells.setdefault(PLACE_REASON, {})
    for reason, n in contribution.reasons:
        for place in reason.stand.places:
            key = (place, day, reason.catalogue, reason.code, reason.national)
            named.setdefault(key, [0])[0] += n
    if contribution.closed is not None:
        stand, outcome = contribution.closed
        row = [1, int(outcome == "complete"), int(outcome == "disagrees")]
        cells[PLACE_REACHED] = {(place, day): row for place in stand.places}
    return cells


def difference(after: Cells, before: Cells) -> Cells:
    """Return what has to be added to turn `before` into `after`; rows that stay are left out."""
    found: Cells = {}
    for table in after.keys() | before.keys():
        now: Mapping[tuple[Any, ...], list[int]] = after.get(table, {})
        was: Mapping[tuple[Any, ...], list[int]] = before.get(table, {})
        for key in now.keys() | was.keys():
            none = [0] * len(table.counters)
            row = [a - b for a, b in zip(now.get(key, none), was.get(key, none), strict=True)]
            if any(row):
                found.setdefault(table, {})[key] = row
    return found


def _keys(cell: Cell, day: date) -> Iterator[tuple[Table, tuple[Any, ...]]]:
    stand = cell.stand
    month = day.replace(day=1)
    for place in stand.places:
        yield PLACE_DAY, (place, day, cell.scale)
        yield PLACE_MONTH, (place, month, cell.scale)
    for place in stand.above:
        yield PLACE_HOUR, (place, day, cell.hour, cell.scale)
        yield ITEM_DAY, (place, day, cell.item, cell.scale)
        yield ITEM_MONTH, (place, month, cell.item, cell.scale)
    yield STAFF_DAY, (stand.hall, day, cell.staff, cell.scale)
    yield STAFF_MONTH, (stand.hall, month, cell.staff, cell.scale)
