"""Tap to "thank you" on the screen: what drawing adds to what the disk takes.

`python -m bench.tap [--taps N]`: a real window on a virtual screen, real touch events, a real
journal. Durable is the moment the writer's answer reaches the window, drawn the moment the frame
with the thanks has been handed to the screen.
"""

import argparse
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from bench.processes import screen
from bench.scratch import scratch
from bench.table import Row, show
from kiosk.app.screens import Rate, Thanks
from kiosk.config import load_config
from ui.fonts import chinese_font
from ui.main import assemble
from ui.scene import named
from ui.window import Window

_FRAME_MS = 1000 / 60
_GOAL_FRAMES = 2
_LOOK_EVERY_MS = 20
# Longer than the pause after a change of screen in which the window takes no touch.
_REST_S = 0.4


@dataclass(slots=True)
class Times:
    """Milliseconds of every tap: to durable, and from there to drawn."""

    durable: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)


class Finger(QObject):
    """Taps the best level whenever the question is on the screen, and notes what comes of it."""

    def __init__(self, window: Window, taps: int) -> None:
        super().__init__()
        self.times = Times()
        self._parts = window
        self._taps = taps
        self._device = QTest.createTouchDevice()
        self._tapped: float | None = None
        self._stored: float | None = None
        self._asked_since: float | None = None
        window.presenter.shown.connect(self._shown)
        window.scene.window.frameSwapped.connect(self._drawn, Qt.ConnectionType.QueuedConnection)
        self._looks = QTimer(self, interval=_LOOK_EVERY_MS)
        self._looks.timeout.connect(self._look)
        self._looks.start()

    def _look(self) -> None:
        now = time.perf_counter()
        if not isinstance(self._parts.terminal.screen, Rate):
            self._asked_since = None
            return
        self._asked_since = self._asked_since or now
        if self._tapped is None and now - self._asked_since > _REST_S:
            self._tap()

    def _tap(self) -> None:
        key = named(self._parts.scene.window, "level-satisfied")
        if key is None:
            raise SystemExit("there is no key for the best level on the screen")
        middle = key.mapToScene(QPointF(key.width() / 2, key.height() / 2))
        point = QPoint(round(middle.x()), round(middle.y()))
        window = self._parts.scene.window
        QTest.touchEvent(window, self._device).press(0, point).commit()
        self._tapped = time.perf_counter()
        QTest.touchEvent(window, self._device).release(0, point).commit()

    def _shown(self) -> None:
        waiting = self._tapped is not None and self._stored is None
        if waiting and isinstance(self._parts.terminal.screen, Thanks):
            self._stored = time.perf_counter()

    def _drawn(self) -> None:
        if self._tapped is None or self._stored is None:
            return
        self.times.durable.append((self._stored - self._tapped) * 1000)
        self.times.drawing.append((time.perf_counter() - self._stored) * 1000)
        self._tapped = self._stored = None
        if len(self.times.drawing) == self._taps:
            QGuiApplication.exit(0)


def _measure(taps: int) -> None:
    """Run the window on the screen of the environment and print the table."""
    application = QGuiApplication(["bench"])
    application.setFont(chinese_font())
    with scratch() as folder:
        config = load_config()
        config = config._replace(
            terminal=config.terminal._replace(data=folder),
            screen=config.screen._replace(thanks_seconds=0.1),
        )
        window = assemble(config)
        window.scene.window.show()
        finger = Finger(window, taps)
        QTimer.singleShot(round((taps * 2 + 30) * 1000), lambda: QGuiApplication.exit(1))
        status = application.exec()
        window.close()
        if status:
            raise SystemExit(f"only {len(finger.times.drawing)} of {taps} taps were thanked for")
    _print(finger.times)


def _print(times: Times) -> None:
    durable, drawing = (sorted(part) for part in (times.durable, times.drawing))
    last = round(0.99 * (len(durable) - 1))
    frames = drawing[last] / _FRAME_MS
    show(
        f"Tap to thanks drawn, {len(durable)} real touches (1280 × 800, software renderer)",
        [
            Row(what="tap to durable, as the window sees it",
                ours=f"p50 {statistics.median(durable):.1f} ms, p99 {durable[last]:.1f} ms",
                peer="see bench.journal", ratio=None, goal="–", met=None),
            Row(what="durable to drawn",
                ours=f"p50 {statistics.median(drawing):.1f} ms, p99 {drawing[last]:.1f} ms",
                peer=f"a frame of {_FRAME_MS:.1f} ms", ratio=frames, goal="≤ 2 frames",
                met=frames <= _GOAL_FRAMES),
        ],
    )  # fmt: skip


def main() -> None:
    """Start itself on a virtual screen and print what the window there took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taps", type=int, default=100)
    parser.add_argument("--here", action="store_true", help="on the screen that is there")
    options = parser.parse_args()
    if options.here:
        _measure(options.taps)
        return
    with screen() as environment:
        environment |= {"QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
        command = [sys.executable, "-m", "bench.tap", "--here", "--taps", str(options.taps)]
        raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
