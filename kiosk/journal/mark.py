"""The end of the log once more, outside the database: it is missed where the database lost its own.

SQLite takes a write-ahead file that was cut short for one that never was longer. The mark says
otherwise. It is written after each commit, never before it, and is not synced: whatever of it a
power cut leaves is the truth of some moment before, so it accuses no sound log; and a tap never
waits for it.
"""

import os
import zlib
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.journal.database import MARK_FILE
from kiosk.journal.reader import Tail


class Mark(Struct, frozen=True):
    """An end that a log certainly had."""

    log: str
    tail: Tail


class MarkWriter:
    """Keeps the mark of one folder up to date. Used by the writer's thread."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MARK_FILE
        self._descriptor: int | None = None
        self._written: Tail | None = None

    def note(self, log: str, tail: Tail) -> None:
        """Write the end of a log that is on the disk. Costs nothing where it has been noted."""
        if tail is self._written:
            return
        # A mark that cannot be written is an older one, and still true.
        with suppress(OSError):
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.pwrite(self._descriptor, _line(log, tail), 0)
        self._written = tail

    def close(self) -> None:
        """Let go of the file, which may be moved away or be another one by the next time."""
        descriptor, self._descriptor = self._descriptor, None
        self._written = None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)


def _line(log: str, tail: Tail) -> bytes:
    # Of one length, and shorter than a sector: it is there as a whole or not at all.
    text = f"{log} {tail.position:020} {tail.digest.hex()}"
    return f"{text} {zlib.crc32(text.encode()):08x}\n".encode()


def read_mark(folder: Path) -> Mark | None:
    """Read the mark; None where there is none, or none that can be relied on."""
    try:
        text = (folder / MARK_FILE).read_text(encoding="ascii")
        log, position, digest, check = text.split()
        if int(check, 16) != zlib.crc32(text.rpartition(" ")[0].encode()):
            return None
        return Mark(log, Tail(int(position), bytes.fromhex(digest)))
    except (OSError, ValueError):
        return None


def ends_early(noted: int, end: int) -> tuple[str, str]:
    """Say that a log does not have the end it had, in Chinese and English."""
    return (
        f"日志曾存到第 {noted} 条，现在只有 {end} 条，或末尾已不是原来的内容。",
        f"The journal had {noted} entries on the disk, now has {end}, or its end has changed.",
    )
