"""What ingest asks of a database: a few statements, and rows in bulk."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from msgspec import Struct

from collector.ingest.moments import Moments

Row = Sequence[Any]


class DatabaseFaultError(Exception):
    """The database did not do what it was told; nothing that was asked may be taken as done."""


class Table(Struct, frozen=True):
    """A table and its columns in the order rows are handed over. The first one is the log."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def counters(self) -> tuple[str, ...]:
        """The columns that are no part of the key."""
        return self.columns[len(self.key) :]


class Session(Protocol):
    """One connection, used by one thread. Statements use %s for values; texts are constants.

    Every method raises DatabaseFaultError; the session is then closed and never used again,
    because whether a failed COMMIT is on disk can only be found out by asking anew.
    """

    locking: str
    """What ends a SELECT that holds its row until the transaction ends."""

    def log_id(self, name: str) -> Any:
        """Return what stands in a log column for a log's name (64 hex digits)."""

    moments: Moments
    """How times are written here."""

    kept: str
    made: str
    """What stands before a table's name to mean the real one, and the one of `shadow`."""
    same: str
    """The comparison by which two values are the same, nothing and nothing too."""

    def shadow(self, tables: Sequence[Table]) -> None:
        """Put empty tables of the same names in front of these, for this connection alone."""

    def transaction(self) -> AbstractContextManager[None]:
        """Hold a write transaction; it is on disk when the block has ended without an error."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Hold one state of the database for reading."""

    def part(self) -> AbstractContextManager[None]:
        """Hold a part of a transaction that can fail on its own."""

    def rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a SELECT."""

    def run(self, text: str, *values: Any) -> int:
        """Run a statement; return how many rows it touched."""

    def run_many(self, text: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Put new rows into a table, in bulk."""

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Add the counters of each row to the row with its key, making it where it is new."""

    def tidy(self) -> None:
        """Do what a server does between transactions, where there is a server's work to do."""

    def close(self) -> None:
        """End the connection. Never raises."""


def adding(table: Table, values: str) -> str:
    """Return the statement that adds counters, its values given as SQL."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    key = ", ".join(f'"{name}"' for name in table.key)
    sums = ", ".join(f'"{name}" = {table.name}."{name}" + excluded."{name}"'
                     for name in table.counters)  # fmt: skip
    return f"INSERT INTO {table.name} ({columns}) {values} ON CONFLICT ({key}) DO UPDATE SET {sums}"
