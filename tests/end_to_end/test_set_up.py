"""From the box to the first rating: touched on a real screen, approved at a real collector."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from sync.protocol.handover import read_link
from tests.end_to_end.stage import Collector, Terminal, XServer, eventually

AMBER, PINE = (234, 174, 56), (18, 59, 54)
# Places in u, of 160 × 100.
CIRCLES = [(11, 11), (80, 11), (149, 11), (149, 50), (149, 89), (80, 89), (11, 89), (11, 50)]
END_TEST = (98.5, 71)
CONNECT = (140, 23)
GO_ON, GO_ON_EDGE = (59, 89), (44, 89)
FINISH, FINISH_EDGE = (49, 89), (8, 89)
ASIDE = (158, 96)
"""On pine while there is a code to be shown, else on paper."""
Place = tuple[float, float]
PATIENCE = 1.0
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.:/")


class Installer:
    """Someone with one finger and no keyboard."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.screen = terminal.screen

    def touches(self, place: Place) -> None:
        self.screen.touch(place[0] / 160, place[1] / 100)

    def sees(self, place: Place, colour: tuple[int, int, int]) -> bool:
        seen = self.screen.pixel(round(place[0] * 8), round(place[1] * 8))
        return all(abs(a - b) <= 6 for a, b in zip(seen, colour, strict=True))

    def waits(self, place: Place, colour: tuple[int, int, int], what: str) -> None:
        self.terminal.wait_until(lambda: self.sees(place, colour), what, 30)

    def touches_until(self, place: Place, holds: Callable[[], bool], what: str) -> None:
        """Touch again where nothing has happened: the window rests after each change."""
        touched = 0.0

        def held() -> bool:
            nonlocal touched
            if holds():
                return True
            if time.monotonic() - touched > PATIENCE:
                self.touches(place)
                touched = time.monotonic()
            return False

        self.terminal.wait_until(held, what, 40)

    def types(self, text: str) -> None:
        for letter in text:
            row = next(n for n, letters in enumerate(ROWS) if letter in letters)
            column = ROWS[row].index(letter)
            self.touches((5 + 15 * column + 7.5, 39.8 + 15 * row + 7.5))


@pytest.fixture
def terminal(tmp_path: Path, screen: XServer) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "terminal", screen)
    terminal.write_config()
    text = terminal.config.read_text(encoding="utf-8")
    terminal.config.write_text(text.replace("[screen]", "set_up = true\n[screen]"), "utf-8")
    yield terminal
    if terminal.program is not None:
        terminal.stop()


def pull_the_plug(terminal: Terminal) -> None:
    """End all its programs at once, none of them told."""
    assert terminal.program is not None
    os.killpg(terminal.program.process.pid, signal.SIGKILL)
    terminal.program.process.wait(20)
    terminal.program = None


def test_a_terminal_is_set_up_by_touch_alone(terminal: Terminal, collector: Collector) -> None:
    person = Installer(terminal)
    terminal.start()
    for place in CIRCLES:
        edge = (place[0] - 5, place[1])
        person.waits(place, AMBER, "marked circle")
        person.touches_until(place, partial(person.sees, edge, PINE), "tick on the circle")
    person.touches_until(END_TEST, lambda: b"address" in mark(terminal), "asking for the address")
    person.types(collector.address)
    person.touches_until(CONNECT, lambda: person.sees(ASIDE, PINE), "enrolment")
    terminal.wait_until(lambda: bool(code(terminal)), "code from the collector")

    # The network goes, and the power with it; both come back.
    collector.stop()
    pull_the_plug(terminal)
    terminal.start()
    person.waits(ASIDE, PINE, "enrolment again")
    terminal.wait_until(lambda: trouble(terminal) == "unreachable", "trouble to be told")
    assert not person.sees(GO_ON_EDGE, PINE)
    collector.start()
    collector.command("approve", code(terminal), "--window", "A03")
    collector.allow_quick_taps()

    person.waits(GO_ON_EDGE, PINE, "next to wake")
    person.touches_until(GO_ON, lambda: person.sees(FINISH_EDGE, PINE), "last station")
    terminal.wait_until((terminal.data / "settings.json").exists, "settings")
    person.touches_until(FINISH, lambda: b'"done"' in mark(terminal)[:20], "end of the set-up")

    terminal.rate()
    eventually(lambda: collector.ratings() == 1, "rating at the collector")
    assert terminal.status()["window"] == "A03"
    assert terminal.status()["collector"] == collector.address
    assert json.loads(terminal.command("sync", "--once", "--json"))["pending"] == 0

    # From now on a start leads straight to the faces.
    pull_the_plug(terminal)
    terminal.start()
    terminal.rate()
    eventually(lambda: collector.ratings() == 2, "rating after the power cut")


def mark(terminal: Terminal) -> bytes:
    path = terminal.data / "set-up.json"
    return path.read_bytes() if path.exists() else b""


def code(terminal: Terminal) -> str:
    link = read_link(terminal.data)
    return "" if link is None else link.code


def trouble(terminal: Terminal) -> str:
    link = read_link(terminal.data)
    return "" if link is None or link.trouble is None else link.trouble.kind
