"""Programs that are started again when they die, and ended when their supervisor ends.

The window leads: when it ends on purpose (status 0), or with what only a person can put right
(2 to 5: configuration, font, display), all end.
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TextIO

from kiosk.command.forked import Forked

_LONGEST_PAUSE = 30.0
_SETTLED = 10.0
"""Seconds after which a program counts as having started well."""
_GRACE = 5.0
_ON_PURPOSE = {0, 2, 3, 4, 5}
_DIES_WITH_PARENT = 1


class Child:
    """One program: how it is started, since when it runs, when it may be started again."""

    def __init__(
        self,
        name: str,
        program: Sequence[str] | Callable[[], int],
        *,
        leads: bool,
        due: float = 0.0,
    ) -> None:
        """Take a name for messages, and from when on (monotonic seconds) it may be started.

        `program` is a command line, or what a copy of this process does.
        """
        self.name = name
        self.leads = leads
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.due = due
        self._program = program
        self._deaths = 0
        self._started = 0.0

    def start(self, now: float, first: Callable[[], None]) -> None:
        """Start the program; the new process does `first` before all else."""
        self._started = now
        if callable(self._program):
            self.process = Forked(self._program, first)
        else:
            # One thread and no locks here: running code between fork and exec is safe.
            self.process = subprocess.Popen(self._program, preexec_fn=first)  # noqa: PLW1509

    def died(self, now: float) -> float:
        """Note that it ended; return the seconds until it is to be started again."""
        self.process = None
        self._deaths = 0 if now - self._started >= _SETTLED else self._deaths + 1
        # The first time at once: a terminal is to be ready again within 3 s of a kill.
        pause = 0.0 if self._deaths <= 1 else min(_LONGEST_PAUSE, 2.0 ** (self._deaths - 2))
        self.due = now + pause
        return pause


def supervise(children: Sequence[Child], errors: TextIO, *, restarts: bool) -> int:
    """Run the programs until the leading one ends on purpose or a signal says so.

    Returns the leading program's exit status, 0 after SIGTERM or SIGINT. Without `restarts` its
    first end is the end of all.
    """
    wake, ring = os.pipe()
    os.set_blocking(ring, False)
    os.set_blocking(wake, False)
    asked: list[int] = []

    def noted(number: int, _: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            asked.append(number)

    watched = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.signal(number, noted) for number in watched}
    signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    try:
        return _watch(children, errors, asked, wake, restarts=restarts)
    finally:
        _end(children)
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(wake)
        os.close(ring)


def _watch(
    children: Sequence[Child], errors: TextIO, asked: list[int], wake: int, *, restarts: bool
) -> int:
    tie = _tie_to(os.getpid())
    while not asked:
        now = time.monotonic()
        for child in children:
            status = None if child.process is None else child.process.poll()
            if status is not None:
                if child.leads and (not restarts or status in _ON_PURPOSE):
                    return status if status >= 0 else 128 - status
                pause = child.died(now)
                errors.write(
                    f"{child.name}: 已退出（状态 {status}），{pause:g} 秒后重新启动 "
                    f"ended with status {status}, starts again in {pause:g} s\n"
                )
                errors.flush()
            if child.process is None and now >= child.due:
                child.start(now, tie)
        waiting = [child.due - now for child in children if child.process is None]
        _sleep(wake, min(waiting, default=None))
    return 0


def _sleep(wake: int, seconds: float | None) -> None:
    """Wait for a signal, at most so long."""
    select.select([wake], [], [], None if seconds is None else max(0.0, seconds))
    with contextlib.suppress(BlockingIOError):
        os.read(wake, 4096)


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
    except (OSError, AttributeError):
        return lambda: None

    def tie() -> None:
        prctl(_DIES_WITH_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return tie
