"""Counting all figures again while pages show them and ratings arrive.

Each log's days are counted again and what is different is put in, so no page is ever empty. Then
the tables are compared with what all logs are known to have put in: where a table says something
else, somebody else has written there, and the figures are made anew from nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from collector.figures import rollup, tables
from collector.figures.adding_up import Sum
from collector.figures.contribution import unpack
from collector.figures.models import LogDay, Progress
from collector.figures.reading import AT_ONCE, Extent, both, calendar, days_concerned
from collector.ingest.database.session import Session, Table

_PRIME: Final = 2**127 - 1
_ROWS: Final = 30_000
_KEPT: Final = (
    "SELECT p.log FROM figures_progress p LEFT JOIN ingest_log l ON l.id = p.log "
    "LEFT JOIN organisation_window w ON w.id = l.window_id ORDER BY w.hall_id, p.log"
)


def count(session: Session, progress: Callable[[int, int], None]) -> int:
    """Count everything again; return how many days of logs were not what they amount to.

    progress: told how many logs have been counted, of how many.
    """
    rollup.bring_up_to_date()
    logs = list(Progress.objects.order_by("log").values_list("log", flat=True))
    changed = 0
    for number, log in enumerate(logs, 1):
        changed += _count_log(log)
        progress(number, len(logs))
    if not adds_up(session):
        changed += LogDay.objects.count()
        rollup.forget()
        rollup.bring_up_to_date()
    return changed


def _count_log(log: UUID) -> int:
    """Count every day of a log again, also those that it has only now been learnt to have."""
    known, hours = rollup.position(log), calendar()
    days: dict[date, Extent] = {}
    for after in range(0, known, AT_ONCE):
        some = days_concerned(log, after, min(after + AT_ONCE, known), hours)
        days |= {day: both(one, days.get(day, one)) for day, one in some.items()}
    for day, first, last in LogDay.objects.filter(log=log).values_list("day", "first", "last"):
        days[day] = both((first, last), days.get(day, (first, last)))
    return rollup.count_again(log, days)


def adds_up(session: Session) -> bool:
    """Tell whether the tables say what all logs have put in, whatever is put in meanwhile.

    Both are added up to one number a table, in which each counter has a weight of its own; so a
    table of millions of rows is read once, a part at a time, and nothing is kept.
    """
    with session.snapshot():
        told = {table: _sum(_rows(session, table), table) for table in tables.ALL}
        put_in = dict.fromkeys(tables.ALL, 0)
        for some in _added_up(_kept(session)):
            for table, cells in some.cells().items():
                rows = ((*key, *counters) for key, counters in cells.items())
                put_in[table] = (put_in[table] + _sum(rows, table)) % _PRIME
    return told == put_in


def _added_up(kept: Iterable[tuple[date, bytes]]) -> Iterable[Sum]:
    """Add up days, some at a time: what they share has to be looked at once."""
    some = Sum()
    for day, put_in in kept:
        some.add(day, unpack(put_in))
        if some.rows >= _ROWS:
            yield some
            some = Sum()
    yield some


def _sum(rows: Iterable[tuple[Any, ...]], table: Table) -> int:
    """Add up the counters of rows, each counter with a weight of its own."""
    width = len(table.key)
    found = 0
    for row in rows:
        name = "\n".join([table.name, *map(str, row[:width])])
        base = weight = int.from_bytes(blake2b(name.encode(), digest_size=15).digest())
        for counter in row[width:]:
            if counter:
                found += weight * counter
            weight = weight * base % _PRIME
    return found % _PRIME


def _rows(session: Session, table: Table) -> Iterable[tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    text = f"SELECT {columns} FROM {table.name} WHERE place_id = %s"  # noqa: S608 -- constants
    for (place,) in session.rows("SELECT id FROM organisation_node ORDER BY id"):
        yield from session.rows(text, place)


def _kept(session: Session) -> Iterable[tuple[date, bytes]]:
    text = "SELECT day, put_in FROM figures_logday WHERE log = %s"
    for (log,) in session.rows(_KEPT):
        for day, put_in in session.rows(text, log):
            yield (date.fromisoformat(day) if isinstance(day, str) else day), bytes(put_in)
