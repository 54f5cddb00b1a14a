"""One writer for a data folder, by a lock the system releases when its holder dies."""

import os
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kiosk.errors import JournalInUse

LOCK_FILE = "journal.lock"
_PATIENCE = 2.0
_PAUSE = 0.05


class WriterLock:
    """Held by the one process that may write the journal of a folder."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @staticmethod
    def take(folder: Path, pause: Callable[[float], None] = time.sleep) -> "WriterLock":
        """Take the lock; wait two seconds for a predecessor that is just ending.

        Raises JournalInUse, OSError.
        """
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        for _ in range(round(_PATIENCE / _PAUSE)):
            if _try(descriptor):
                return WriterLock(descriptor)
            pause(_PAUSE)
        os.close(descriptor)
        raise in_use_error(folder)

    def release(self) -> None:
        """Let another process write. Safe to call once."""
        os.close(self._descriptor)


def in_use_error(folder: Path) -> JournalInUse:
    """Say that another process writes this folder's journal."""
    return JournalInUse(
        f"另一个程序正在使用数据文件夹 {folder}。一个终端只能运行一个评价窗口："
        "请先关闭另一个，或在配置里换一个 [terminal] data。",
        f"Another process is using the data folder {folder}. A terminal runs one rating window: "
        "end the other one first, or set another [terminal] data in the configuration.",
    )


def held(folder: Path) -> bool:
    """Tell whether some process holds the lock now. Makes no file, disturbs nobody for long."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try(descriptor)
    finally:
        os.close(descriptor)


def _try(descriptor: int) -> bool:
    try:
        _take(descriptor)
    except OSError:
        return False
    return True


def _system_lock() -> Callable[[int], None]:
    """Return what locks an open file for this process alone, or raises OSError at once."""
    try:
        fcntl = import_module("fcntl")
    except ImportError:
        # Windows: the first byte, which need not exist, until the descriptor is closed.
        msvcrt = import_module("msvcrt")
        return lambda descriptor: msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    return lambda descriptor: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_take = _system_lock()
