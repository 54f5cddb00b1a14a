"""The real program under a clock that is set while citizens rate: `faketime` in front of libc."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.programs import BIN, Program
from tests.end_to_end.stage import Terminal

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
HOUR = 3600
TO_1970 = -round(time.time()) + HOUR


class Clock:
    """Offsets of the time of day; the steady clock is the machine's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.environment = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1",
        }

    def set_off(self, seconds: int) -> None:
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{seconds:+}s\n")
        beside.replace(self._file)


def entries(terminal: Terminal) -> list[dict[str, Any]]:
    with sqlite3.connect(f"file:{terminal.data}/journal.db?mode=ro", uri=True) as journal:
        bodies = journal.execute("SELECT body FROM entry ORDER BY position").fetchall()
    journal.close()
    return [json.loads(body) for (body,) in bodies]


@pytest.mark.skipif(not LIBRARIES, reason="faketime is not installed (deploy/debian/test.txt)")
def test_a_clock_that_is_set_while_somebody_rates_throws_nobody_off(terminal: Terminal) -> None:
    clock = Clock(terminal.folder)
    clock.set_off(TO_1970)
    terminal.program = Program(
        [BIN / "kiosk", "run", "--config", terminal.config],
        env={"DISPLAY": terminal.screen.display, "QT_QPA_PLATFORM": "xcb", **clock.environment},
    )

    for off in (0, -HOUR, 40 * 24 * HOUR, 0):
        terminal.rate()
        clock.set_off(off)  # while the thanks are shown
        terminal.wait_until(lambda: terminal.screen.question, "question on the screen", 5)
    terminal.rate()

    said = entries(terminal)
    ratings = [entry for entry in said if entry["type"] == "rating"]
    steps = [entry["step"] for entry in said if entry["type"] == "clock"]
    assert [rating["at"][:4] for rating in ratings][:2] == ["1970", time.strftime("%Y")]
    assert len(ratings) == 5
    assert [step > 0 for step in steps] == [True, False, True, False]
    assert sorted(entry["up"] for entry in ratings) == [entry["up"] for entry in ratings]
    assert sum(entry["type"] == "boot" for entry in said) == 1
    assert "All" in terminal.command("verify")
    # With this library in front of libc sleeping fails, and with it an end in good order.
    terminal.program.kill()
    terminal.program = None
