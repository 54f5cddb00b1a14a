"""Reading a journal beside its writer: short transactions that end before they return.

A reader that stays inside a transaction keeps the writer's WAL from being reused, and it grew to
20 times its size in a trial; so every method here fetches all it wants and lets go.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from kiosk.domain.counting import LIFETIME, Levels
from kiosk.errors import JournalMissing, StorageUnavailable
from kiosk.journal.database import JOURNAL_FILE, refuse_newer
from kiosk.journal.set_aside import folders, read_damage
from sync.protocol import chain

T = TypeVar("T")
_NEWLINE = 1
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError, TypeError)
"""What a damaged file brings up: errors, text that is none (even in messages), values missing."""


class Tail(Struct, frozen=True):
    """The end of a log: its last position, 0 when empty, and the digest there."""

    position: int
    digest: bytes


class Base(Struct, frozen=True):
    """Where the kept part of a log starts, and the public key it is written with."""

    position: int
    digest: bytes
    key: bytes

    @property
    def log(self) -> str:
        """The log's id."""
        return chain.log_of(self.key)


class JournalReader:
    """Reads the journal at `path` (…/journal.db) without ever writing.

    Follows when the file is replaced underneath. Of a log that was set aside it shows the part
    that holds together. Methods raise JournalMissing where there is nothing yet, and
    StorageUnavailable where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._limit: Tail | None = None

    def tail(self) -> Tail:
        """Return the last position and its digest; position 0 and digest(0) when empty."""
        return self._read(self._tail)

    def base(self) -> Base:
        """Return where the kept part starts and whose log it is."""
        return self._read(_base)

    def digest_at(self, position: int) -> bytes:
        """Return the digest after `position`. Raises KeyError where it is not held."""
        return self._read(lambda connection: _digest_at(connection, position))

    def bodies(self, first: int, limit: int, max_bytes: int) -> list[bytes]:
        """Return entries from `first` on: at most `limit`, and `max_bytes` with a newline each.

        Always at least one where there is one, however long it is.
        """
        return self._read(lambda connection: self._bodies(connection, first, limit, max_bytes))

    def latest(self, kind: str) -> tuple[int, bytes] | None:
        """Return the last entry of a type with its position, without a scan."""
        return self._read(lambda connection: _latest(connection, kind))

    def totals(self) -> Levels:
        """Return the lifetime number of ratings per scale and level, repeats included."""
        return self._read(lambda connection: read_tally(connection, LIFETIME))

    def counts(self, date: str) -> Levels:
        """Return the ratings that count on a local date, YYYY-MM-DD, per scale and level."""
        return self._read(lambda connection: read_tally(connection, date))

    def tail_and_totals(self) -> tuple[Tail, Levels]:
        """Return both as of one moment."""
        return self._read(
            lambda connection: (self._tail(connection), read_tally(connection, LIFETIME))
        )

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one read transaction, for checks that need the database itself."""
        return self._read(work)

    def close(self) -> None:
        """Let go of the file. The next call opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    def _tail(self, connection: sqlite3.Connection) -> Tail:
        if self._limit is not None:
            return self._limit
        return read_tail(connection)

    def _bodies(
        self, connection: sqlite3.Connection, first: int, limit: int, max_bytes: int
    ) -> list[bytes]:
        result: list[bytes] = []
        size = 0
        if self._limit is not None:
            limit = min(limit, self._limit.position - first + 1)
        cursor = connection.execute(
            "SELECT body FROM entry WHERE position >= ? ORDER BY position LIMIT ?",
            (first, max(limit, 0)),
        )
        try:
            for (body,) in cursor:
                size += len(body) + _NEWLINE
                if result and size > max_bytes:
                    break
                result.append(body)
        except _UNREADABLE:
            # What comes before a damaged page is good and is wanted.
            if not result:
                raise
        finally:
            cursor.close()
        return result

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._opened()
        try:
            connection.execute("BEGIN")
            try:
                return work(connection)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        except _UNREADABLE as error:
            self.close()
            if "no such table" in str(error):
                raise JournalMissing(str(self._path)) from error
            raise StorageUnavailable(
                f"日志 {self._path} 读取失败：{error}。",
                f"The journal {self._path} cannot be read: {error}.",
            ) from error

    def _opened(self) -> sqlite3.Connection:
        if self._connection is not None and _identity(self._path) == self._identity:
            return self._connection
        self.close()
        try:
            while self._connection is None:
                self._open()
        except _UNREADABLE as error:
            if not self._path.exists():
                raise JournalMissing(str(self._path)) from error
            raise StorageUnavailable(
                f"日志 {self._path} 打不开：{error}。",
                f"The journal {self._path} cannot be opened: {error}.",
            ) from error
        return self._connection

    def _open(self) -> None:
        before = _identity(self._path)
        if before is None:
            raise JournalMissing(str(self._path))
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=5.0,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA trusted_schema = 0")
            # The first read opens the WAL by name; if the file was set aside between the two, the
            # WAL may be another log's. So the identity is compared after it.
            refuse_newer(connection, self._path)
        except BaseException:
            connection.close()
            raise
        if _identity(self._path) != before:
            connection.close()
            return
        damage = read_damage(self._path.parent)
        if damage is not None:
            self._limit = Tail(damage.position, bytes.fromhex(damage.digest))
        self._connection, self._identity = connection, before


def log_folders(data: Path) -> list[Path]:
    """Return the folders that hold a log: set-aside ones oldest first, then the data folder."""
    aside = [folder for folder in folders(data) if (folder / JOURNAL_FILE).exists()]
    return [*aside, data]


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        facts = os.stat(path)  # noqa: PTH116 -- called before every read
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def _base(connection: sqlite3.Connection) -> Base:
    row = connection.execute("SELECT position, digest, key FROM base").fetchone()
    if row is None:
        raise JournalMissing
    if not (isinstance(row[1], bytes) and isinstance(row[2], bytes)):
        raise sqlite3.DatabaseError("the row that says whose log this is is damaged")
    return Base(*row)


def read_tail(connection: sqlite3.Connection) -> Tail:
    """Read the end of the log, by the index and not by a scan."""
    row = connection.execute(
        "SELECT position, digest FROM entry ORDER BY position DESC LIMIT 1"
    ).fetchone()
    if row is None:
        base = _base(connection)
        return Tail(base.position, base.digest)
    if not isinstance(row[1], bytes):
        raise sqlite3.DatabaseError("the last entry is damaged")
    return Tail(*row)


def _digest_at(connection: sqlite3.Connection, position: int) -> bytes:
    row = connection.execute("SELECT digest FROM entry WHERE position = ?", (position,)).fetchone()
    if row is None:
        base = _base(connection)
        if base.position != position:
            raise KeyError(position)
        return base.digest
    return bytes(row[0])


def _latest(connection: sqlite3.Connection, kind: str) -> tuple[int, bytes] | None:
    row: tuple[int, bytes] | None = connection.execute(
        "SELECT entry.position, entry.body FROM latest JOIN entry USING (position) WHERE type = ?",
        (kind,),
    ).fetchone()
    return row


def read_tally(connection: sqlite3.Connection, span: str) -> Levels:
    """Read the counts of one span."""
    result: Levels = {}
    for scale, level, ratings in connection.execute(
        "SELECT scale, level, ratings FROM tally WHERE span = ?", (span,)
    ):
        result.setdefault(scale, {})[level] = ratings
    return result
