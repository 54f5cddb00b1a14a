"""Whether a journal still is what was written: asked at every start, before the first entry."""

import sqlite3
import struct
from pathlib import Path

from kiosk.errors import JournalDamaged
from kiosk.journal.database import DAMAGED_WAL, JOURNAL_FILE, refuse_altered
from kiosk.journal.mark import ends_early, read_mark
from kiosk.journal.reader import Base, Tail, read_tail
from sync.protocol import chain
from sync.protocol.handover import read_link

_WHOLE_FILE_PAGES = 2_500
"""Up to 10 MB the whole file is checked at the start; beyond, the parts the next tap needs."""
_TAIL_ENTRIES = 1_000
_WAL_HEADER = 32
_FRAME_HEADER = 24
_TORN_COMMITS = 1
"""A power cut tears at most the one commit that was not synced, and nobody was thanked for it."""


def check_file(connection: sqlite3.Connection) -> None:
    """Raise JournalDamaged where SQLite finds the file inconsistent or the schema is altered."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    scopes = [""] if pages <= _WHOLE_FILE_PAGES else ["(latest)", "(tally)", "(base)"]
    for scope in scopes:
        answer = connection.execute(f"PRAGMA quick_check{scope}").fetchone()[0]
        if answer != "ok":
            raise JournalDamaged(
                f"日志文件自检不通过：{answer}。", f"The journal fails its check: {answer}."
            )
    refuse_altered(connection)


def check_tail(connection: sqlite3.Connection, base: Base) -> None:
    """Raise JournalDamaged where the chain of the last 1,000 entries does not hold."""
    end = read_tail(connection).position
    first = max(end - _TAIL_ENTRIES, base.position) + 1
    good = holds_until(connection, base, first)
    if good.position != end:
        raise JournalDamaged(
            f"日志第 {good.position + 1} 条与其摘要不符。",
            f"Entry {good.position + 1} of the journal does not fit its digest.",
        )


def holds_until(connection: sqlite3.Connection, base: Base, first: int) -> Tail:
    """Return the last position up to which the chain holds, from `first` on.

    `first` - 1 is taken as good. Stops, as at a wrong digest, at a page that cannot be read.
    """
    good = Tail(base.position, base.digest)
    try:
        if first > base.position + 1:
            (digest,) = connection.execute(
                "SELECT digest FROM entry WHERE position = ?", (first - 1,)
            ).fetchone()
            good = Tail(first - 1, digest)
        for position, body, digest in connection.execute(
            "SELECT position, body, digest FROM entry WHERE position >= ? ORDER BY position",
            (first,),
        ):
            running = chain.extend(good.digest, body)
            if position != good.position + 1 or running != digest:
                break
            good = Tail(position, running)
    except (sqlite3.DatabaseError, TypeError, ValueError):
        pass
    return good


def check_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Raise JournalDamaged where the WAL lost commits that had been synced.

    SQLite quietly ignores everything after the first frame that does not fit. That is right for
    the one commit a power cut has torn; two or more behind it prove that the disk has changed
    what was already safe. Call after opening and before the first write.
    """
    wal = path.with_name(path.name + "-wal")
    try:
        size = wal.stat().st_size
    except OSError:
        return
    if size <= _WAL_HEADER:
        return
    (_, frames, _) = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    content = wal.read_bytes()
    header = content[:_WAL_HEADER]
    if not _header_holds(header):
        lost = _TORN_COMMITS + 1
    else:
        lost = _commits_after(content[_WAL_HEADER:], max(frames, 0), header)
    if lost > _TORN_COMMITS:
        # SQLite deletes the WAL when it closes; what it could not read may still help somebody.
        path.with_name(DAMAGED_WAL).write_bytes(content)
        raise JournalDamaged(
            "日志的预写文件有损坏，最近的一些记录读不出来。",
            "The journal's write-ahead file is damaged, the latest entries cannot be read.",
        )


def _header_holds(header: bytes) -> bool:
    magic, *_ = struct.unpack(">I", header[:4])
    order = ">" if magic & 1 else "<"
    words = struct.unpack(f"{order}6I", header[:24])
    first = second = 0
    for i in range(0, 6, 2):
        first = (first + words[i] + second) & 0xFFFFFFFF
        second = (second + words[i + 1] + first) & 0xFFFFFFFF
    return (first, second) == struct.unpack(">2I", header[24:32])


def _commits_after(content: bytes, frames: int, header: bytes) -> int:
    page_size, salts = struct.unpack(">I", header[8:12])[0], header[16:24]
    length = _FRAME_HEADER + page_size
    count = 0
    for start in range(frames * length, len(content) - length + 1, length):
        frame = content[start : start + _FRAME_HEADER]
        if frame[8:16] == salts and frame[4:8] != b"\0\0\0\0":
            count += 1
    return count


def check_mark(connection: sqlite3.Connection, data: Path, base: Base) -> None:
    """Raise JournalDamaged where the log does not have an end any more that it certainly had."""
    mark = read_mark(data)
    if mark is None or mark.log != base.log or mark.tail.position <= base.position:
        return
    noted = mark.tail
    row = connection.execute(
        "SELECT digest FROM entry WHERE position = ?", (noted.position,)
    ).fetchone()
    if row is None or row[0] != noted.digest:
        raise JournalDamaged(*ends_early(noted.position, read_tail(connection).position))


def check_against_collector(data: Path, log: str, end: int) -> None:
    """Raise JournalDamaged where the collector holds more of this log than the terminal.

    Then the end was lost here (a restored image, a damaged disk), and to go on with the same key
    would make a second history under it.
    """
    link = read_link(data)
    if link is not None and link.log == log and link.acknowledged > end:
        raise JournalDamaged(
            f"汇总服务器已有本日志 {link.acknowledged} 条，"
            f"本机 {data / JOURNAL_FILE} 只有 {end} 条。",
            f"The collector holds {link.acknowledged} entries of this log, "
            f"{data / JOURNAL_FILE} only {end}.",
        )
