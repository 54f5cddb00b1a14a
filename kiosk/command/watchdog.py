"""Ends a window that hangs: it says nothing through its pipe for longer than anybody would wait."""

import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol, TextIO

from kiosk.command.forked import Forked
from kiosk.pulse import READER_STUCK

FIRST = 180.0
"""Seconds until the first beat of a start: an old machine reads everything from a slow disk."""
SILENCE = 8.0
"""Seconds without a beat after which a window is stuck: with the restart, less than 15."""
SPARED = 60.0
"""Seconds a program has run before it is restarted for being stuck in the journal."""
_LAST_WORDS = 0.5
"""Seconds a stuck window has to say where it is stuck."""
_OVERSLEPT = 1.0
"""Seconds this process wakes too late when it is not the window that stood still."""
_CAPACITY = 65_536

_STUCK = (
    "{name}: 没有响应，将强制结束并重新启动；卡在何处见下 "
    "does not respond, is ended by force and started again; where it is stuck stands below\n"
)
_READING = (
    "{name}: 读日志时卡住，强制结束并重新启动 "
    "is stuck while reading the journal, is ended by force and started again\n"
)


class Watched(Protocol):
    """What it knows of a supervised program. `started` in monotonic seconds."""

    name: str
    leads: bool
    started: float
    process: subprocess.Popen[bytes] | Forked | None


class Watchdog:
    """Listens to one window after the other, through one pipe. Times are monotonic seconds.

    `tell` takes what the system's service manager is to know; it hears of each beat and of no
    more, so that it finds a supervisor that hangs as the supervisor finds the window.
    """

    def __init__(
        self,
        tell: Callable[[str], None],
        *,
        first: float = FIRST,
        silence: float = SILENCE,
        spared: float = SPARED,
    ) -> None:
        """Make the pipe. `mouth` is the end that a window inherits and writes to."""
        self.ear, self.mouth = os.pipe()
        for end in (self.ear, self.mouth):
            # A window must never wait because its supervisor does not listen.
            os.set_blocking(end, False)
        self._tell = tell
        self._first, self._silence, self._spared = first, silence, spared
        self._ready = False
        self._window: subprocess.Popen[bytes] | Forked | None = None
        self._due: float | None = None
        self._ends_at: float | None = None
        self._awake_by: float | None = None

    def moments(self, children: Sequence[Watched], now: float) -> list[float]:
        """Take note of a window that was just started; return when `look` is due next."""
        window = next((child.process for child in children if child.leads), None)
        if window is not self._window:
            self._window = window
            self._ends_at = None
            self._due = None if window is None else now + self._first
        due = [moment for moment in (self._due, self._ends_at) if moment is not None]
        self._awake_by = min(due, default=None)
        return due

    def forget(self) -> None:
        """Forget what was said so far: a window has ended, and the next may start at once."""
        self._read()

    def look(self, children: Sequence[Watched], now: float, errors: TextIO) -> None:
        """Listen; end the window if it has been silent for too long, and a stuck reader."""
        if self._due is not None and self._awake_by is not None:
            if now > self._awake_by + _OVERSLEPT:
                # The whole machine stood still, not the window alone.
                self._due = max(self._due, now + self._silence)
            said = self._read()
            if said:
                self._heard(now)
            if READER_STUCK in said:
                self._unstick(children, now, errors)
        for child in children:
            if child.leads and child.process is not None and child.process is self._window:
                self._judge(child.name, child.process, now, errors)

    def close(self) -> None:
        """Close the pipe, and say that this is the end."""
        self._tell("STOPPING=1")
        os.close(self.ear)
        os.close(self.mouth)

    def _heard(self, now: float) -> None:
        self._due = now + self._silence
        self._tell("WATCHDOG=1" if self._ready else "READY=1\nWATCHDOG=1")
        self._ready = True

    def _judge(
        self, name: str, window: subprocess.Popen[bytes] | Forked, now: float, errors: TextIO
    ) -> None:
        if self._due is not None and now >= self._due:
            self._due, self._ends_at = None, now + _LAST_WORDS
            errors.write(_STUCK.format(name=name))
            errors.flush()
            window.send_signal(signal.SIGUSR1)
        elif self._ends_at is not None and now >= self._ends_at:
            self._ends_at = None
            window.kill()

    def _unstick(self, children: Sequence[Watched], now: float, errors: TextIO) -> None:
        """End the programs that read the journal: one of them keeps its WAL from being reused."""
        for child in children:
            running = child.process is not None and now - child.started >= self._spared
            if running and not child.leads and child.process is not None:
                errors.write(_READING.format(name=child.name))
                errors.flush()
                child.process.kill()

    def _read(self) -> bytes:
        with suppress(BlockingIOError):
            return os.read(self.ear, _CAPACITY)
        return b""
