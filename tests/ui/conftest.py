"""A real window with a real log, off screen, and fingers to touch it with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGRendererInterface
from PySide6.QtTest import QTest

from kiosk.app.screens import Rate
from kiosk.config import parse_config
from kiosk.journal.reader import JournalReader
from ui.fonts import chinese_font
from ui.main import assemble
from ui.scene import named
from ui.window import Window

AT_MOST = 30_000
"""Milliseconds that a busy machine may take for what is waited for."""


@pytest.fixture(scope="session")
def qapp_cls():
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    return QGuiApplication


@pytest.fixture(scope="session")
def qapp_args():
    # By argument and not by environment, which programs started by other tests would inherit.
    return ["tests", "-platform", "offscreen"]


@pytest.fixture(scope="session")
def typeface(qapp):
    qapp.setFont(chinese_font())


@pytest.fixture(scope="session")
def touchscreen(qapp):
    return QTest.createTouchDevice()


class Citizen:
    """Someone in front of the window: sees what is visible, touches with up to ten fingers."""

    def __init__(self, window: Window, data: Path, touchscreen: Any, qtbot: Any) -> None:
        self.window = window
        self.data = data
        self.qtbot = qtbot
        self._touchscreen = touchscreen
        self._screen = window.scene.window

    def item(self, name: str) -> QQuickItem:
        found = named(self._screen, name)
        assert found is not None, f"nothing called {name} is to be seen"
        return found

    def sees(self, name: str) -> bool:
        return named(self._screen, name) is not None

    def reads(self, name: str) -> str:
        return str(self.item(name).property("text"))

    def middle_of(self, name: str) -> QPoint:
        item = self.item(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def touches(self) -> Any:
        return QTest.touchEvent(self._screen, self._touchscreen, autoCommit=False)

    def taps(self, name: str) -> None:
        self.taps_at(self.middle_of(name))

    def taps_at(self, point: QPoint) -> None:
        self.waits_until_touches_count()
        self.touches().press(0, point, self._screen).commit()
        self.touches().release(0, point, self._screen).commit()

    def waits_until_touches_count(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.kiosk.property("armed"), timeout=AT_MOST)

    def waits_for(self, screen: type) -> Any:
        """Return the screen as soon as it has been shown: a short one may be gone by then."""
        seen: list[Any] = []

        def note() -> None:
            seen.append(self.window.terminal.screen)

        def found() -> Any:
            note()
            return next((one for one in seen if isinstance(one, screen)), None)

        self.window.presenter.shown.connect(note)
        try:
            self.qtbot.waitUntil(lambda: found() is not None, timeout=AT_MOST)
        finally:
            self.window.presenter.shown.disconnect(note)
        return found()

    def entries(self, kind: str | None = None) -> list[dict[str, Any]]:
        reader = JournalReader(self.data / "journal.db")
        try:
            bodies = reader.bodies(1, 10_000, 10_000_000)
        finally:
            reader.close()
        entries = [msgspec.json.decode(body) for body in bodies]
        return [entry for entry in entries if kind in {None, entry["type"]}]


Arrives = Callable[..., Citizen]


@pytest.fixture
def arrives(qtbot, typeface, touchscreen, tmp_path) -> Iterator[Arrives]:
    """Start a terminal with a config and wait until it can be tapped."""
    windows: list[Window] = []

    def start(
        config: str = "",
        *,
        width: int = 1280,
        height: int = 800,
        finds: type = Rate,
        ornament: bool = False,
    ) -> Citizen:
        text = f"[screen]\nwidth = {width}\nheight = {height}\n{config}"
        if "[terminal]" not in config:
            text += "\n[terminal]"
        text += '\ndata = "data"\n'
        window = assemble(parse_config(text, tmp_path / "config.toml"), ornament=ornament)
        windows.append(window)
        window.scene.window.show()
        qtbot.waitUntil(lambda: isinstance(window.terminal.screen, finds), timeout=AT_MOST)
        return Citizen(window, tmp_path / "data", touchscreen, qtbot)

    yield start
    for window in windows:
        window.close()
