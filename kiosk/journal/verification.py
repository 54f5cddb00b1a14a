"""The whole log gone through: every entry against its digest, and what was derived from it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kiosk.domain import counting
from kiosk.domain.counting import Levels
from kiosk.errors import JournalDamaged, StorageUnavailable
from kiosk.journal.database import JOURNAL_FILE, refuse_altered
from kiosk.journal.key import KEY_FILE, KeyDamagedError, read_key
from kiosk.journal.mark import ends_early, read_mark
from kiosk.journal.reader import JournalReader, Tail
from sync.protocol import chain
from sync.protocol.entries import Rating, Unreadable, read

_AT_ONCE = 2_000
_FOR_EVER = 2**63 - 1


class Verdict(Struct, frozen=True, kw_only=True):
    """What was found. The log holds when `problems` is empty.

    `first_bad` is the first position that is not as it was written, where one is to blame;
    `senseless` are entries that stand as written and make no sense.
    """

    log: str
    last: int
    digest: str
    first_bad: int | None
    problems: tuple[tuple[str, str], ...]
    senseless: tuple[int, ...]


class _Walk(Struct):
    good: Tail
    levels: Levels
    senseless: list[int]


def verify(data: Path, progress: Callable[[int, int], None] | None = None) -> Verdict:
    """Check the log of a data folder, also while it is being written.

    Reads in short transactions; `progress` is told the position reached, and the last one where
    that is known, else 0. Raises JournalMissing, and StorageUnavailable where not even the
    beginning can be read.
    """
    reader = JournalReader(data / JOURNAL_FILE)
    try:
        base = reader.base()
        mark = read_mark(data)  # before the end is looked at, which may go on growing
        problems = [*_file(reader), *_owner(data, base.key)]
        if chain.start(base.key) != base.digest and base.position == 0:
            problems.append(("日志的起点被改动过。", "The beginning of the log was altered."))
        try:
            end, totals = reader.tail_and_totals()
        except StorageUnavailable as error:
            end, totals = None, {}
            problems.append((error.zh, error.en))
        if mark and end and mark.log == base.log and mark.tail.position > end.position:
            problems.append(ends_early(mark.tail.position, end.position))
        walk = _Walk(Tail(base.position, base.digest), {}, [])
        first_bad = _go_through(reader, walk, end, progress or (lambda _at, _of: None))
        if first_bad is not None:
            zh, en = "第 {} 条与写入时不符。", "Entry {} is not as it was written."
            problems.insert(0, (zh.format(first_bad), en.format(first_bad)))
        elif end is not None and walk.levels != totals and base.position == 0:
            problems.append(("累计数与日志不符。", "The lifetime totals are not those of the log."))
        return Verdict(
            log=base.log,
            last=walk.good.position,
            digest=walk.good.digest.hex(),
            first_bad=first_bad,
            problems=tuple(problems),
            senseless=tuple(walk.senseless),
        )
    finally:
        reader.close()


def _go_through(
    reader: JournalReader, walk: _Walk, end: Tail | None, progress: Callable[[int, int], None]
) -> int | None:
    """Walk up to the end; return the first position that does not hold."""
    # No further: what a running window has written since is in no tail and no totals read here.
    until = _FOR_EVER if end is None else end.position
    while end is None or walk.good.position < end.position:
        before = walk.good.position
        try:
            sound = reader.read(lambda connection: _some(connection, walk, until))
        except StorageUnavailable:
            sound = False
        if not sound:
            return walk.good.position + 1
        progress(walk.good.position, 0 if end is None else end.position)
        if walk.good.position == before:
            # The table ends here: behind it stands nothing, or it says more than it has.
            return None if end is None else before + 1
    return None if end is None or walk.good == end else walk.good.position


def _some(connection: sqlite3.Connection, walk: _Walk, until: int) -> bool:
    """Walk on by some entries, at most to `until`; tell whether all of them held."""
    try:
        for position, body, digest in connection.execute(
            "SELECT position, body, digest FROM entry WHERE position > ? AND position <= ? "
            "ORDER BY position LIMIT ?",
            (walk.good.position, until, _AT_ONCE),
        ):
            running = chain.extend(walk.good.digest, body)
            if position != walk.good.position + 1 or running != digest:
                return False
            walk.good = Tail(position, running)
            _note(walk, position, body)
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return False
    return True


def _note(walk: _Walk, position: int, body: bytes) -> None:
    entry = read(body)
    if isinstance(entry, Rating):
        counting.add(walk.levels, entry.scale, entry.level, 1)
    elif isinstance(entry, Unreadable):
        walk.senseless.append(position)


def _file(reader: JournalReader) -> list[tuple[str, str]]:
    def look(connection: sqlite3.Connection) -> list[tuple[str, str]]:
        found = []
        try:
            refuse_altered(connection)
        except JournalDamaged as error:
            found.append((error.zh, error.en))
        answer = connection.execute("PRAGMA quick_check").fetchone()[0]
        if answer != "ok":
            found.append(
                (f"日志文件自检不通过：{answer}。", f"The file fails its check: {answer}.")
            )
        return found

    try:
        return reader.read(look)
    except StorageUnavailable as error:
        return [(error.zh, error.en)]


def _owner(data: Path, public: bytes) -> list[tuple[str, str]]:
    path = data / KEY_FILE
    try:
        if read_key(path).public == public:
            return []
    except PermissionError:
        return []  # somebody else's key: whoever may not read it cannot ask this
    except FileNotFoundError:
        return [(f"设备密钥 {path} 不见了。", f"The device key {path} is gone.")]
    except (OSError, KeyDamagedError):
        return [(f"设备密钥 {path} 已损坏。", f"The device key {path} is damaged.")]
    return [
        (
            "日志不是用这个设备密钥写的，可能是从别的终端拷来的。",
            "The log was not written with this device key; it may come from another terminal.",
        )
    ]
