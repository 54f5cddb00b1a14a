"""Making everything that is derived again, from the stored entries alone, beside a running server.

A log's rows are made a second time in tables that this connection alone sees: they bear the names
of the real ones and lie in front of them, so the very code that stores makes them, and nobody waits
meanwhile. Then they are compared, mostly to find nothing. Only where rows differ the log is held:
what has come in since is added, and those rows are changed.
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
_LOOKS = 10
"""A log to which entries come faster than it can be looked at so many times is held instead."""


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
        changed = 0 if self._is_right() else self._put_right()
        self._progress(self.read)
        with session.part():
            for table in _TABLES:
                session.run(f"DELETE FROM {session.made}{table.name}")  # noqa: S608 -- constants
        return changed

    def _is_right(self) -> bool:
        """Tell whether the real rows are those made, at a moment when both know as many entries.

        Looked at in one state of the database, so nobody who stores has to wait for it.
        """
        session = self._session
        for _ in range(_LOOKS):
            with session.snapshot():
                held = find(session, self._name)
                if held is None:
                    return False
                if held.next == self.read + 1:
                    return not any(_differs(session, table, self._id) for table in _TABLES)
            self._read_on(held.next)
        return False

    def _put_right(self) -> int:
        """Change what differs, and return how many rows that were.

        All of a log at once: in pieces, a page would show counts that its ratings do not come to,
        and a batch that comes between two of them would be added to rows that are wrong.
        """
        session = self._session
        with session.transaction():
            held = hold(session, self._name)
            if held is None:
                return 0
            self._read_on(held.next)
            return sum(_put_right(session, table, self._id) for table in _TABLES)

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


def _differs(session: Session, table: Table, log: object) -> bool:
    """Tell whether any row differs."""
    return any(
        session.rows(f"SELECT 1 {where} LIMIT 1", log)
        for where in (_wrong(session, table), _lacking(session, table))
    )


def _put_right(session: Session, table: Table, log: object) -> int:
    """Take away and put in the rows that differ; return how many."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    gone = session.run(f"DELETE {_wrong(session, table)}", log)
    new = session.run(
        f"INSERT INTO {session.kept}{table.name} ({columns}) "
        f"SELECT {columns} {_lacking(session, table)}", log,
    )  # fmt: skip
    return max(gone, new)


def _wrong(session: Session, table: Table) -> str:
    """Name the real rows of a log that are not among those made, to the last column."""
    key = " AND ".join(f's."{name}" = t."{name}"' for name in table.key)
    same = " AND ".join(f's."{name}" {session.same} t."{name}"' for name in table.columns)
    return (
        f"FROM {session.kept}{table.name} AS t WHERE t.log_id = %s "  # noqa: S608 -- constants
        f"AND NOT EXISTS (SELECT 1 FROM {session.made}{table.name} s WHERE {key} AND {same})"
    )


def _lacking(session: Session, table: Table) -> str:
    """Name the rows made for a log whose keys are not among the real ones."""
    key = " AND ".join(f's."{name}" = t."{name}"' for name in table.key)
    return (
        f"FROM {session.made}{table.name} AS t WHERE t.log_id = %s "  # noqa: S608 -- constants
        f"AND NOT EXISTS (SELECT 1 FROM {session.kept}{table.name} s WHERE {key})"
    )
