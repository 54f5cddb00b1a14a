"""The journal's SQLite file: its settings, its tables, and how an older one becomes today's."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from kiosk.errors import JournalDamaged, JournalTooNew, StorageUnavailable

JOURNAL_FILE = "journal.db"
DAMAGED_WAL = "journal.db-wal.damaged"
MARK_FILE = "journal.tail"
SIDE_FILES = ("journal.db-wal", "journal.db-shm", DAMAGED_WAL)

CHECKPOINT_PAGES = 200
"""SQLite checkpoints by itself at this WAL length; the writer does so earlier, between taps."""

# Every one is set at each open and read back: a build of SQLite that ignores one must not run.
# WAL with FULL is the pair that survives power cuts; NORMAL does not (docs/adr).
_PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("wal_autocheckpoint", CHECKPOINT_PAGES),
    ("journal_size_limit", 4 * 1024 * 1024),
    ("busy_timeout", 5000),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("mmap_size", 0),
    ("temp_store", 2),
)

_FIRST = (
    """CREATE TABLE entry (
        position INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT""",
    # Where the kept part of the log starts, and whose log it is.
    """CREATE TABLE base (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        position INTEGER NOT NULL,
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT""",
    # Derived, moved in the transaction that stores the entry: nothing is ever found by a scan.
    """CREATE TABLE latest (
        type TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        since_day INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally (
        span TEXT NOT NULL,
        scale TEXT NOT NULL,
        level TEXT NOT NULL,
        ratings INTEGER NOT NULL,
        PRIMARY KEY (span, scale, level)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
        BEGIN SELECT raise(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
        BEGIN SELECT raise(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER entry_has_the_next_position BEFORE INSERT ON entry
        WHEN NEW.position <> 1 + coalesce((SELECT max(position) FROM entry),
                                          (SELECT position FROM base))
        BEGIN SELECT raise(ABORT, 'an entry stands at the next position'); END""",
    """CREATE TRIGGER base_is_never_changed BEFORE UPDATE ON base
        BEGIN SELECT raise(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER base_is_never_deleted BEFORE DELETE ON base
        BEGIN SELECT raise(ABORT, 'the log is append-only'); END""",
)


def _execute_all(connection: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    lambda connection: _execute_all(connection, _FIRST),
)
"""Migration n makes schema version n + 1 from n. A shipped one is never edited."""

SCHEMA_VERSION = len(MIGRATIONS)


def connect(path: Path) -> sqlite3.Connection:
    """Open the journal for writing, its pragmas set and read back, its schema today's.

    Raises StorageUnavailable, JournalTooNew, sqlite3.Error.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rwc", uri=True, isolation_level=None, timeout=5.0
    )
    try:
        refuse_newer(connection, path)
        _set_pragmas(connection)
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise JournalTooNew where a later version of the program has written the file."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found > SCHEMA_VERSION:
        raise JournalTooNew(
            f"日志 {path} 是由更新版本的程序写的（格式 {found}，本程序懂得 {SCHEMA_VERSION}）。"
            "请安装更新版本的程序；日志没有改动，评价都在。",
            f"The journal {path} was written by a later version of this program (schema {found}, "
            f"this one knows {SCHEMA_VERSION}). Install the later version; nothing was changed, "
            "no rating is lost.",
        )


def _set_pragmas(connection: sqlite3.Connection) -> None:
    for name, wanted in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        row = connection.execute(f"PRAGMA {name}").fetchone()
        # A build without memory mapping answers mmap_size with no row at all: off, as wanted.
        found = row[0] if row is not None else 0
        if found != wanted:
            raise StorageUnavailable(
                f"数据库不接受安全设置 {name} = {wanted}（实际是 {found}），"
                "断电时可能丢失评价，因此不启动。请换一个磁盘文件夹或安装完整的 SQLite。",
                f"The database does not take the setting {name} = {wanted} (it says {found}); a "
                "power cut could lose ratings, so this does not start. Use a folder on a local "
                "disk, or install a complete SQLite.",
            )


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number in range(version, SCHEMA_VERSION):
        connection.execute("BEGIN IMMEDIATE")
        try:
            MIGRATIONS[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def schema_of(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Return type, name and text of everything the database defines."""
    return {
        (kind, name, " ".join(sql.split()))
        for kind, name, sql in connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        )
    }


def expected_schema() -> set[tuple[str, str, str]]:
    """Return what `schema_of` gives for a journal nobody has touched."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _migrate(connection)
        return schema_of(connection)
    finally:
        connection.close()


def refuse_altered(connection: sqlite3.Connection) -> None:
    """Raise JournalDamaged where a table or trigger is not as the program made it."""
    differing = schema_of(connection) ^ expected_schema()
    if differing:
        names = sorted({name for _, name, _ in differing})
        raise JournalDamaged(
            f"日志的数据库结构被改动过：{'、'.join(names)}。",
            f"The journal's schema was altered: {', '.join(names)}.",
        )
