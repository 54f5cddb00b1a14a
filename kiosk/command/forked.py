"""A program of ours in a copy of this process: it need not start an interpreter of its own.

The window is ready about 40 ms earlier that way, at each start and after each crash. Safe because
the supervisor has one thread. Where there is no fork, programs are started by command line.
"""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable

_LOOKS_EVERY = 0.01


class Forked:
    """A running copy, with what the supervisor uses of `subprocess.Popen`."""

    def __init__(self, entry: Callable[[], int], first: Callable[[], None]) -> None:
        """Start `entry` in a copy of this process, after `first`; its result is the status."""
        sys.stdout.flush()
        sys.stderr.flush()
        self._status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(_run(entry, first))

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal, or None while it runs."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(_LOOKS_EVERY)
        return status

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _run(entry: Callable[[], int], first: Callable[[], None]) -> int:
    """Be the copy: nothing of the supervisor's signals may be left, and nothing may escape."""
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        first()
        status = entry()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 -- beyond here is the supervisor's own code
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status
