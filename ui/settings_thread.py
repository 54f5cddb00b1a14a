"""Looks once a second at what the agent has left, on a thread where nobody waits for the disk."""

import logging
import threading
from collections.abc import Callable

from kiosk.settings import SettingsWatch, Situation

logger = logging.getLogger(__name__)
INTERVAL = 1.0


class SettingsThread:
    """A thread of its own from `start` to `stop`. `arrived` and `ask_clock` are called on it."""

    def __init__(
        self,
        watch: SettingsWatch,
        arrived: Callable[[Situation], None],
        ask_clock: Callable[[], None],
    ) -> None:
        self._watch = watch
        self._arrived = arrived
        self._ask_clock = ask_clock
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="settings", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread. Waits for a look that is under way."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        refused = None
        while not self._stop.wait(INTERVAL):
            self._ask_clock()
            situation = self._watch.poll()
            if situation is not None:
                self._arrived(situation)
            if self._watch.refusal is not refused:
                refused = self._watch.refusal
                if refused is not None:
                    logger.warning("%s", refused)
