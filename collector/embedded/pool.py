"""Open connections to the embedded database that nobody uses just now, kept for the next request.

Opening one costs as much as a small page: the whole schema is read and every statement prepared
again. A server's requests are answered by threads that come and go, so a connection cannot stay
with its thread.
"""

import os
import sqlite3
import threading
from collections import defaultdict
from pathlib import Path

KEPT = 8
"""So many connections to a file lie idle at most."""

Key = tuple[int, int, int]
"""A process and a file: one that was put in another's place by a restore is not the same."""


def key_of(file: str) -> Key | None:
    """Name a file as it is there now; None where there is none."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return os.getpid(), found.st_dev, found.st_ino


class Pool:
    """Lends connections out again. May be used by many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[Key, list[sqlite3.Connection]] = defaultdict(list)

    def take(self, key: Key) -> sqlite3.Connection | None:
        """Return the connection that was used last, or None where all are in use."""
        with self._lock:
            idle = self._idle.get(key)
            return idle.pop() if idle else None

    def keep(self, key: Key, connection: sqlite3.Connection) -> bool:
        """Keep a connection with no statement under way; False where there are enough of them."""
        with self._lock:
            if len(self._idle[key]) >= KEPT:
                return False
            self._idle[key].append(connection)
            return True
