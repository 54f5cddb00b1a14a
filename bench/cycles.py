"""What the window keeps of one citizen after the other: memory and handles over many ratings.

`python -m bench.cycles [--cycles N] [--leak BYTES] [--json]`: the real scene off screen, the real
journal on this folder's disk, real touch events, bad ratings with reasons among them; the six
seconds of each thanks are skipped by the clock. `--leak` keeps so many bytes of each cycle: the
control that has to fail.
"""

import argparse
import gc
import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QPointF, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface
from PySide6.QtTest import QTest

from bench.scratch import scratch
from bench.table import Row, show
from kiosk.app.clocks import SystemClocks
from kiosk.app.screens import Rate, Reasons, Thanks
from kiosk.config import parse_config
from ui.fonts import chinese_font
from ui.main import assemble
from ui.scene import named
from ui.window import Window

_LEVELS = ("level-satisfied", "level-basic", "level-satisfied", "level-unsatisfied")
_WARM = 0.3
"""The part of the run in which caches fill; what grows after it goes on growing."""
_SAMPLES = 100
_LIMIT_S = 20.0
_UNTIL_SOMETHING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_GOAL_SLOPE = 1.0
_GOAL_P99_MS = 150.0
_GOAL_HANDLES = 2


class SkippingClocks(SystemClocks):
    """The machine's clocks, set forward at will, both of them alike."""

    skipped = 0

    def up(self) -> int:
        """Return milliseconds since the start, skipped ones included."""
        return super().up() + self.skipped

    def now(self) -> datetime:
        """Return the time of day, as late as the steady clock says it is."""
        return super().now() + timedelta(milliseconds=self.skipped)


@dataclass
class Figures:
    """What was seen: MB of memory and handles along the run, milliseconds from tap to thanks."""

    cycles: int
    seconds: float = 0.0
    memory: list[tuple[int, float]] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)
    thanks: list[float] = field(default_factory=list)

    @property
    def slope(self) -> float:
        """MB per 10,000 cycles once warm: Theil's median, which one late cache does not move."""
        warm = self.memory[round(len(self.memory) * _WARM) :]
        return statistics.median(
            (later - sooner) / (there - here) * 10_000
            for place, (here, sooner) in enumerate(warm)
            for there, later in warm[place + 1 :]
        )

    @property
    def p99(self) -> float:
        """Milliseconds from tap to drawn thanks that 99 of 100 stay below."""
        return sorted(self.thanks)[round(0.99 * (len(self.thanks) - 1))]

    @property
    def spread(self) -> int:
        """By how many open handles the warm part of the run differs."""
        warm = self.handles[round(len(self.handles) * _WARM) :]
        return max(warm) - min(warm)


