"""The parts of a hall as whole programs: an X server, a collector, a terminal that is touched."""

import json
import os
import sqlite3
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zxingcpp

from deploy.demo.programs import BIN, Program, answers, ask, fact_of, free_port
from tests import forked
from tests.collecting import begin_with_tables, environment_of

FACES = (0.18, 0.50, 0.82)
"""Where the three levels stand, as parts of the screen's width; best first."""
FACE_HEIGHT = 0.80
"""Below the faces, on their words: on the thanks screen nothing is there to be touched."""
WIDTH, HEIGHT = 1280, 800
TOP = Path(__file__).parents[2]
DARK = 300
"""Sum of red, green and blue below which a point is dark: the paper is far above, ink far below."""
DESK = (236, 231, 219)
BETWEEN_TOUCHES = 0.2
"""Seconds after which a person touches again where nothing has happened."""


def eventually(holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait until something holds, and say what did not when it never does.

    What takes long to look at, as a command does, is looked at less often: looking is work for the
    same processor that has to bring it about.
    """
    deadline = time.monotonic() + seconds
    looked = time.monotonic()
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(max(0.05, 2 * (time.monotonic() - looked)))
        looked = time.monotonic()


@dataclass
class XServer:
    """A screen without a monitor. What it shows lies in a file, which can be looked at any time."""

    program: subprocess.Popen[bytes]
    display: str
    frame: Path

    @classmethod
    def start(cls, folder: Path) -> "XServer":
        reading, writing = os.pipe()
        program = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
             "-fbdir", folder, "-nolisten", "tcp", "-noreset"],
            pass_fds=(writing,), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb found no free display"
        return cls(program, f":{number}", folder / "Xvfb_screen0")

    def touch(self, x: float, y: float) -> None:
        """Press and release at a place given in parts of the screen."""
        subprocess.run(
            ["xdotool", "mousemove", str(round(x * WIDTH)), str(round(y * HEIGHT)), "click", "1"],
            env={**os.environ, "DISPLAY": self.display}, check=True, timeout=20,
        )  # fmt: skip

    @property
    def thanks(self) -> bool:
        """Whether a stored answer is shown: only then a dark bar runs along the light top edge."""
        return dark(self.pixel(2, 2)) and not dark(self.pixel(2, 40))

    @property
    def receipt(self) -> bool:
        """Whether the thanks are up, with the desk under the receipt, and not the reasons."""
        return self.thanks and self.pixel(1276, 790) == DESK

    @property
    def question(self) -> bool:
        """Whether the question is shown."""
        return not dark(self.pixel(2, 2)) and not dark(self.pixel(2, 40))

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Return red, green and blue of a point, as it is shown now."""
        with self.frame.open("rb") as file:
            head = struct.unpack(">25I", file.read(100))
            file.seek(head[0] + 12 * head[19] + y * head[12] + 4 * x)
            blue, green, red, _ = file.read(4)
        return red, green, blue

    def region(self, left: int, top: int, right: int, bottom: int) -> bytes:
        """Return the points of a part of the screen, to be compared with what they were."""
        raw = self.frame.read_bytes()
        head = struct.unpack(">25I", raw[:100])
        start = head[0] + 12 * head[19]
        rows = (start + y * head[12] for y in range(top, bottom))
        return b"".join(raw[row + 4 * left : row + 4 * right] for row in rows)

    def codes(self) -> list[str]:
        """Return what a phone's decoder reads on the screen, told nothing about where it is."""
        raw = self.frame.read_bytes()
        head = struct.unpack(">25I", raw[:100])
        start, line = head[0] + 12 * head[19], head[12]
        rows = (raw[start + y * line : start + y * line + 4 * WIDTH] for y in range(HEIGHT))
        # One colour of each point does: the code is as dark in all of them.
        green = b"".join(row[1::4] for row in rows)
        found = zxingcpp.read_barcodes(memoryview(green).cast("B", (HEIGHT, WIDTH)))
        return [barcode.text for barcode in found]

    def stop(self) -> None:
        self.program.terminate()
        self.program.wait(10)


def dark(colour: tuple[int, int, int]) -> bool:
    return sum(colour) < DARK


@dataclass
class Collector:
    """`collector serve` on a data folder and a port of its own, stopped and started at will."""

    data: Path
    port: int = field(default_factory=free_port)
    program: Program | None = None
    public: bool = False
    """Receipts' codes lead to it."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        begin_with_tables(self.data)
        bind = f"127.0.0.1:{self.port}"
        self.program = Program(
            [BIN / "collector", "serve", "--bind", bind, "--data", self.data],
            env={**environment_of(), "PYTHONPATH": str(TOP)}
            | ({"COLLECTOR_PUBLIC_URL": self.address} if self.public else {}),
        )
        self.program.wait_for(lambda: answers(self.address), 60, "answer over HTTP")

    def stop(self) -> int:
        assert self.program is not None
        code = self.program.end()
        self.program = None
        return code

    def command(self, *words: str) -> str:
        done = forked.run([*words, "--data", self.data], environment_of())
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(self.command("status", "--json"))
        return status

    def ratings(self) -> int:
        """Return how many ratings count."""
        return int(self.status()["ratings"])

    def allow_quick_taps(self) -> None:
        """Let the hall take walk-up taps without a pause between them, none of them a repeat."""
        self.command("settings", "set", "policy.minimum_interval_seconds", "0")


@dataclass
class Terminal:
    """`kiosk run` with a config.toml of its own, on a screen that is really touched."""

    folder: Path
    screen: XServer
    collector: str = ""
    window: str = "A01"
    thanks_seconds: float = 1.0
    program: Program | None = None

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def write_config(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(
            f'[terminal]\ndata = "{self.data}"\nwindow = "{self.window}"\n'
            f"[screen]\nfullscreen = true\nthanks_seconds = {self.thanks_seconds}\n"
            f"change_seconds = 0.5\n"
            f"[policy]\nminimum_interval_seconds = 0\n"
            f'[collector]\nurl = "{self.collector}"\n',
            encoding="utf-8",
        )

    def start(self) -> None:
        self.program = Program(
            [BIN / "kiosk", "run", "--config", self.config],
            env={"DISPLAY": self.screen.display, "QT_QPA_PLATFORM": "xcb"},
        )

    def wait_until(self, holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Wait until something holds, as long as the terminal runs."""
        assert self.program is not None
        self.program.wait_for(holds, seconds, what)

    def rate(self, level: int = 0) -> None:
        """Wait for the question, touch a level as a person does, and wait for the thanks."""
        self.wait_until(lambda: self.screen.question, "question on the screen")
        touched = 0.0

        def thanked() -> bool:
            nonlocal touched
            if not self.screen.thanks and time.monotonic() - touched > BETWEEN_TOUCHES:
                self.screen.touch(FACES[level], FACE_HEIGHT)
                touched = time.monotonic()
            return self.screen.thanks

        self.wait_until(thanked, "thanks after a touch")

    def tap(self, level: int = 0) -> None:
        """Rate where the thanks are too short to be looked for: until it stands in the log.

        A touch is repeated quickly; it is not taken twice, for the window rests after each change.
        """
        self.wait_until(lambda: self.screen.question, "question on the screen")
        held = len(self.ratings())

        def stored() -> bool:
            if len(self.ratings()) == held and self.screen.question:
                self.screen.touch(FACES[level], FACE_HEIGHT)
            return len(self.ratings()) > held

        eventually(stored, "rating in the log after a touch")

    def command(self, *words: str) -> str:
        return ask(BIN / "kiosk", *words, "--config", self.config)

    def status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(self.command("status", "--json"))
        return status

    def enrol(self, collector: Collector) -> None:
        code = json.loads(self.command("enrol", "--json"))["code"]
        collector.command("approve", code, "--window", self.window)

    def ratings(self) -> list[int]:
        """Return the positions of all ratings in the log, read as anybody may read it."""
        if not (self.data / "journal.db").exists():
            return []
        with sqlite3.connect(f"file:{self.data}/journal.db?mode=ro", uri=True) as journal:
            bodies = journal.execute(
                "SELECT position, body FROM entry ORDER BY position"
            ).fetchall()
        journal.close()
        return [
            place
            for place, body in bodies
            if (fact_of(body if isinstance(body, str) else body.decode()) or {})["type"] == "rating"
        ]

    def stop(self) -> int:
        assert self.program is not None
        code = self.program.end()
        self.program = None
        return code
