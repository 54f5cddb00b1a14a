"""Programs that are started again when they die, and ended when their supervisor ends.

The window leads: when it ends on purpose (status 0), or with what only a person can put right
(2 to 5: configuration, font, display), all end. A window that hangs is ended and started again
(kiosk.command.watchdog).
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import TextIO

from kiosk.command.bell import Bell
from kiosk.command.forked import Forked
from kiosk.command.watchdog import Watchdog

_LONGEST_PAUSE = 30.0
_SETTLED = 10.0
"""Seconds after which a program counts as having started well."""
_GRACE = 5.0
_ON_PURPOSE = {0, 2, 3, 4, 5}
_DIES_WITH_PARENT = 1
_LOOKS_EVERY = 1.0

Program = Sequence[str] | Callable[[], int]


class Child:
    """One program: how it is started, since when it runs, when it may be started again."""

    def __init__(
        self,
        name: str,
        program: Program | None,
        *,
        leads: bool,
        due: float = 0.0,
    ) -> None:
        """Take a name for messages, and from when on (monotonic seconds) it may be started.

        `program` is a command line, or what a copy of this process does; None: nothing for now.
        """
        self.name = name
        self.leads = leads
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.due = due
        self._program = program
        self._ask: Callable[[], Program | None] | None = None
        self._look_at = 0.0
        self._replaced: float | None = None
        self._deaths = 0
        self.started = 0.0

    @property
    def wanted(self) -> bool:
        """Whether there is a program to be run."""
        return self._program is not None

    def follow(self, ask: Callable[[], Program | None], *, since: float) -> None:
        """Ask once a second which program is wanted; another one takes the place of this."""
        self._ask, self._look_at = ask, since

    def look(self, now: float) -> None:
        """Ask, where it is time to. One that is not wanted any more is told to end."""
        if self._replaced is not None and self.process and now > self._replaced + _GRACE:
            self.process.kill()
        if self._ask is None or now < self._look_at:
            return
        self._look_at = now + _LOOKS_EVERY
        program = self._ask()
        if program == self._program:
            return
        self._program = program
        self._deaths = 0
        if self.process is not None and self._replaced is None:
            self.process.terminate()
            self._replaced = now

    def moments(self) -> list[float]:
        """Return when something has to be done about it, but for its end."""
        looks = [] if self._ask is None else [self._look_at]
        return looks + ([self.due] if self.process is None and self.wanted else [])

    def start(self, now: float, first: Callable[[], None]) -> None:
        """Start the program; the new process does `first` before all else."""
        self.started = now
        if callable(self._program):
            self.process = Forked(self._program, first)
        elif self._program is not None:
            # One thread and no locks here: running code between fork and exec is safe.
            self.process = subprocess.Popen(
                self._program,
                preexec_fn=first if hasattr(os, "fork") else None,  # noqa: PLW1509
            )

    def died(self, now: float) -> float | None:
        """Note that it ended; return the seconds until it starts again, None where it was told."""
        self.process = None
        if self._replaced is not None:
            self._replaced = None
            self.due = now
            return None
        self._deaths = 0 if now - self.started >= _SETTLED else self._deaths + 1
        # The first time at once: a terminal is to be ready again within 3 s of a kill.
        pause = 0.0 if self._deaths <= 1 else min(_LONGEST_PAUSE, 2.0 ** (self._deaths - 2))
        self.due = now + pause
        return pause


def supervise(
    children: Sequence[Child],
    errors: TextIO,
    *,
    restarts: bool,
    watchdog: Watchdog | None = None,
) -> int:
    """Run the programs until the leading one ends on purpose or a signal says so.

    Returns the leading program's exit status, 0 after SIGTERM or SIGINT. Without `restarts` its
    first end is the end of all.
    """
    bell = Bell()
    try:
        return _watch(children, errors, bell, watchdog, restarts=restarts)
    finally:
        _end(children)
        bell.take_down()


def _watch(
    children: Sequence[Child],
    errors: TextIO,
    bell: Bell,
    watchdog: Watchdog | None,
    *,
    restarts: bool,
) -> int:
    tie = _tie_to(os.getpid())
    while not bell.asked:
        now = time.monotonic()
        if watchdog is not None:
            watchdog.look(children, now, errors)
        for child in children:
            child.look(now)
            status = None if child.process is None else child.process.poll()
            if status is not None:
                if child.leads and (not restarts or status in _ON_PURPOSE):
                    return status if status >= 0 else 128 - status
                _tell(child, status, child.died(now), errors)
                if child.leads and watchdog is not None:
                    watchdog.forget()
            if child.process is None and child.wanted and now >= child.due:
                child.start(now, tie)
        moments = [moment for child in children for moment in child.moments()]
        if watchdog is not None:
            moments += watchdog.moments(children, now)
        until = min(moments, default=None)
        ear = None if watchdog is None else watchdog.ear
        bell.wait(None if until is None else until - now, ear)
    return 0


def _tell(child: Child, status: int, pause: float | None, errors: TextIO) -> None:
    if pause is not None:
        errors.write(
            f"{child.name}: 已退出（状态 {status}），{pause:g} 秒后重新启动 "
            f"ended with status {status}, starts again in {pause:g} s\n"
        )
        errors.flush()


def _end(children: Sequence[Child]) -> None:
    """Ask every program to end; after a while, end it."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    patience = time.monotonic() + _GRACE
    for process in running:
        try:
            process.wait(timeout=max(0.0, patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _tie_to(parent: int) -> Callable[[], None]:
    """Return what makes a child end when its supervisor is killed: it would hold the journal."""
    try:
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError, TypeError):
        return lambda: None

    def tie() -> None:
        prctl(_DIES_WITH_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return tie
