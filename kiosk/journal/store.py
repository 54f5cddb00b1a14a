"""One open connection to the journal: appending an entry and moving the counts with it."""

import sqlite3

import msgspec
from msgspec import UNSET

from kiosk.domain import counting
from kiosk.journal.reader import Tail, read_tail, read_tally
from sync.protocol import chain
from sync.protocol.entries import AnyEntry, Day, Rating, Stamp, read, write

_TYPE: dict[type, str] = {kind: kind.__name__.lower() for kind in AnyEntry.__args__}


class Store:
    """Appends to one log through one connection. Used by one thread.

    Every method may raise sqlite3.Error; after that the connection is not to be used again, for
    a commit that failed may have been stored all the same.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.tail: Tail = read_tail(connection)
        row = connection.execute("SELECT position FROM latest WHERE type = 'day'").fetchone()
        self._closed_until: int = row[0] if row is not None else 0

    def append(self, body: bytes, entry: AnyEntry) -> Tail:
        """Store one entry; return its position and digest once it is on the disk."""
        tail = Tail(self.tail.position + 1, chain.extend(self.tail.digest, body))
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO entry VALUES (?, ?, ?)", (tail.position, body, tail.digest))
        execute(
            "INSERT INTO latest VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET "
            "position = excluded.position, since_day = since_day + 1",
            (_TYPE[type(entry)], tail.position),
        )
        if isinstance(entry, Rating):
            self._count(entry)
        elif isinstance(entry, Day):
            execute("UPDATE latest SET since_day = 0")
            execute("DELETE FROM tally WHERE span = ?", (counting.SINCE_DAY,))
        execute("COMMIT")
        self.tail = tail
        if isinstance(entry, Day):
            self._closed_until = tail.position
        return tail

    def body_at(self, position: int) -> bytes | None:
        """Return the bytes of an entry, None where there is none."""
        row = self.connection.execute(
            "SELECT body FROM entry WHERE position = ?", (position,)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def day(self, date: str, stamp: Stamp) -> Day:
        """Return the entry that closes everything after the last `day` entry."""
        since = dict(
            self.connection.execute("SELECT type, since_day FROM latest").fetchall(),
        )
        levels = read_tally(self.connection, counting.SINCE_DAY)
        return Day(
            **msgspec.structs.asdict(stamp),
            date=date,
            first=self._closed_until + 1,
            last=self.tail.position,
            levels=levels,
            visits=since.get("visit", 0),
            unrated=since.get("unrated", 0),
        )

    def latest(self) -> dict[str, tuple[int, AnyEntry]]:
        """Return the last entry of each type with its position."""
        result = {}
        for kind, position, body in self.connection.execute(
            "SELECT type, position, body FROM latest JOIN entry USING (position)"
        ):
            entry = read(body)
            if isinstance(entry, AnyEntry):
                result[kind] = (position, entry)
        return result

    def checkpoint(self) -> int:
        """Carry the WAL into the database without waiting for any reader.

        Returns how many pages of it a reader keeps from being carried over, and so from reuse.
        """
        _, pages, carried = self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return 0 if pages == carried else int(pages)

    def close(self) -> None:
        """Let go of the file; what a failed transaction left is rolled back."""
        self.connection.close()

    def _count(self, rating: Rating) -> None:
        replaced = None
        if rating.replaces is not UNSET:
            before = read(self.body_at(rating.replaces) or b"{}")
            replaced = before if isinstance(before, Rating) else None
        since_day = rating.replaces is not UNSET and rating.replaces > self._closed_until
        for change in counting.changes(rating, replaced, replaced_since_day=since_day):
            self.connection.execute(
                "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "ratings = ratings + excluded.ratings",
                (change.span, change.scale, change.level, change.by),
            )


def body_of(entry: AnyEntry) -> bytes:
    """Make the bytes of an entry, once. Raises ValueError where it is too long."""
    return write(entry)
