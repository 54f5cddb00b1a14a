"""Comparing a day as a terminal closed it with what the collector counts itself."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import msgspec

from collector.ingest.database.session import Session, Table
from collector.ingest.projection import known as at_
from collector.ingest.projection.known import Known
from collector.ingest.projection.standing import Standing
from collector.ingest.tables import RATING, UNRATED, VISIT
from sync.protocol.entries import Day

_LEVELS = (
    "SELECT scale, level, count(*) FROM ingest_rating WHERE log_id = %s "
    "AND position BETWEEN %s AND %s AND outcome = 'counted' GROUP BY scale, level"
)


class Readings(Protocol):
    """What has been read so far, in memory: the part of the log from `first` on."""

    first: int
    known: Known
    standing: Standing
    rows: dict[Table, list[Sequence[Any]]]


def close(session: Session, log: Any, day: Day, readings: Readings) -> tuple[Any, ...]:
    """Return the columns of a closing, from the date on.

    A range that begins before the end of the day before it is not counted: it would count
    entries twice, and many such days in one batch would cost without bound.
    """
    overlaps = day.first <= readings.standing.last_closing
    levels = _levels({}) if overlaps else _own_levels(session, log, day, readings)
    visits = 0 if overlaps else _own(session, log, day, readings, VISIT)
    unrated = 0 if overlaps else _own(session, log, day, readings, UNRATED)
    difference = "range" if overlaps else _difference(day, levels, visits, unrated)
    return (
        day.date, session.moments.write(day.at), day.first, day.last,
        _text(day.levels), day.visits, day.unrated,
        _text(levels), visits, unrated,
        "disagrees" if difference else "complete", difference,
    )  # fmt: skip


def _difference(day: Day, levels: dict[str, dict[str, int]], visits: int, unrated: int) -> str:
    told = _levels({(scale, level): n for scale, counts in day.levels.items()
                    for level, n in counts.items()})  # fmt: skip
    if told != levels:
        return "levels"
    if day.visits != visits:
        return "visits"
    return "unrated" if day.unrated != unrated else ""


def _own_levels(
    session: Session, log: Any, day: Day, readings: Readings
) -> dict[str, dict[str, int]]:
    """Count the ratings of the range that count now, before whatever comes after this entry."""
    found: Counter[tuple[str, str]] = Counter()
    if day.first < readings.first:
        for scale, level, n in session.rows(_LEVELS, log, day.first, day.last):
            found[scale, level] += n
        # The database does not know yet what this batch has changed.
        for position in readings.known.changed_ratings:
            held = readings.known.ratings[position]
            if (
                day.first <= position <= day.last
                and readings.known.outcomes.get(position) == "counted"
            ):
                found[held[at_.R_SCALE], held[at_.R_LEVEL]] -= 1
    for row in _within(day, readings.rows[RATING]):
        if row[at_.R_OUTCOME] == "counted":
            found[row[at_.R_SCALE], row[at_.R_LEVEL]] += 1
    return _levels(found)


def _own(session: Session, log: Any, day: Day, readings: Readings, table: Table) -> int:
    held = 0
    if day.first < readings.first:
        text = (
            f"SELECT count(*) FROM {table.name} "  # noqa: S608 -- a constant
            "WHERE log_id = %s AND position BETWEEN %s AND %s"
        )
        ((held,),) = session.rows(text, log, day.first, day.last)
    return int(held) + sum(1 for _ in _within(day, readings.rows[table]))


def _within(day: Day, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    return (row for row in rows if day.first <= row[at_.POSITION] <= day.last)


def _levels(counts: dict[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (scale, level), n in sorted(counts.items()):
        if n:
            nested.setdefault(scale, {})[level] = n
    return nested


def _text(levels: dict[str, dict[str, int]]) -> str:
    return msgspec.json.encode(levels, order="sorted").decode()
