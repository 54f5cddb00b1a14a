"""Making everything that is derived again, from the stored entries alone, beside a running server.

A log's rows are made a second time in tables that this connection alone sees: they bear the names
of the real ones and lie in front of them, so the very code that stores makes them, and nobody waits
meanwhile. Then, holding the log, what has come in since is added, and only rows that differ are
changed: mostly none.
"""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from collector.ingest.database.session import Session, Table
from collector.ingest.held import find, hold
from collector.ingest.projection.project import project
from collector.ingest.projection.rules import Rules
from collector.ingest.reading import all_logs, pieces
from collector.ingest.tables import DERIVED, STANDING, STANDING_COLUMNS

_STANDING = Table(name=STANDING, columns=("log_id", *STANDING_COLUMNS), key=("log_id",))
_TABLES = (*DERIVED, _STANDING)


class Rebuilt(Struct, frozen=True):
    """How many entries were read, and how many rows were not what they amount to."""

    entries: int
    changed: int


def rebuild(session: Session, rules: Rules, progress: Callable[[str, int, int], None]) -> Rebuilt:
    """Rebuild every log, each in a transaction of its own.

    progress: told the log, and how many entries of how many have been read, often enough to watch.
    What this version has learnt to read since an entry was stored is read now.
    """
    session.shadow(_TABLES)
    names = all_logs(session)
    total = sum(name.next - 1 for name in names)
    read = changed = 0
    for name in names:
        one = _Log(session, rules, name.hex, partial(_tell, progress, name.hex, read, total))
        changed += one.make()
        read += one.read
    return Rebuilt(read, changed)


def _tell(
    progress: Callable[[str, int, int], None], log: str, before: int, total: int, read: int
) -> None:
    # What has come in since the beginning is read too.
    progress(log, before + read, max(total, before + read))


class _Log:
    """One log, being made a second time. `read`: up to which entry."""

    def __init__(
        self, session: Session, rules: Rules, name: str, progress: Callable[[int], None]
    ) -> None:
        self._session = session
        self._rules = rules
        self._name = name
        self._id = session.log_id(name)
        self._progress = progress
        self.read = 0

    def make(self) -> int:
        """Make it, and return how many rows of the real ones had to be changed."""
        session = self._session
        held = find(session, self._name)
        if held is None:
            return 0
        self._read_on(held.next)
        with session.transaction():
            held = hold(session, self._name)
            if held is None:
                return 0
            self._read_on(held.next)
            changed = sum(_put_right(session, table, self._id) for table in _TABLES)
        self._progress(self.read)
        with session.part():
            for table in _TABLES:
                session.run(f"DELETE FROM {session.made}{table.name}")  # noqa: S608 -- constants
        return changed

    def _read_on(self, before: int) -> None:
        session = self._session
        for piece in pieces(session, self._id, before, self.read + 1):
            first = piece.positions[0]
            with session.part():
                project(
                    session, self._id, self._rules, first, self._rules.read(first, piece.bodies)
                )
            self.read = piece.positions[-1]
            self._progress(self.read)


def _put_right(session: Session, table: Table, log: object) -> int:
    """Take away and put in the rows that differ; return how many."""
    kept, made = session.kept + table.name, session.made + table.name
    columns = ", ".join(f'"{name}"' for name in table.columns)
    same = " AND ".join(f's."{name}" {session.same} t."{name}"' for name in table.columns)
    key = " AND ".join(f's."{name}" = t."{name}"' for name in table.key)
    gone = session.run(
        f"DELETE FROM {kept} AS t WHERE t.log_id = %s "  # noqa: S608 -- constants
        f"AND NOT EXISTS (SELECT 1 FROM {made} s WHERE {key} AND {same})", log,
    )  # fmt: skip
    new = session.run(
        f"INSERT INTO {kept} ({columns}) SELECT {columns} FROM {made} t WHERE t.log_id = %s "  # noqa: S608 -- constants
        f"AND NOT EXISTS (SELECT 1 FROM {kept} s WHERE {key})", log,
    )  # fmt: skip
    return max(gone, new)
