"""The one way from other threads to the window's: a call that is made there, later."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class GuiThread(QObject):
    """Lives on the GUI thread; `post` may be called on any."""

    _called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._listening = True
        self._called.connect(self._make, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` made on the GUI thread. Returns at once."""
        self._called.emit(call)

    def close(self) -> None:
        """Let calls that come from now on, or are still under way, fall on deaf ears."""
        self._listening = False

    def _make(self, call: Callable[[], None]) -> None:
        if self._listening:
            call()
