"""Ending within a second of SIGTERM, wherever the program is.

The handler raises in the main thread; a call stuck in the system (looking a name up) does not
come back to Python for that, so a second thread ends the process. Everything the agent writes is
whole at every instant, so an abrupt end costs nothing.
"""

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from types import FrameType

_GRACE_SECONDS = 0.7


class Stopped(BaseException):
    """The process was asked to end."""


@contextlib.contextmanager
def stopping_at_once() -> Iterator[None]:
    """Leave the block on SIGTERM or SIGINT; end the process where that takes too long."""
    near, far = socket.socketpair()
    near.settimeout(0)
    done = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    def watch() -> None:
        # The byte is written by the interpreter's own handler, even while Python code stands still.
        with contextlib.suppress(OSError):
            if far.recv(1) and not done.wait(_GRACE_SECONDS):
                os._exit(0)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    wakeup = signal.set_wakeup_fd(near.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    except Stopped:
        sys.stderr.flush()
    finally:
        done.set()
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        near.close()
        far.close()
