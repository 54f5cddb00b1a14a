"""The journal as the rest of the terminal sees it: one thread that writes, and futures.

Nobody who calls waits for the disk. A commit that failed is never repeated on its connection:
the writer closes it, opens the file again, looks whether the entry is there after all, and only
then writes it once more.
"""

import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from msgspec import Struct

from kiosk.domain.counting import Levels
from kiosk.errors import StorageUnavailable
from kiosk.journal.ballast import Ballast
from kiosk.journal.database import CHECKPOINT_PAGES
from kiosk.journal.key import KeyDamagedError
from kiosk.journal.lock import WriterLock
from kiosk.journal.mark import MarkWriter
from kiosk.journal.opening import Log, is_full, open_log, open_sound, unavailable
from kiosk.journal.reader import Tail, read_tally
from kiosk.journal.store import Store, body_of
from sync.protocol.entries import AnyEntry, Follows, Stamp, read

logger = logging.getLogger(__name__)
T = TypeVar("T")

Stored = Tail
"""Where an entry was stored: its position and the digest there."""

_TIDY_AFTER = 24
"""Appends between two checkpoints made while no tap waits: about half of SQLite's own limit."""
_LONG_WAL = 10 * CHECKPOINT_PAGES
"""Pages of WAL, 8 MB, at which whoever reads is in the way."""
_LITTLE_SPACE = 1024 * 1024


class Opened(Struct, frozen=True, kw_only=True):
    """What a log that was just opened knows. All of it is found without a scan."""

    log: str
    tail: Tail
    latest: dict[str, tuple[int, AnyEntry]]
    """The last entry of each type with its position, by the type's name."""
    first: AnyEntry | None
    """The log's first kept entry."""
    counts: Levels
    """Ratings that count on the date asked for."""
    follows: Follows | None
    """The log this one continues after a repair: its first entry has to name it."""
    aside: Path | None
    """Where a damaged journal was just set aside, if one was."""
    arrived: Stored | None
    """Where the entry whose storing had failed was found after all, if it was."""


class _Doubt(Struct, frozen=True):
    position: int
    body: bytes


