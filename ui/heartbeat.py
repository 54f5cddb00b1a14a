"""Shows that the window lives: on the GUI thread, by a drawn frame and the writer's answer.

A thread of its own would go on beating while the window hangs. Here every beat goes the way of a
rating: timer, writer's queue, back to this thread, a frame on the screen.
"""

import faulthandler
import logging
import os
import signal
import time
from concurrent.futures import Future
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QTimer

from kiosk.pulse import EVERY, READER_STUCK, WELL
from ui.window import Window

logger = logging.getLogger(__name__)
_SLOW = 4.0
"""Seconds after which it is said, once, that the writer or the frame is missing."""


class Heartbeat(QObject):
    """Goes along with a run of the window, from its first frame; writes to the descriptor `mouth`.

    A window nobody can see (its screen is switched off) draws no frames, and none is asked for.
    """

    def __init__(self, window: Window, mouth: int) -> None:
        super().__init__()
        self._journal = window.journal
        self._post = window.gui.post
        self._window = window.scene.window
        self._mouth = mouth
        self._asked: float | None = None
        self._answer: bytes | None = None
        self._told = False
        self._timer = QTimer(self, interval=round(EVERY * 1000))
        self._timer.timeout.connect(self._look)
        # Frames may be drawn on a thread of their own; they are heard of on this one.
        self._window.frameSwapped.connect(self._drawn, Qt.ConnectionType.QueuedConnection)
        if hasattr(faulthandler, "register"):
            # What the supervisor sends before it ends a window that hangs: where it hangs is told.
            faulthandler.register(signal.SIGUSR1)

    def begin(self) -> None:
        """Give the first beat, and go on from there."""
        self._timer.start()
        self._look()

    def changed(self) -> None:
        """Do nothing: what is on the screen does not matter here, only that it is drawn."""

    def finish(self) -> int:
        """Beat no more; have no say in the exit status."""
        self._timer.stop()
        return 0

    def _look(self) -> None:
        now = time.monotonic()
        if self._asked is None:
            self._asked, self._told = now, False
            self._journal.ping().add_done_callback(self._pinged)
        elif self._answer is not None and not self._window.isExposed():
            self._beat()
        elif now - self._asked > _SLOW and not self._told:
            self._told = True
            logger.warning(
                "no beat for %.0f s: %s", now - self._asked,
                "the journal's writer does not answer" if self._answer is None
                else "no frame is drawn",
            )  # fmt: skip

    def _pinged(self, future: Future[bool]) -> None:
        # On the writer's thread.
        held = future.result()
        self._post(lambda: self._answered(READER_STUCK if held else WELL))

    def _answered(self, answer: bytes) -> None:
        self._answer = answer
        if self._window.isExposed():
            self._window.update()
        else:
            self._beat()

    def _drawn(self) -> None:
        if self._answer is not None:
            self._beat()

    def _beat(self) -> None:
        answer, self._answer, self._asked = self._answer, None, None
        with suppress(OSError):
            os.write(self._mouth, answer or WELL)
