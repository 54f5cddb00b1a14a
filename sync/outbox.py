"""What each collector has acknowledged of each log, in a database of the agent's own.

Everything here is derived: a damaged or lost outbox is thrown away, and the next exchange with
the collector brings it back. So nothing here is ever a reason to stop sending.
"""

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from sync.protocol.calls import LogStatus
from sync.protocol.handover import Closing, DocumentFacts, Trouble

logger = logging.getLogger(__name__)

T = TypeVar("T")

FILE = "outbox.db"
Topic = Literal["log", "link", "settings", "beat"]
"""What a trouble is about, the gravest first: log, way to the collector, settings, heartbeat."""

_VERSION = 1
# The machine's state, not the file's: full, busy, read-only, gone.
_PASSING = frozenset(
    (
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM,
    )
)  # fmt: skip
_SCHEMA = """
CREATE TABLE standing (
  collector TEXT NOT NULL,
  log       TEXT NOT NULL,
  body      BLOB NOT NULL,
  PRIMARY KEY (collector, log)
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  collector TEXT NOT NULL,
  log       TEXT NOT NULL,
  etag      TEXT NOT NULL,
  body      BLOB NOT NULL,
  PRIMARY KEY (collector, log)
) STRICT, WITHOUT ROWID;
CREATE TABLE closing (
  collector TEXT NOT NULL,
  log       TEXT NOT NULL,
  date      TEXT NOT NULL,
  body      BLOB NOT NULL,
  kept      INTEGER PRIMARY KEY AUTOINCREMENT,
  UNIQUE (collector, log, date)
) STRICT;
"""


class Standing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one log stands with one collector. Times are RFC 3339 in UTC.

    `acknowledged` is the last position for which the collector answered with our own digest.
    """

    status: LogStatus | Literal["unknown"] = "unknown"
    code: str = ""
    acknowledged: int = 0
    digest: str = ""
    confirmed: str | None = None
    contact: str | None = None
    clock_offset: int | None = None
    troubles: dict[Topic, Trouble] = {}
    window: str = ""
    document: DocumentFacts = DocumentFacts()


class SettingsDocument(Struct, frozen=True, kw_only=True):
    """The last good settings document, byte for byte, and the ETag it came with."""

    etag: str
    body: bytes


class Outbox:
    """The agent's memory between two runs. One instance a thread; a second process may have one.

    Reading and writing never raise: what cannot be read is not there, what cannot be written
    (a full disk) is known until the end of this run and asked for again in the next.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def standing(self, collector: str, log: str) -> Standing:
        """Return what is known, or the standing of a log that was never sent."""
        row = self._one("SELECT body FROM standing WHERE (collector, log) = (?, ?)", collector, log)
        return _decoded(row, Standing) or Standing()

    def keep_standing(self, collector: str, log: str, standing: Standing) -> None:
        """Remember how a log stands."""
        self._write(
            "INSERT OR REPLACE INTO standing VALUES (?, ?, ?)",
            collector, log, msgspec.json.encode(standing),
        )  # fmt: skip

    def document(self, collector: str, log: str) -> SettingsDocument | None:
        """Return the last good settings document of this collector, or None."""
        query = "SELECT etag, body FROM document WHERE (collector, log) = (?, ?)"
        row = self._one(query, collector, log)
        return (
            None
            if row is None
            else msgspec.convert({"etag": row[0], "body": row[1]}, SettingsDocument)
        )

    def keep_document(self, collector: str, log: str, document: SettingsDocument) -> None:
        """Remember a settings document that was found good."""
        self._write(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
            collector, log, document.etag, document.body,
        )  # fmt: skip

    def last_closing(self, collector: str, log: str) -> Closing | None:
        """Return the outcome of the latest nightly closing, or None."""
        query = (
            "SELECT body FROM closing WHERE (collector, log) = (?, ?) ORDER BY kept DESC LIMIT 1"
        )
        return _decoded(self._one(query, collector, log), Closing)

    def keep_closing(self, collector: str, log: str, closing: Closing) -> None:
        """Remember the outcome of a nightly closing; a later outcome for the day replaces it."""
        self._write(
            "INSERT OR REPLACE INTO closing (collector, log, date, body) VALUES (?, ?, ?, ?)",
            collector, log, closing.date, msgspec.json.encode(closing),
        )  # fmt: skip

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _one(self, query: str, *values: str) -> tuple[str | bytes, ...] | None:
        def read(connection: sqlite3.Connection) -> tuple[str | bytes, ...] | None:
            row: tuple[str | bytes, ...] | None = connection.execute(query, values).fetchone()
            return row

        return self._attempt(read)

    def _write(self, statement: str, *values: str | bytes) -> None:
        def write(connection: sqlite3.Connection) -> None:
            connection.execute(statement, values)

        self._attempt(write)

    def _attempt(self, act: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do it; once more with a new database where this one is damaged."""
        for _ in range(2):
            try:
                return act(self._opened())
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _PASSING:
                    logger.warning("the outbox cannot be used now: %s", error)
                    self.close()
                    return None
                logger.warning("the outbox is damaged and is made anew: %s", error)
                self._throw_away()
        return None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connection = sqlite3.connect(
                self._path, isolation_level=None, timeout=5.0, check_same_thread=False
            )
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "journal_size_limit=1048576"):
                connection.execute(f"PRAGMA {pragma}")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, _VERSION):
                raise sqlite3.DatabaseError(f"version {version} is not one this program knows")
            if version == 0:
                begun = f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT"
                connection.executescript(
                    begun.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS")
                )
        return self._connection

    def _throw_away(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()


def _decoded(row: tuple[str | bytes, ...] | None, kind: type[T]) -> T | None:
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
