"""The window's own thread: the one way to it from others, and what may happen on it alone."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

COLLECTS_EVERY = 20_000
"""Milliseconds between two collections of cyclic garbage."""


class GuiThread(QObject):
    """Lives on the GUI thread; `post` may be called on any.

    While it lives, cyclic garbage is collected on this thread and no other: a collection that
    happens to run on the journal's thread could delete a Qt object there, and crash.
    """

    _called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._listening = True
        gc.disable()
        self._collects = QTimer(self, interval=COLLECTS_EVERY)
        self._collects.timeout.connect(gc.collect)
        self._collects.start()
        self._called.connect(self._make, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` made on the GUI thread. Returns at once."""
        self._called.emit(call)

    def close(self) -> None:
        """Let calls that come from now on, or are still under way, fall on deaf ears."""
        self._listening = False
        self._collects.stop()
        gc.enable()

    def _make(self, call: Callable[[], None]) -> None:
        if self._listening:
            call()
