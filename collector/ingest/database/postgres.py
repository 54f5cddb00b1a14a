"""PostgreSQL. Several threads write; the row of a log is the lock of its batches."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg

from collector.ingest.database.session import DatabaseFaultError, Row, Table, adding
from collector.ingest.moments import Moments

_FEW = 16
"""Up to so many rows go as one INSERT; more go by COPY, which costs two more round trips."""
_SETTINGS = "-c lock_timeout=5s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"


class PostgresSession:
    """A connection to the server."""

    locking = " FOR UPDATE"
    made = "pg_temp."
    same = "IS NOT DISTINCT FROM"

    moments = Moments("+00")

    def __init__(self, url: str) -> None:
        """Connect; refuse a server that would not keep what it commits."""
        with _faults():
            self._connection = psycopg.connect(
                url, autocommit=True, options=_SETTINGS, connect_timeout=5
            )
            for name in ("fsync", "synchronous_commit"):
                row = self._connection.execute(f"SHOW {name}").fetchone()
                if row is None or row[0] == "off":
                    raise DatabaseFaultError(f"the server runs with {name} off")
        self.kept = ""

    def log_id(self, name: str) -> UUID:
        """Return the UUID of the first 16 bytes."""
        return UUID(name[:32])

    def shadow(self, tables: Sequence[Table]) -> None:
        """Put temporary tables in front: they are looked for before all others."""
        ((schema,),) = self.rows("SELECT quote_ident(current_schema())")
        self.kept = f"{schema}."
        for table in tables:
            self.run(
                f"CREATE TEMP TABLE {table.name} "
                f"(LIKE {self.kept}{table.name} INCLUDING DEFAULTS INCLUDING INDEXES)"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold a transaction."""
        with _faults(), self._connection.transaction():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Hold one state."""
        with _faults(), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    @contextmanager
    def part(self) -> Iterator[None]:
        """Hold a savepoint."""
        with _faults(), self._connection.transaction():
            yield

    def rows(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a SELECT."""
        with _faults():
            return self._connection.execute(text, values).fetchall()

    def run(self, text: str, *values: object) -> int:
        """Run a statement; return how many rows it touched."""
        with _faults():
            return self._connection.execute(text, values).rowcount

    def run_many(self, text: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row, in one pipeline."""
        with _faults(), self._connection.cursor() as cursor:
            cursor.executemany(text, rows)

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Put new rows into a table."""
        if not rows:
            return
        if len(rows) <= _FEW:
            self.run(_inserting(table, len(rows)), *[value for row in rows for value in row])
            return
        with (
            _faults(),
            self._connection.cursor() as cursor,
            cursor.copy(_copying(table)) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Add counters in one statement; the rows come sorted, so two batches cannot deadlock."""
        if rows:
            self.run(_adding(table, len(rows)), *[value for row in rows for value in row])

    def tidy(self) -> None:
        """Do nothing: the server looks after itself."""

    def close(self) -> None:
        """End the connection."""
        with suppress(psycopg.Error):
            self._connection.close()


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise DatabaseFaultError(str(error)) from error


@lru_cache(maxsize=512)
def _inserting(table: Table, count: int) -> str:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return f"INSERT INTO {table.name} ({columns}) {_values(table, count)}"


@lru_cache(maxsize=512)
def _adding(table: Table, count: int) -> str:
    return adding(table, _values(table, count))


def _values(table: Table, count: int) -> str:
    marks = f"({', '.join(['%s'] * len(table.columns))})"
    return f"VALUES {', '.join([marks] * count)}"


@lru_cache(maxsize=64)
def _copying(table: Table) -> str:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return f"COPY {table.name} ({columns}) FROM STDIN"