class Hall:
    """Citizens who come one at a time, the next as soon as the one before has gone."""

    def __init__(self, window: Window, clocks: SkippingClocks) -> None:
        self._parts = window
        self._clocks = clocks
        self._device = QTest.createTouchDevice()
        self._frames = 0
        # Nothing is waited for in vain for longer than this.
        self._wakes = QTimer(interval=1000)
        self._wakes.start()
        window.scene.window.frameSwapped.connect(self._drawn)

    def _drawn(self) -> None:
        self._frames += 1

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Let events happen until something holds."""
        late = time.monotonic() + _LIMIT_S
        while not holds():
            QCoreApplication.processEvents(_UNTIL_SOMETHING)
            if time.monotonic() > late:
                raise SystemExit(f"not within {_LIMIT_S:g} s: {what}")

    def shows(self, screen: type) -> bool:
        """Tell what the window is at."""
        return isinstance(self._parts.terminal.screen, screen)

    def touch(self, name: str) -> None:
        """Touch what has this name, which may be touched at once."""
        self._parts.kiosk.arm(armed=True)
        window = self._parts.scene.window
        item = named(window, name)
        if item is None:
            raise SystemExit(f"nothing called {name} is on the screen")
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        point = QPoint(round(middle.x()), round(middle.y()))
        QTest.touchEvent(window, self._device).press(0, point).commit()
        QTest.touchEvent(window, self._device).release(0, point).commit()

    def one(self, number: int) -> float:
        """Let one citizen rate and leave; return milliseconds from tap to drawn thanks."""
        self.until(lambda: self.shows(Rate), "the question")
        began = time.perf_counter()
        self.touch(_LEVELS[number % len(_LEVELS)])
        self.until(lambda: self.shows(Thanks) or self.shows(Reasons), "the thanks")
        if self.shows(Reasons):
            self.touch("reason-209")
            began = time.perf_counter()
            self.touch("done")
            self.until(lambda: self.shows(Thanks), "the thanks after the reasons")
        frames = self._frames
        self.until(lambda: self._frames > frames, "a frame")
        taken = (time.perf_counter() - began) * 1000
        self._clocks.skipped += 7_000
        self._parts.terminal.tick()
        return taken


def measure(cycles: int, leak: int, folder: Path) -> Figures:
    """Run so many cycles; `leak` bytes are kept of each."""
    small = "[screen]\nwidth = 1024\nheight = 600\n"
    config = parse_config(f'{small}[terminal]\ndata = "data"\n', folder / "config.toml")
    clocks = SkippingClocks(config.terminal.data, config.terminal.timezone)
    window = assemble(config, clocks=clocks, ornament=False)
    window.scene.window.show()
    hall, kept, figures = Hall(window, clocks), [], Figures(cycles)
    every = max(1, cycles // _SAMPLES)
    began = time.monotonic()
    for number in range(cycles):
        figures.thanks.append(hall.one(number))
        if leak:
            kept.append(os.urandom(leak))
        if number % every == 0:
            gc.collect()
            figures.memory.append((number, _megabytes()))
            figures.handles.append(len(os.listdir("/proc/self/fd")))  # noqa: PTH208 -- counted
    figures.seconds = time.monotonic() - began
    window.close()
    return figures


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def _print(figures: Figures, leak: int) -> None:
    note = f" (control: {leak} bytes kept of each)" if leak else ""
    show(
        f"{figures.cycles:,} ratings by touch through the real scene{note}, "
        f"{figures.seconds:.0f} s",
        [
            Row(what="memory, per 10,000 ratings", ours=f"{figures.slope:+.2f} MB",
                peer=f"{figures.memory[0][1]:.0f} MB at first, {figures.memory[-1][1]:.0f} at last",
                ratio=None, goal=f"≤ {_GOAL_SLOPE:g} MB", met=figures.slope <= _GOAL_SLOPE),
            Row(what="open handles", ours=f"differ by {figures.spread}",
                peer=f"{figures.handles[-1]} at last", ratio=None, goal=f"≤ {_GOAL_HANDLES}",
                met=figures.spread <= _GOAL_HANDLES),
            Row(what="tap to thanks drawn, fsync included",
                ours=f"p50 {statistics.median(figures.thanks):.1f} ms, p99 {figures.p99:.1f} ms",
                peer="–", ratio=None, goal=f"p99 ≤ {_GOAL_P99_MS:g} ms",
                met=figures.p99 <= _GOAL_P99_MS),
        ],
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=10_000)
    parser.add_argument("--leak", type=int, default=0, metavar="BYTES")
    parser.add_argument("--json", action="store_true", help="one line of JSON, for the tests")
    options = parser.parse_args()
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    application = QGuiApplication(["bench", "-platform", "offscreen"])
    application.setFont(chinese_font())
    with scratch() as folder:
        figures = measure(options.cycles, options.leak, folder)
    if options.json:
        facts = {"slope": figures.slope, "spread": figures.spread, "p99": figures.p99}
        print(json.dumps(asdict(figures) | facts | {"thanks": len(figures.thanks)}))
    else:
        _print(figures, options.leak)


if __name__ == "__main__":
    main()
