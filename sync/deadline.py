"""A limit on how long one call may last in all, which a time-out per read does not give.

A server that drips a byte every few seconds never runs into a read time-out. Here a timer shuts
the call's sockets down, wherever the call stands, and the reader gets an end of file.
"""

import contextlib
import socket
import threading
import weakref
from collections.abc import Iterator

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Deadline:
    """Knows the open connections of one client and can cut them."""

    def __init__(self) -> None:
        self._connections: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        self.passed = False

    @contextlib.contextmanager
    def of(self, seconds: float) -> Iterator[None]:
        """Cut every connection if the block lasts longer than `seconds`; `passed` says so."""
        self.passed = False
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def watch(self, connection: HTTPConnection) -> None:
        """Remember a connection that has just been opened."""
        self._connections.add(connection)

    def _cut(self) -> None:
        self.passed = True
        for connection in list(self._connections):
            sock = connection.sock
            if sock is not None:
                # The plain shutdown, also for TLS: the reader's own TLS state is not ours to touch.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)


def watched_pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    """Make connection pools, by scheme, whose connections the deadline can cut."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
