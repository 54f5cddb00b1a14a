"""Stamping entries and handing them to the journal; outcomes come back to the caller's thread."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from kiosk.app.clocks import Clocks
from kiosk.domain.clocks import Baseline
from kiosk.errors import StorageUnavailable
from kiosk.journal.journal import Journal, Opened, Stored
from sync.protocol.entries import AnyEntry, Clock, Stamp

T = TypeVar("T")
E = TypeVar("E", bound=Any)
Post = Callable[[Callable[[], None]], None]


class Recorder:
    """Writes entries for the terminal. Used on the terminal's thread alone.

    `failed` is called, on that thread, for every outcome that is a StorageUnavailable, and
    `stored` for every entry of `write` that is on the disk, after whoever wrote it knows.
    """

    def __init__(
        self,
        journal: Journal,
        clocks: Clocks,
        post: Post,
        failed: Callable[[StorageUnavailable], None],
        stored: Callable[[int, AnyEntry], None],
    ) -> None:
        self._journal = journal
        self._clocks = clocks
        self._post = post
        self._failed = failed
        self._stored = stored
        self._baseline: Baseline | None = None
        self.boot = 1
        self.log = ""
        """The hex id of the log being written, once it is open."""

    def stamp(self) -> Stamp:
        """Stamp this moment. Where the wall clock was set since the last stamp, that comes first.

        The `clock` entry is on its way to the journal before whatever gets this stamp.
        """
        now, up = self._clocks.now(), self._clocks.up()
        stamp = self._plain(now, up)
        step = 0 if self._baseline is None else self._baseline.step(now, up)
        if step or self._baseline is None:
            self._baseline = Baseline.at(now, up)
        if step:
            self.write(self.entry(Clock, stamp, step=step, source="system"))
        return stamp

    def plain_stamp(self) -> Stamp:
        """Stamp this moment without looking for a clock that was set."""
        return self._plain(self._clocks.now(), self._clocks.up())

    def entry(self, kind: Callable[..., E], stamp: Stamp, **fields: Any) -> E:
        """Make an entry of a type from a stamp and its own fields; None stands for left out."""
        given = {name: msgspec.UNSET if value is None else value for name, value in fields.items()}
        return kind(at=stamp.at, boot=stamp.boot, up=stamp.up, clock=stamp.clock, **given)

    def write(self, entry: AnyEntry, done: Callable[[Stored], None] | None = None) -> None:
        """Store an entry; `done` is called on the terminal's thread once it is on the disk."""

        def stored(at: Stored) -> None:
            if done is not None:
                done(at)
            self._stored(at.position, entry)

        self._deliver(self._journal.append(entry), stored)

    def close_day(self, date: str, done: Callable[[Stored], None]) -> None:
        """Store the `day` entry of a date."""
        self._deliver(self._journal.close_day(date, self.stamp()), done)

    def open(self, done: Callable[[Opened], None]) -> None:
        """Open the log, or open it again."""
        self._deliver(self._journal.open(self._clocks.now().date().isoformat()), done)

    def _plain(self, now: datetime, up: int) -> Stamp:
        return Stamp(at=now, boot=self.boot, up=up, clock="ok" if self._clocks.sure() else "unsure")

    def _deliver(self, future: Future[T], done: Callable[[T], None] | None) -> None:
        def resolved(future: Future[T]) -> None:
            self._post(lambda: self._settle(future, done))

        future.add_done_callback(resolved)

    def _settle(self, future: Future[T], done: Callable[[T], None] | None) -> None:
        error = future.exception()
        if isinstance(error, StorageUnavailable):
            self._failed(error)
        elif error is not None:
            raise error
        elif done is not None:
            done(future.result())
