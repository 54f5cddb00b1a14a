"""A staff panel on a whole terminal at a desk, with clocks set by hand and real threads."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty

import pytest

from kiosk.app.panel.background import Threads
from kiosk.app.panel.backlight import Backlight
from kiosk.app.panel.desk import Surroundings
from kiosk.app.panel.panel import Panel
from kiosk.app.panel.screens import PinPad, StaffPanel
from sync.protocol.pin import hash_pin
from sync.protocol.settings import Staff
from tests.kiosk.desk import Desk, HandClocks

WANG, LI = "1007", "1008"
PIN, OTHER_PIN = "2468", "13579"
DEADLINE = 30.0


class Counter(Desk):
    """A desk with a panel, and a member of staff who touches it."""

    def __init__(self, data: Path, staff: tuple[Staff, ...], **fields: object) -> None:
        clocks = fields.pop("clocks", None)
        super().__init__(data, clocks if isinstance(clocks, HandClocks) else None,
                         staff=staff, **fields)  # fmt: skip
        self.light = data.parent / "light"
        self.panel = Panel(
            self.terminal,
            Surroundings(
                data=data,
                sticks=(data.parent / "sticks",),
                check=(sys.executable, "-c", 'print(\'{"event": "end", "ok": true}\')'),
                export_to=lambda path: (sys.executable, "-c", f"print({path!r})"),
                backlight=Backlight(self.light),
            ),
            self.clocks,
            Threads(self.posted.put),
            self.posted.put,
            self._changed,
        )
        self.terminal.covers.add(self.panel)

    def until(self, condition: Callable[[], object]) -> None:
        """Let what other threads bring happen until a condition holds."""
        end = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < end, f"it did not happen: {self.terminal.screen}"
            try:
                self.posted.get(timeout=0.05)()
            except Empty:
                continue

    def knock(self, times: int = 5, apart: float = 0.4) -> None:
        for _ in range(times):
            self.panel.touched(corner=True)
            self.clocks.pass_by(apart)

    def types(self, number: str, pin: str) -> None:
        """Type both and wait for what comes of it."""
        pad = self.pad
        if pad.entering == "pin":
            self.panel.erase()
        for digit in number:
            self.panel.digit(digit)
        self.panel.confirm()
        for digit in pin:
            self.panel.digit(digit)
        self.panel.confirm()
        self.until(lambda: not isinstance(self.panel.screen, PinPad) or not self.pad.checking)

    def enters(self, number: str = WANG, pin: str = PIN) -> StaffPanel:
        self.knock()
        self.types(number, pin)
        self.until(lambda: self.shown.facts is not None)
        return self.shown

    @property
    def pad(self) -> PinPad:
        screen = self.terminal.screen
        assert isinstance(screen, PinPad), screen
        return screen

    @property
    def shown(self) -> StaffPanel:
        screen = self.terminal.screen
        assert isinstance(screen, StaffPanel), screen
        return screen


@pytest.fixture(scope="session")
def staff() -> tuple[Staff, ...]:
    return (
        Staff(number=WANG, name="王", pin=hash_pin(PIN, os.urandom)),
        Staff(number=LI, name="李", pin=hash_pin(OTHER_PIN, os.urandom)),
        Staff(number="1009", name="赵"),
    )


@pytest.fixture
def counters(tmp_path: Path, staff: tuple[Staff, ...]) -> Iterator[Callable[..., Counter]]:
    """Start the program, as often as wanted, on one data folder."""
    started: list[Counter] = []

    def start(**fields: object) -> Counter:
        for earlier in started:
            earlier.journal.close()
        counter = Counter(tmp_path / "data", **({"staff": staff} | fields))
        counter.begin()
        started.append(counter)
        return counter

    yield start
    for counter in started:
        counter.journal.close()


@pytest.fixture
def counter(counters: Callable[..., Counter]) -> Counter:
    return counters()
