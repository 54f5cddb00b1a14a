"""Work that the window's thread must not wait for: hashing, reading the disk, other programs."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
"""Brings a call from any thread to the terminal's."""
logger = logging.getLogger(__name__)


class Background(Protocol):
    """Does work elsewhere and brings the outcome back to the terminal's thread."""

    def do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Have `work` done; `done` gets what it returned. Work that fails is logged, no more."""


class Threads:
    """A thread for each piece of work; there is never much of it at once.

    The threads are daemons: the end of the program waits for none of them, and what they write is
    whole or not there.
    """

    def __init__(self, post: Post) -> None:
        self._post = post

    def do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do it on a new thread."""

        def run() -> None:
            try:
                outcome = work()
            except Exception:
                logger.exception("work for the staff panel has failed")
                return
            self._post(lambda: done(outcome))

        threading.Thread(target=run, name="panel", daemon=True).start()
