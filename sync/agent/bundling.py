"""All logs of this terminal as one file of signed batches, written to a stick.

The file has its name only when it is whole, on the stick, and was read back.
"""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from kiosk.errors import KioskError
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.key import KEY_FILE, KeyDamagedError, read_key
from kiosk.journal.reader import log_folders
from sync.agent.source import LogSource, LogUnreadableError
from sync.protocol import batch
from sync.protocol.bundle import SUFFIX, BundleDamagedError, pieces

_HEAD_ROOM = 1_024
_SYNC_EVERY = 4_000_000
_SPARE = 1_000_000
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_CLOSED = frozenset((errno.EROFS, errno.EACCES, errno.EPERM))
Tell = Callable[[str, int, int], None]
"""(phase, done, total): called now and then."""


class ExportError(KioskError):
    """There is no file, and why. The journal is as it was."""


class Exported(Struct, frozen=True, kw_only=True):
    """What was written. `left_out`: folders of set-aside logs nobody can read any more."""

    file: Path
    entries: int
    logs: int
    left_out: int


class _Part(Struct, frozen=True):
    source: LogSource
    first: int
    last: int

    @property
    def entries(self) -> int:
        return self.last - self.first + 1


def bundle(data: Path, to: Path, name: str, now: datetime, tell: Tell) -> Exported:
    """Write everything held in a data folder into a new file in `to`. Raises ExportError."""
    parts, left_out = _parts(data)
    try:
        total = sum(part.entries for part in parts)
        if not total:
            raise ExportError(
                "本机还没有任何记录，没有可导出的。",
                "There is no entry here yet: nothing to export.",
            )
        file = _write(parts, to, name, now, lambda phase, done: tell(phase, done, total))
        return Exported(file=file, entries=total, logs=len(parts), left_out=left_out)
    finally:
        for part in parts:
            part.source.close()


def _parts(data: Path) -> tuple[list[_Part], int]:
    parts: list[_Part] = []
    left_out = 0
    for folder in log_folders(data):
        try:
            source = LogSource(folder, read_key(folder / KEY_FILE))
            last = source.last()
            if last >= (first := source.first()):
                parts.append(_Part(source, first, last))
        except (OSError, KeyDamagedError, LogUnreadableError) as error:
            if folder != data:
                left_out += 1
            elif (folder / JOURNAL_FILE).exists():
                raise ExportError(
                    f"本机的记录现在读不了，没有导出：{error}。请告诉系统管理员。",
                    f"The log cannot be read now, nothing was exported: {error}. Tell your "
                    "administrator.",
                ) from error
    return parts, left_out


def _write(
    parts: list[_Part], to: Path, name: str, now: datetime, tell: Callable[[str, int], None]
) -> Path:
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "terminal"
    log = parts[-1].source.key.log[:8]
    target = to / f"{stem}-{log}-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    beside = target.with_name(target.name + ".part")
    try:
        device = to.stat().st_dev
        for left in to.glob(f"{stem}-{log}-*{SUFFIX}.part"):
            left.unlink()  # of an export that a power cut has ended
        _make_room(parts, to)
        with beside.open("xb") as file:
            for size in _batches(parts, file, lambda done: tell("write", done)):
                if size >= _SYNC_EVERY:
                    os.fsync(file.fileno())
            file.flush()
            os.fsync(file.fileno())
        _read_back(beside, lambda done: tell("check", done))
        _be_there(to, device)
        beside.replace(target)
        _sync_folder(to)
    except (OSError, BundleDamagedError) as error:
        with suppress(OSError):
            beside.unlink()
        raise _failure(to, error) from error
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    return target


def _batches(parts: list[_Part], file: BinaryIO, tell: Callable[[int], None]) -> Iterator[int]:
    """Write batch after batch; yield how much was written since the last time it was much."""
    done = unsynced = 0
    for part in parts:
        position, before = part.first, part.source.digest_at(part.first - 1)
        while position <= part.last:
            if before is None:
                raise ExportError(
                    "本机的记录有缺口，没有导出。请告诉系统管理员。",
                    "The log has a gap, nothing was exported. Tell your administrator.",
                )
            some = min(batch.MAX_ENTRIES, part.last - position + 1)
            try:
                bodies = part.source.bodies(position, some, batch.MAX_BYTES - _HEAD_ROOM)
            except LogUnreadableError as error:
                raise ExportError(
                    f"本机的记录读到第 {position} 条读不下去：{error}。请告诉系统管理员。",
                    f"The log cannot be read from entry {position} on: {error}. Tell your "
                    "administrator.",
                ) from error
            raw = batch.encode(part.source.key, position, bodies, before)
            file.write(raw)
            position += len(bodies)
            done += len(bodies)
            unsynced += len(raw)
            before = part.source.digest_at(position - 1)
            tell(done)
            yield unsynced
            unsynced = 0 if unsynced >= _SYNC_EVERY else unsynced


def _read_back(path: Path, tell: Callable[[int], None]) -> None:
    """Read what was written, from the stick where the system can be made to: every signature."""
    done = 0
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        for piece in pieces(file):
            read = batch.decode(piece.raw)
            if isinstance(read, batch.Refused) or isinstance(batch.verify(read), batch.Refused):
                raise BundleDamagedError(piece.number, piece.offset, "not as it was written")
            done += len(read.bodies)
            tell(done)


def _make_room(parts: list[_Part], to: Path) -> None:
    """Refuse before the first byte where the file cannot fit: a journal is larger than it."""
    needed = _SPARE + sum((p.source.folder / JOURNAL_FILE).stat().st_size for p in parts)
    for part in parts:
        wal = part.source.folder / (JOURNAL_FILE + "-wal")
        needed += wal.stat().st_size if wal.exists() else 0
    if shutil.disk_usage(to).free < needed:
        raise OSError(errno.ENOSPC, "too little room")


def _be_there(to: Path, device: int) -> None:
    """Raise OSError unless it is the same disk still: beneath a pulled-out stick is our own."""
    if to.stat().st_dev != device:
        raise OSError(errno.ENODEV, "the stick is not there any more")


def _failure(to: Path, error: OSError | BundleDamagedError) -> ExportError:
    code = error.errno if isinstance(error, OSError) else None
    if code in _FULL:
        return ExportError(
            "U 盘空间不够，文件没有写成。本机记录不受影响，请换一个 U 盘或腾出空间再导出。",
            "There is too little room on the stick, there is no file. Nothing here is lost: use "
            "another stick or make room, and export again.",
        )
    if code in _CLOSED:
        return ExportError(
            "U 盘写不进去（写保护或没有权限），文件没有写成。本机记录不受影响，请换一个 U 盘。",
            "The stick cannot be written to (write-protected, or no right to), there is no file. "
            "Nothing here is lost: use another stick.",
        )
    if isinstance(error, BundleDamagedError):
        return ExportError(
            "写到 U 盘的内容读回来不对，U 盘可能坏了，文件已删除。本机记录不受影响，请换一个。",
            "What was written reads back wrong; the stick may be broken. The file was removed, "
            "nothing here is lost: use another stick.",
        )
    return gone(to)


def gone(to: Path) -> ExportError:
    """Return the error of a stick that is not there any more."""
    return ExportError(
        f"写入时 U 盘（{to}）不见了，可能被拔出，文件没有写成。本机记录不受影响，请插好再导出。",
        f"The stick ({to}) was gone while it was written; it may have been pulled out. There is "
        "no file, and nothing here is lost: put it in and export again.",
    )


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(opened)
