"""The parts of a hall as whole programs: an X server, a collector, a terminal that is touched."""

import json
import os
import re
import sqlite3
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.demo.programs import BIN, Program, answers, ask, fact_of, free_port

FACES = (0.18, 0.50, 0.82)
"""Where the three levels stand, as parts of the screen's width; best first."""
FACE_HEIGHT = 0.80
"""Below the faces, on their words: on the thanks screen nothing is there to be touched."""
WIDTH, HEIGHT = 1280, 800
BETWEEN_TOUCHES = 0.4
"""Seconds after which a person touches again where nothing has happened."""


def eventually(holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait until something holds, and say what did not when it never does."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


@dataclass
class XServer:
    """A screen without a monitor."""

    program: subprocess.Popen[bytes]
    display: str

    @classmethod
    def start(cls) -> "XServer":
        reading, writing = os.pipe()
        program = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
             "-nolisten", "tcp", "-noreset"],
            pass_fds=(writing,), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb found no free display"
        return cls(program, f":{number}")

    def touch(self, x: float, y: float) -> None:
        """Press and release at a place given in parts of the screen."""
        subprocess.run(
            ["xdotool", "mousemove", str(round(x * WIDTH)), str(round(y * HEIGHT)), "click", "1"],
            env={**os.environ, "DISPLAY": self.display}, check=True, timeout=20,
        )  # fmt: skip

    def stop(self) -> None:
        self.program.terminate()
        self.program.wait(10)


@dataclass
class Collector:
    """`collector serve` on a data folder and a port of its own, stopped and started at will."""

    data: Path
    port: int = field(default_factory=free_port)
    program: Program | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        bind = f"127.0.0.1:{self.port}"
        self.program = Program([BIN / "collector", "serve", "--bind", bind, "--data", self.data])
        self.program.wait_for(lambda: answers(self.address), 60, "answer over HTTP")

    def stop(self) -> int:
        assert self.program is not None
        code = self.program.end()
        self.program = None
        return code

    def command(self, *words: str) -> str:
        return ask(BIN / "collector", *words, "--data", self.data)

    def status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(self.command("status", "--json"))
        return status

    def ratings(self) -> int:
        """Return how many ratings count."""
        return int(self.status()["ratings"])

    def allow_quick_taps(self) -> None:
        """Let the hall take walk-up taps without a pause between them, none of them a repeat."""
        with sqlite3.connect(self.data / "collector.sqlite3", timeout=10) as database:
            database.execute(
                "UPDATE organisation_hall SET policy = ?",
                (json.dumps({"minimum_interval_seconds": 0}),),
            )
        database.close()


@dataclass
class Terminal:
    """`kiosk run` with a config.toml of its own, on a screen that is really touched."""

    folder: Path
    screen: XServer
    collector: str = ""
    window: str = "A01"
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
            f"[screen]\nfullscreen = true\nthanks_seconds = 1.0\nchange_seconds = 0.5\n"
            f"[policy]\nminimum_interval_seconds = 0\n"
            f'[collector]\nurl = "{self.collector}"\n',
            encoding="utf-8",
        )

    def start(self) -> None:
        self.program = Program(
            [BIN / "kiosk", "run", "--config", self.config],
            env={"DISPLAY": self.screen.display, "QT_QPA_PLATFORM": "xcb"},
        )

    def receipts(self) -> list[dict[str, Any]]:
        """Return what was thanked for, in this run: a line is printed as the thanks are drawn."""
        assert self.program is not None
        return [fact for fact in self.program.facts() if "receipt" in fact]

    @property
    def ready(self) -> bool:
        """Whether the first frame of this run is on the screen."""
        assert self.program is not None
        return any(fact.get("event") == "ready" for fact in self.program.facts())

    def touch_level(self, level: int) -> None:
        """Touch where a level stands on the rate screen, once."""
        assert self.program is not None
        self.program.wait_for(lambda: self.ready, 20, "first frame")
        self.screen.touch(FACES[level], FACE_HEIGHT)

    def rate(self, level: int = 0, seconds: float = 20) -> dict[str, Any]:
        """Touch a level, as often as it takes, until it is thanked for; return that receipt."""
        assert self.program is not None
        before = len(self.receipts())
        touched = 0.0

        def thanked() -> bool:
            nonlocal touched
            if len(self.receipts()) == before and time.monotonic() - touched > BETWEEN_TOUCHES:
                touched = time.monotonic()
                self.touch_level(level)
            return len(self.receipts()) > before

        self.program.wait_for(thanked, seconds, "thanks after a touch")
        return self.receipts()[before]

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


def position_of(receipt: str) -> int:
    """Return the place in the log that a receipt number such as A01-000042 names."""
    match = re.fullmatch(r".+-(\d{6,})", receipt)
    assert match is not None, receipt
    return int(match[1])
