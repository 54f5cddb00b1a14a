"""What wakes the supervisor: a signal, the end of a child, or the time.

Where the system has no SIGCHLD and cannot wait for a pipe (Windows), it looks a few times a second.
"""

import contextlib
import os
import select
import signal
import time
from types import FrameType

_LOOKS_EVERY = 0.2
_NAMES = ("SIGCHLD", "SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


class Bell:
    """Rings for the signals above until `take_down`. `asked`: those that mean the end."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        watched = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {number: signal.signal(number, self._noted) for number in watched}
        self._ends: tuple[int, int] | None = None
        if hasattr(signal, "SIGCHLD"):
            self._ends = wake, ring = os.pipe()
            os.set_blocking(ring, False)
            os.set_blocking(wake, False)
            signal.set_wakeup_fd(ring, warn_on_full_buffer=False)

    def wait(self, seconds: float | None, ear: int | None = None) -> None:
        """Wait for a signal, or something to be read at `ear`, at most so long."""
        if self._ends is None:
            if not self.asked:
                time.sleep(
                    _LOOKS_EVERY if seconds is None else min(max(0.0, seconds), _LOOKS_EVERY)
                )
            return
        wake = self._ends[0]
        heard = [wake] if ear is None else [wake, ear]
        select.select(heard, [], [], None if seconds is None else max(0.0, seconds))
        with contextlib.suppress(BlockingIOError):
            os.read(wake, 4096)

    def take_down(self) -> None:
        """Give the signals back to whoever had them."""
        if self._ends is not None:
            signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in self._ends or ():
            os.close(end)

    def _noted(self, number: int, _: FrameType | None) -> None:
        if number != getattr(signal, "SIGCHLD", None):
            self.asked.append(number)