class Journal:
    """Appends entries to the log of a data folder. Safe to call from any thread.

    Futures fail with StorageUnavailable; anything else is a mistake in this program. They
    resolve on the writer's thread.
    """

    def __init__(self, data: Path) -> None:
        """Take the data folder. Nothing is touched before `open`."""
        self._data = data
        self._ballast = Ballast(data)
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock: WriterLock | None = None
        self._store: Store | None = None
        self._doubt: _Doubt | None = None
        self._untidied = 0
        self._held = 0
        self._mark = MarkWriter(data)
        self._log = ""
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def open(self, date: str) -> Future[Opened]:
        """Open the log, or open it again after a failure; read what it knows and `date`'s counts.

        A damaged log is set aside and a new one begun. Opening an open log is harmless.
        """
        return self._submit(lambda: self._open(date))

    def append(self, entry: AnyEntry) -> Future[Stored]:
        """Store an entry. Resolved only once it is on the disk.

        Raises ValueError at once for an entry that is too long for a log.
        """
        body = body_of(entry)
        return self._submit(lambda: self._append(lambda _: (body, entry)))

    def close_day(self, date: str, stamp: Stamp) -> Future[Stored]:
        """Store the `day` entry for a date, with the counts as they are when its turn comes."""

        def made(store: Store) -> tuple[bytes, AnyEntry]:
            day = store.day(date, stamp)
            return body_of(day), day

        return self._submit(lambda: self._append(made))

    def ping(self) -> Future[bool]:
        """Resolve when the writer has done everything before; for a watchdog.

        True where somebody who reads keeps the WAL from being reused, and it has grown long.
        """
        return self._submit(self._in_the_way)

    def close(self) -> None:
        """Finish what was asked for, let go of the files, end the thread. Waits."""
        self._jobs.put(None)
        self._thread.join()

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work()
            except StorageUnavailable as error:
                future.set_exception(error)
            except (OSError, sqlite3.Error) as error:
                future.set_exception(unavailable(error, self._data))
            except Exception as error:  # noqa: BLE001 -- a mistake of ours: whoever asked must see it
                future.set_exception(error)
            else:
                future.set_result(result)

        self._jobs.put(job)
        return future

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            # The futures' callbacks have run: from here on nobody waits for this thread.
            if self._store is not None:
                self._mark.note(self._log, self._store.tail)
            if self._untidied >= _TIDY_AFTER and self._jobs.empty():
                self._tidy()
        self._let_go()
        if self._lock is not None:
            self._lock.release()

    def _open(self, date: str) -> Opened:
        self._data.mkdir(parents=True, exist_ok=True)
        self._let_go()
        if self._short_of_space():
            self._ballast.release()
        if self._lock is None:
            self._lock = WriterLock.take(self._data)
        log = open_log(self._data)
        self._store, self._log = log.store, log.base.log
        try:
            opened = self._facts(log, date)
        except sqlite3.Error:
            self._let_go()
            raise
        self._doubt = None
        self._untidied = _TIDY_AFTER
        return opened

    def _facts(self, log: Log, date: str) -> Opened:
        store = log.store
        first = store.body_at(log.base.position + 1)
        entry = None if first is None else read(first)
        return Opened(
            log=log.base.log,
            tail=store.tail,
            latest=store.latest(),
            first=entry if isinstance(entry, AnyEntry) else None,
            counts=read_tally(store.connection, date),
            follows=log.follows,
            aside=log.aside,
            arrived=self._arrived(store),
        )

    def _arrived(self, store: Store) -> Stored | None:
        doubt = self._doubt
        if doubt is None or store.tail.position != doubt.position:
            return None
        return store.tail if store.body_at(doubt.position) == doubt.body else None

    def _append(self, make: Callable[[Store], tuple[bytes, AnyEntry]]) -> Stored:
        store = self._store
        if store is None:
            raise StorageUnavailable("评价日志没有打开。", "The journal is not open.")
        self._untidied += 1
        body, entry = make(store)
        try:
            return store.append(body, entry)
        except sqlite3.Error as error:
            logger.warning("storing failed, opening the journal again: %s", error)
            return self._append_again(store.tail.position + 1, body, entry, error)

    def _append_again(
        self, position: int, body: bytes, entry: AnyEntry, failure: sqlite3.Error
    ) -> Stored:
        self._let_go()
        self._doubt = _Doubt(position, body)
        if is_full(failure) or self._short_of_space():
            self._ballast.release()
        try:
            store = self._store = open_sound(self._data).store
            stored = self._arrived(store) or self._only_after(position - 1, store, body, entry)
        except (OSError, sqlite3.Error) as error:
            self._let_go()
            raise unavailable(error, self._data) from error
        except KeyDamagedError as error:
            self._let_go()
            raise StorageUnavailable("设备密钥已损坏。", "The device key is damaged.") from error
        except StorageUnavailable:
            self._let_go()
            raise
        self._doubt = None
        return stored

    @staticmethod
    def _only_after(position: int, store: Store, body: bytes, entry: AnyEntry) -> Stored:
        if store.tail.position != position:
            raise StorageUnavailable(
                "日志的末尾与程序所知不符。",
                "The end of the journal is not what the program knows.",
            )
        return store.append(body, entry)

    def _in_the_way(self) -> bool:
        if self._held > _LONG_WAL:
            self._tidy()  # whoever read may have gone by now
        return self._held > _LONG_WAL

    def _tidy(self) -> None:
        """Do between taps what would otherwise be done during one."""
        self._untidied = 0
        if self._store is not None:
            try:
                self._held = self._store.checkpoint()
            except sqlite3.Error as error:
                # Nothing is lost: the WAL keeps what was not carried over. The next append tells.
                logger.warning("the journal could not be tidied: %s", error)
        self._ballast.rebuild()

    def _let_go(self) -> None:
        store, self._store = self._store, None
        self._mark.close()
        if store is not None:
            try:
                store.close()
            except sqlite3.Error as error:
                logger.warning("the journal did not close cleanly: %s", error)

    def _short_of_space(self) -> bool:
        try:
            return shutil.disk_usage(self._data).free < _LITTLE_SPACE
        except OSError:
            return False
