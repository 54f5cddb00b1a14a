"""From a data folder to a log that can be appended to, whatever state the folder is in."""

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged, StorageUnavailable
from kiosk.journal import checks
from kiosk.journal.database import JOURNAL_FILE, connect
from kiosk.journal.key import KEY_FILE, KeyDamagedError, load_or_make_key, read_key
from kiosk.journal.reader import Base, Tail
from kiosk.journal.set_aside import Damage, finish_moves, latest_damage, set_aside
from kiosk.journal.store import Store
from sync.protocol import chain
from sync.protocol.entries import Follows
from sync.protocol.handover import sync_folder
from sync.protocol.key import DeviceKey

logger = logging.getLogger(__name__)

_FULL = {sqlite3.SQLITE_FULL}
_BROKEN = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    # What the program asks is always the same and right: if it makes no sense to the database,
    # then its tables are not as they were made.
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
}


class Log(Struct, frozen=True, kw_only=True):
    """A log that is open for appending."""

    store: Store
    base: Base
    follows: Follows | None
    """The damaged log before this one, for the first entry to name."""
    aside: Path | None = None
    """Where the journal was just set aside, if it was."""


def open_log(data: Path) -> Log:
    """Open the folder's log; set a damaged one aside and begin a new one that follows it.

    Raises StorageUnavailable where neither is possible now.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        finish_moves(data)
        try:
            return open_sound(data)
        except (JournalDamaged, KeyDamagedError) as error:
            aside = set_aside(data, _damage(data, error))
            logger.warning("the journal was set aside in %s: %s", aside, error)
            fresh = open_sound(data)
            return Log(store=fresh.store, base=fresh.base, follows=fresh.follows, aside=aside)
    except (OSError, sqlite3.Error) as error:
        raise unavailable(error, data) from error


def open_sound(data: Path) -> Log:
    """Open the folder's log, or raise JournalDamaged, KeyDamagedError, OSError, sqlite3.Error."""
    key = load_or_make_key(data)
    path = data / JOURNAL_FILE
    made = not path.exists()
    try:
        connection = connect(path)
        try:
            # Before anything writes: a write would overwrite what this looks at.
            checks.check_wal(connection, path)
            base = _base(connection, data, key)
            checks.check_file(connection)
            checks.check_tail(connection, base)
            checks.check_mark(connection, data, base)
            store = Store(connection)
            checks.check_against_collector(data, base.log, store.tail.position)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, TypeError, ValueError) as error:
        if is_broken(error):
            raise JournalDamaged(
                f"日志文件已损坏：{error}。", f"The journal file is damaged: {error}."
            ) from error
        raise
    if made:
        sync_folder(data)
    damage = latest_damage(data) if store.tail.position == 0 else None
    return Log(store=store, base=base, follows=damage.follows if damage else None)


def _base(connection: sqlite3.Connection, data: Path, key: DeviceKey) -> Base:
    row = connection.execute("SELECT position, digest, key FROM base").fetchone()
    if row is None:
        checks.check_against_collector(data, key.log, 0)
        row = (0, chain.start(key.public), key.public)
        connection.execute("INSERT INTO base VALUES (1, ?, ?, ?)", row)
    base = Base(*row)
    if base.key != key.public:
        raise JournalDamaged(
            "日志不是用现在的设备密钥写的，不能接着写。",
            "The journal was written with another device key and cannot be continued.",
        )
    return base


def _damage(data: Path, error: JournalDamaged | KeyDamagedError) -> Damage:
    """Find out how much of a damaged journal holds together."""
    reason = error.en if isinstance(error, JournalDamaged) else "The device key is damaged."
    base = _salvaged_base(data)
    good = Tail(0, b"") if base is None else Tail(base.position, base.digest)
    path = data / JOURNAL_FILE
    if base is not None and path.exists():
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                good = checks.holds_until(connection, base, base.position + 1)
            finally:
                connection.close()
        except (sqlite3.Error, ValueError):
            logger.warning("nothing can be read of the damaged journal")
    return Damage(
        log="" if base is None else base.log,
        position=good.position,
        digest=good.digest.hex(),
        reason=reason,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
    )


def _salvaged_base(data: Path) -> Base | None:
    path = data / JOURNAL_FILE
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("SELECT position, digest, key FROM base").fetchone()
            if row is not None and row[0] == 0 and row[1] == chain.start(row[2]):
                return Base(*row)
        finally:
            connection.close()
    except (sqlite3.Error, TypeError, ValueError):
        pass
    try:
        key = read_key(data / KEY_FILE)
    except (OSError, KeyDamagedError):
        return None
    return Base(0, chain.start(key.public), key.public)


def unavailable(error: OSError | sqlite3.Error, data: Path) -> StorageUnavailable:
    """Say in a person's words why nothing can be stored."""
    if is_full(error):
        return StorageUnavailable(
            f"磁盘已满，评价存不下。请清理 {data} 所在的磁盘；有空间后自动恢复。",
            f"The disk is full, ratings cannot be stored. Make room on the disk of {data}; the "
            "terminal goes on by itself then.",
        )
    return StorageUnavailable(
        f"评价存不到 {data}：{error}。请检查磁盘和文件夹权限；恢复后自动继续。",
        f"Ratings cannot be stored in {data}: {error}. Check the disk and the folder's "
        "permissions; the terminal goes on by itself then.",
    )


def is_broken(error: Exception) -> bool:
    """Tell whether an error while opening means that the file is not what was written.

    Values of a wrong kind, and text that is none, are found by Python and bear no number.
    """
    return not isinstance(error, sqlite3.Error) or _code(error) in _BROKEN | {0}


def is_full(error: Exception) -> bool:
    """Tell whether an error means that there is no space left."""
    if isinstance(error, OSError):
        return error.errno in {28, 122}
    return isinstance(error, sqlite3.Error) and _code(error) in _FULL


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
