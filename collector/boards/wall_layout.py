"""Where the windows stand on a wall: zones, columns and pages, so that nothing has to scroll.

Measured at 1920 × 1080; the page scales with the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from collector.boards.judgement import as_counted
from collector.boards.rows import WindowRow

HEIGHT, HEADING, LOWEST = 832, 38, 59
"""Pixels there are, of a zone's heading, and of the lowest tile with the gap below it."""
COLUMNS = (4, 5, 6)


@dataclass(frozen=True, slots=True)
class Zone:
    """Windows that stand together: their codes begin alike. `rows`: how many lines of tiles."""

    name: str
    windows: tuple[WindowRow, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages, each its zones; every page has the same number of columns."""

    columns: int
    pages: tuple[tuple[Zone, ...], ...]


def lay_out(rows: Sequence[WindowRow]) -> Layout:
    """Lay the windows out, in their place: by code, whatever is wrong with them."""
    ordered = sorted(rows, key=lambda row: as_counted(row.code))
    zones = [
        (name, list(members))
        for name, members in groupby(ordered, key=lambda row: row.code.rstrip("0123456789"))
    ]
    for columns in COLUMNS:
        pages = _pages(zones, columns)
        if len(pages) == 1:
            return Layout(columns, pages)
    return Layout(COLUMNS[-1], _pages(zones, COLUMNS[-1]))


def _pages(
    zones: Sequence[tuple[str, list[WindowRow]]], columns: int
) -> tuple[tuple[Zone, ...], ...]:
    pages: list[list[Zone]] = [[]]
    left = HEIGHT
    for name, members in zones:
        rest = members
        while rest:
            fit = (left - HEADING) // LOWEST
            if fit < 1:
                pages.append([])
                left = HEIGHT
                continue
            here, rest = rest[: fit * columns], rest[fit * columns :]
            lines = ceil(len(here) / columns)
            pages[-1].append(Zone(name, tuple(here), lines))
            left -= HEADING + lines * LOWEST
    return tuple(tuple(page) for page in pages)
