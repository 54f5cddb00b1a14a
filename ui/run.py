"""One run of the window: shown when the log is open, ended by signal, by time or after a visit."""

import json
import signal
import socket
import sys
import time
from typing import Any, Protocol

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.app.screens import Rate, Thanks
from ui.options import Options
from ui.window import Window

SHOW_AT_LATEST = 3_000
"""Milliseconds after which the window is shown even though the log is not open yet."""


class Follower(Protocol):
    """Somebody who goes along: the demo's citizen, the one who takes pictures."""

    def begin(self) -> None:
        """Start, now that the first frame is on the screen."""

    def changed(self) -> None:
        """Look: the screen may have changed."""

    def finish(self) -> int:
        """Time is over: tell the tale, return the exit status."""


def tell(event: str, **facts: Any) -> None:
    """Print one line of JSON for whoever started this program."""
    sys.stdout.write(json.dumps({"event": event} | facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Run:
    """Shows the window, lets others go along, and keeps the event loop going."""

    def __init__(
        self, application: QGuiApplication, window: Window, options: Options, *, fullscreen: bool
    ) -> None:
        self._application = application
        self._terminal = window.terminal
        self._presenter = window.presenter
        self._window = window.scene.window
        self._options = options
        self._fullscreen = fullscreen
        self._followers: list[Follower] = []
        self._shown = False
        self._thanked = False
        self._over = False
        self._presenter.shown.connect(self._look)

    def follow_with(self, follower: Follower) -> None:
        """Have somebody go along. Call before the loop is entered."""
        self._followers.append(follower)
        self._presenter.shown.connect(follower.changed)

    def _look(self) -> None:
        self._show()
        if self._options.once:
            self._end_after_visit()

    def until_told_to_stop(self) -> int:
        """Enter the event loop. Returns the exit status."""
        ends, far = _catch_signals()
        notifier = QSocketNotifier(ends.fileno(), QSocketNotifier.Type.Read)
        notifier.activated.connect(self._finish)
        QTimer.singleShot(SHOW_AT_LATEST, self._show)
        if self._options.seconds is not None:
            QTimer.singleShot(round(self._options.seconds * 1000), self._finish)
        status = self._application.exec()
        notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        ends.close()
        far.close()
        return status

    def _show(self) -> None:
        if self._shown:
            return
        self._shown = True
        window = self._window
        window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.SingleShotConnection)
        if self._fullscreen:
            window.setCursor(Qt.CursorShape.BlankCursor)
            # On a bare X server there is no window manager that would make it as large as that.
            window.setGeometry(window.screen().geometry())
            window.showFullScreen()
        else:
            _fit(window)
            window.show()

    def _first_frame(self) -> None:
        tell("ready", ms=milliseconds_since_start(), state=self._terminal.state)
        for follower in self._followers:
            # Not from inside the renderer: the citizen's first touch may cause a frame itself.
            QTimer.singleShot(0, follower.begin)

    def _end_after_visit(self) -> None:
        screen = self._terminal.screen
        if isinstance(screen, Thanks):
            self._thanked = True
        elif self._thanked and isinstance(screen, Rate) and screen.replaces is None:
            self._application.exit(0)

    def _finish(self) -> None:
        # A follower who waits for its last answer lets events in, and the signal's socket, which
        # nobody reads, would ask for the end again from inside the end, until the stack is full.
        if self._over:
            return
        self._over = True
        self._application.exit(max((follower.finish() for follower in self._followers), default=0))


def _fit(window: QQuickWindow) -> None:
    """Let a window that has no room on its screen fill it: a key outside cannot be tapped."""
    room = window.screen().availableGeometry()
    seen = QGuiApplication.platformName() != "offscreen"
    if seen and (window.width() > room.width() or window.height() > room.height()):
        window.setGeometry(room)


def milliseconds_since_start() -> int:
    """Return how old this process is, its interpreter's start included.

    Where the system does not say: the processor's time it has used.
    """
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return round(time.process_time() * 1000)
    try:
        with open("/proc/self/stat", encoding="ascii") as file:  # noqa: PTH123 -- no Path needed
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return round(time.process_time() * 1000)
    started = int(fields[_STARTED]) / _TICKS
    return round((time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000)


_STARTED = 19
_TICKS = 100


def _catch_signals() -> tuple[socket.socket, socket.socket]:
    """Make SIGTERM and SIGINT readable, because Qt's loop does not look at Python's signals."""
    near, far = socket.socketpair()
    far.setblocking(False)  # noqa: FBT003 -- the standard library's signature
    signal.set_wakeup_fd(far.fileno())
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    return near, far
