"""The local interface's thread: begun with the first frame, and nothing of it loaded before."""

import logging
import threading
from concurrent.futures import Future
from importlib import import_module

from kiosk.config import Config
from ui.window import Window

logger = logging.getLogger(__name__)
_GRACE = 5.0


class InterfaceThread:
    """Goes along with a run of the window, from its first frame to `stop`."""

    def __init__(self, config: Config, window: Window) -> None:
        self._config = config
        self._terminal = window.terminal
        self._post = window.gui.post
        self._end: Future[None] = Future()
        self._thread = threading.Thread(target=self._work, name="interface", daemon=True)

    def begin(self) -> None:
        """Start to serve."""
        self._thread.start()

    def changed(self) -> None:
        """Do nothing: the interface listens to the terminal itself."""

    def finish(self) -> int:
        """Have no say in the exit status."""
        return 0

    def stop(self) -> None:
        """End the thread, if it was begun. Waits, but not for ever."""
        self._end.set_result(None)
        if self._thread.ident is not None:
            self._thread.join(_GRACE)

    def _work(self) -> None:
        # Imported here, on a thread where no citizen waits for it: 60 ms the window can do without.
        service = import_module("kiosk.interface.service")
        try:
            service.serve(self._config, self._terminal, self._post, self._end)
        except Exception:
            logger.exception("the local interface has ended; rating goes on")
