"""Putting what was counted into the tables, holding the lock that whoever writes figures holds.

Everything is worked out before the lock is taken; under it there are only a look at whether things
stand as they did, and a bounded number of rows to write: storing waits for nothing longer.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from msgspec import Struct

from collector.figures.adding_up import Cells, Sum
from collector.figures.contribution import pack, unpack
from collector.figures.counting import Counted, Kept, kept_days
from collector.figures.models import Basis, LogDay, Progress
from collector.ingest.database.session import Table, adding

ROWS = 4_000
"""About so many rows of the tables are written at a time, and so many days of logs at most: well
under a tenth of a second."""
_DAYS = 500
_TOGETHER = 50
"""Rows in one statement, where a server is told them."""


class Ground(Struct, frozen=True):
    """On what was counted: how far logs were known, and up to which change of the tree."""

    positions: Mapping[UUID, int]
    change: int


def positions(logs: Sequence[UUID]) -> dict[UUID, int]:
    """Return up to where the figures know each of some logs."""
    rows = Progress.objects.filter(log__in=logs).values_list("log", "position")
    return dict.fromkeys(logs, 0) | dict(rows)


def basis() -> Basis:
    """Return the one row, as it stands."""
    return Basis.objects.get_or_create(pk=1)[0]


@contextmanager
def locked() -> Iterator[Basis]:
    """Hold the one row that whoever writes figures holds."""
    basis()
    with transaction.atomic():
        yield Basis.objects.select_for_update().get(pk=1)


def put_in(
    counted: Sequence[Counted], ground: Ground, until: Mapping[UUID, int] | None = None
) -> bool:
    """Add what is different from what the logs put in for these days before.

    Afterwards each log is known up to `until`. False where things no longer stand as they did when
    it was counted, because another server was quicker or the tree has changed: what is not yet in
    is left out, and to be counted anew. Cut short, it may be done again: nothing counts twice.
    """
    for part in _parts(counted):
        with locked() as held:
            if held.change != ground.change or not _stand_still(part.days, ground):
                return False
            _add(part.cells)
            _keep(part)
            if part.last and until:
                _know(until)
    return True


def differs(one: Counted) -> bool:
    """Tell whether a day is not in the figures as it is counted now."""
    if _is_in(one, pack(one.contribution)):
        return False
    if one.kept is not None and one.kept.extent != one.extent:
        return True
    total = Sum()
    _take(total, one)
    return any(total.cells().values())


class _Part(Struct):
    """Days that are put in together, and the rows they come to."""

    days: list[Counted]
    packed: list[bytes]
    cells: Cells
    last: bool = False


def _parts(counted: Sequence[Counted]) -> Iterator[_Part]:
    """Split days into parts of so many rows, all logs of a day together; the last may be empty."""
    days: list[Counted] = []
    packed: list[bytes] = []
    total = Sum()
    for one in sorted(counted, key=_day_and_log):
        put = pack(one.contribution)
        if _is_in(one, put):
            continue
        if total.rows >= ROWS or len(days) >= _DAYS:
            yield _Part(days, packed, total.cells())
            days, packed, total = [], [], Sum()
        _take(total, one)
        days.append(one)
        packed.append(put)
    yield _Part(days, packed, total.cells(), last=True)


def _is_in(one: Counted, put: bytes) -> bool:
    return one.kept == Kept(one.extent, put)


def _day_and_log(one: Counted) -> tuple[date, UUID]:
    return one.day, one.log


def _take(total: Sum, one: Counted) -> None:
    total.add(one.day, one.contribution)
    if one.kept is not None:
        total.add(one.day, unpack(one.kept.put_in), -1)


def _stand_still(days: Sequence[Counted], ground: Ground) -> bool:
    """Tell whether nobody has put anything in since. Holds the lock."""
    if positions(list(ground.positions)) != ground.positions:
        return False
    now = kept_days({one.log for one in days}, {one.day for one in days})
    return all(now.get((one.log, one.day)) == one.kept for one in days)


def _keep(part: _Part) -> None:
    LogDay.objects.bulk_create(
        [
            LogDay(log=one.log, day=one.day, first=one.extent[0], last=one.extent[1], put_in=put)
            for one, put in zip(part.days, part.packed, strict=True)
        ],
        update_conflicts=True, unique_fields=["log", "day"],
        update_fields=["first", "last", "put_in"],
    )  # fmt: skip


def _know(until: Mapping[UUID, int]) -> None:
    Progress.objects.bulk_create(
        [Progress(log=log, position=position) for log, position in until.items()],
        update_conflicts=True, unique_fields=["log"], update_fields=["position"],
    )  # fmt: skip


def _add(cells: Cells) -> None:
    # A statement of one row is prepared once; across a network it is the statements that cost.
    together = 1 if connection.vendor == "sqlite" else _TOGETHER
    with connection.cursor() as cursor:
        for table, rows in cells.items():
            # In the order of the key: rows that lie together are written together.
            written = [(*key, *row) for key, row in sorted(rows.items())]
            whole = len(written) // together * together
            cursor.executemany(
                _adding(table, together),
                [list(chain(*written[n : n + together])) for n in range(0, whole, together)],
            )
            cursor.executemany(_adding(table, 1), written[whole:])


def _adding(table: Table, count: int) -> str:
    marks = f"({', '.join(['%s'] * len(table.columns))})"
    return adding(table, f"VALUES {', '.join([marks] * count)}")
