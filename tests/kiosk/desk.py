"""A whole terminal at a desk: the real state machine on a real journal, with clocks set by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from kiosk.app.terminal import Terminal
from kiosk.app.times import Times
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.reader import JournalReader
from kiosk.settings import Situation, situation_from
from sync.protocol.entries import AnyEntry, Unknown, Unreadable, read
from sync.protocol.settings import Policy, Settings, Staff, Window

CHINA = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)


class HandClocks:
    """Clocks that stand still until they are moved."""

    def __init__(self, wall: datetime = MORNING) -> None:
        self.wall = wall
        self.steady = 0
        self.trusted = True

    def now(self) -> datetime:
        return self.wall

    def up(self) -> int:
        return self.steady

    def sure(self) -> bool:
        return self.trusted

    def move_to(self, timezone: str) -> None:
        if timezone:
            self.wall = self.wall.astimezone(ZoneInfo(timezone))

    def pass_by(self, seconds: float) -> None:
        self.steady += round(seconds * 1000)
        self.wall += timedelta(seconds=seconds)


def situation(**fields: Any) -> Situation:
    """A window A01 with two of staff; `fields` of the settings document and of the policy."""
    policy = {name: fields.pop(name) for name in Policy.__struct_fields__ if name in fields}
    plain = {
        "window": Window(code="A01", name="综合服务"),
        "staff": (Staff(number="007", name="王"), Staff(number="008", name="李")),
        "policy": Policy(**policy),
    }
    return situation_from(Settings(**(plain | fields)), from_collector=True)


class Desk:
    """One program start on a data folder. `settle` lets everything asked for come back."""

    def __init__(
        self,
        data: Path,
        clocks: HandClocks | None = None,
        times: Times | None = None,
        **fields: Any,
    ) -> None:
        self.data = data
        self.clocks = clocks or HandClocks()
        self.posted: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.journal = Journal(data)
        self.terminal = Terminal(
            journal=self.journal,
            situation=situation(**fields),
            clocks=self.clocks,
            post=self.posted.put,
            changed=self._changed,
            version="0.1.0",
            times=times,
        )
        self.changes = 0

    def _changed(self) -> None:
        self.changes += 1

    def begin(self) -> "Desk":
        self.terminal.begin()
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the journal has nothing to do and the terminal knows of it."""
        while True:
            self.journal.ping().result(60)
            try:
                self.posted.get_nowait()()
            except Empty:
                return

    def pass_by(self, seconds: float) -> None:
        """Let time pass as the window does: `tick` at each deadline on the way."""
        end = self.clocks.steady + round(seconds * 1000)
        while (due := self.terminal.next_deadline()) is not None and due <= end:
            self.clocks.pass_by(max(0, due - self.clocks.steady) / 1000)
            self.terminal.tick()
            self.settle()
        self.clocks.pass_by((end - self.clocks.steady) / 1000)

    def rate(self, level: str) -> None:
        self.terminal.tap(level)
        self.settle()

    def leave(self) -> None:
        """End the program as it ends when it is told to."""
        self.settle()
        self.journal.close()

    def lose_storage(self) -> None:
        """Take the journal away under the writer, as a disk that drops off does."""
        self.journal._submit(self.journal._let_go).result(30)  # noqa: SLF001 -- nothing outside can
        (self.data / JOURNAL_FILE).rename(self.data / "hidden")
        (self.data / JOURNAL_FILE).mkdir()

    def regain_storage(self) -> None:
        """Give it back as it was."""
        (self.data / JOURNAL_FILE).rmdir()
        (self.data / "hidden").rename(self.data / JOURNAL_FILE)

    def entries(self) -> list[AnyEntry | Unknown | Unreadable]:
        reader = JournalReader(self.data / JOURNAL_FILE)
        try:
            return [read(body) for body in reader.bodies(1, 100_000, 10**9)]
        finally:
            reader.close()

    def of(self, *kinds: type) -> list[Any]:
        return [entry for entry in self.entries() if isinstance(entry, kinds)]


def fields(entry: Any, *names: str) -> tuple[Any, ...]:
    """Some fields of an entry, None for what it leaves out."""
    values = (getattr(entry, name) for name in names)
    return tuple(None if value is msgspec.UNSET else value for value in values)
