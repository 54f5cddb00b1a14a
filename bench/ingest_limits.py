"""What the databases take when nothing is checked, counted or answered: the limit."""

import contextlib
import sqlite3
import time
from pathlib import Path

import psycopg

from bench.ingest_load import BATCH, bodies


def sqlite_limit(folder: Path, ratings: int) -> float:
    """Return rows a second: WAL, FULL, executemany and a commit for every batch."""
    rows = [("log", position, body) for position, body in enumerate(bodies(ratings), 1)]
    with contextlib.closing(
        sqlite3.connect(folder / "limit.sqlite3", isolation_level=None)
    ) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(
            "CREATE TABLE e (log TEXT, position INTEGER, body BLOB, "
            "PRIMARY KEY (log, position)) WITHOUT ROWID"
        )
        start = time.perf_counter()
        for offset in range(0, ratings, BATCH):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO e VALUES (?, ?, ?)", rows[offset : offset + BATCH])
            connection.execute("COMMIT")
        return ratings / (time.perf_counter() - start)


def postgres_limit(url: str, ratings: int) -> float:
    """Return rows a second: COPY and a commit for every batch."""
    rows = [("log", position, body) for position, body in enumerate(bodies(ratings), 1)]
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TABLE limit_e (log text, position bigint, body bytea, "
            "PRIMARY KEY (log, position))"
        )
        connection.commit()
        start = time.perf_counter()
        for offset in range(0, ratings, BATCH):
            with connection.cursor() as cursor, cursor.copy("COPY limit_e FROM STDIN") as copy:
                for row in rows[offset : offset + BATCH]:
                    copy.write_row(row)
            connection.commit()
        seconds = time.perf_counter() - start
        connection.execute("DROP TABLE limit_e")
        return ratings / seconds
