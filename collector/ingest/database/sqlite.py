"""The embedded database. One thread writes; a commit is on disk before it is answered for."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path

from collector.environment import BUSY_SECONDS, EMPTY_WAL_FILE, SQLITE_PRAGMAS
from collector.ingest.database.session import DatabaseFaultError, Row, Table, adding
from collector.ingest.moments import Moments

_DURABLE = {"journal_mode": "wal", "synchronous": 2}
_CHECKPOINT_PAGES = 4_000
_TOGETHER = (100, 20)


class SqliteSession:
    """A connection to the embedded database."""

    locking = ""
    kept = "main."
    made = "temp."
    same = "IS"

    moments = Moments("")

    def __init__(self, path: Path) -> None:
        """Open the database; refuse one that would not keep what it commits."""
        with _faults():
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256
            )
            for pragma in SQLITE_PRAGMAS:
                self._connection.execute(pragma)
            for name, wanted in _DURABLE.items():
                (found,) = self._connection.execute(f"PRAGMA {name}").fetchone()
                if found != wanted:
                    raise DatabaseFaultError(f"PRAGMA {name} is {found}, not {wanted}")
            self._connection.execute("PRAGMA cache_size=-32768")
            # So that the file's size says how much is in it, which `tidy` goes by.
            self._connection.execute("PRAGMA journal_size_limit=4194304")
        self._wal = path.with_name(path.name + "-wal")
        self._asked = path.with_name(EMPTY_WAL_FILE)
        self._asked_aside = path.with_name(EMPTY_WAL_FILE + "-now")
        with suppress(OSError):  # where somebody was ended in the middle of it
            self._asked_aside.replace(self._asked)

    def log_id(self, name: str) -> str:
        """Return the first 32 hex digits: a UUID as Django keeps it here."""
        return name[:32]

    def shadow(self, tables: Sequence[Table]) -> None:
        """Put temporary tables in front; they take no lock that anybody waits for."""
        with _faults():
            for table in tables:
                key = ", ".join(f'"{name}"' for name in table.key)
                self._connection.execute(
                    f"CREATE TEMP TABLE {table.name} AS "  # noqa: S608 -- constants
                    f"SELECT * FROM main.{table.name} WHERE 0"
                )
                self._connection.execute(
                    f"CREATE UNIQUE INDEX temp.made_{table.name} ON {table.name} ({key})"
                )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock from the first statement on, so nothing read goes stale."""
        with _faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Hold one state; short, because the log of changes cannot be emptied meanwhile."""
        with _faults():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def part(self) -> Iterator[None]:
        """Hold a savepoint."""
        with _faults():
            self._connection.execute("SAVEPOINT part")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK TO part")
                self._connection.execute("RELEASE part")
                raise
            self._connection.execute("RELEASE part")

    def rows(self, text: str, *values: object) -> list[tuple[object, ...]]:
        """Run a SELECT."""
        with _faults():
            return self._connection.execute(_dialect(text), values).fetchall()

    def run(self, text: str, *values: object) -> int:
        """Run a statement; return how many rows it touched."""
        with _faults():
            return self._connection.execute(_dialect(text), values).rowcount

    def run_many(self, text: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row."""
        with _faults():
            self._connection.executemany(_dialect(text), rows)

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Put new rows into a table, many in one statement: other threads run meanwhile."""
        start = 0
        with _faults():
            for count in _TOGETHER:
                while len(rows) - start >= count:
                    values = list(chain.from_iterable(rows[start : start + count]))
                    self._connection.execute(_inserting(table, count), values)
                    start += count
            if start < len(rows):
                self._connection.executemany(_inserting(table, 1), rows[start:])

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Add counters."""
        if rows:
            with _faults():
                self._connection.executemany(_adding(table), rows)

    def tidy(self) -> None:
        """Bring the log of changes into the file when it has grown; only the server does this."""
        with _faults():
            if self._asked.exists():
                self._empty()
                return
            try:
                grown = self._wal.stat().st_size >= _CHECKPOINT_PAGES * 4096
            except OSError:
                return
            if grown:
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _empty(self) -> None:
        """Empty the log of changes, in which erased pages still stand, if nobody reads just now."""
        try:
            # Put aside first: whoever erases from now on asks anew.
            self._asked.replace(self._asked_aside)
        except OSError:
            return  # another session does it
        self._connection.execute("PRAGMA busy_timeout=0")
        try:
            (busy, _all, _done) = self._connection.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
        finally:
            self._connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
        with suppress(OSError):
            if busy:
                self._asked_aside.replace(self._asked)
            else:
                self._asked_aside.unlink()

    def close(self) -> None:
        """End the connection."""
        with suppress(sqlite3.Error):
            self._connection.close()


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseFaultError(str(error)) from error


@lru_cache(maxsize=256)
def _dialect(text: str) -> str:
    return text.replace("%s", "?")


@lru_cache(maxsize=64)
def _inserting(table: Table, count: int) -> str:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    marks = ", ".join([f"({', '.join('?' * len(table.columns))})"] * count)
    return f"INSERT INTO {table.name} ({columns}) VALUES {marks}"  # noqa: S608 -- constants


@lru_cache(maxsize=8)
def _adding(table: Table) -> str:
    return adding(table, f"VALUES ({', '.join('?' * len(table.columns))})")
