"""A bad line: a TCP proxy that delays, throttles, cuts, swallows and doubles what passes it.

One exchange a connection, so that a fault meets one request and its answer. Faults are taken
from a queue; with none left the line is good.
"""

import contextlib
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What happens to one exchange. Shares are of the bytes that would have passed."""

    refuse: bool = False
    delay: float = 0.0
    request_share: float = 1.0
    answer_share: float = 1.0
    swallow: bool = False
    """The collector gets the request; its answer is lost."""
    twice: bool = False
    """The collector gets the same request two times."""
    rate: float = 0.0
    """Bytes a second the line takes of a request; 0 for all at once."""
    drip: float = 0.0
    """Seconds between two bytes of the answer."""


class BadLine:
    """Listens on a port of its own and passes exchanges on to the port `target`."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.faults: deque[Fault] = deque()
        self.down = False
        self.usual = Fault()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            fault = self.faults.popleft() if self.faults else self.usual
            threading.Thread(target=self._exchange, args=(near, fault), daemon=True).start()

    def _exchange(self, near: socket.socket, fault: Fault) -> None:
        with contextlib.suppress(OSError), near:
            near.settimeout(10)
            if fault.refuse or self.down:
                return
            request = b"".join(_message(near))
            # The one place that waits for a time: the delay is what the fault is.
            time.sleep(fault.delay + (len(request) / fault.rate if fault.rate else 0))
            for _ in range(2 if fault.twice else 1):
                answer = self._ask(request[: int(len(request) * fault.request_share)], fault)
            if not fault.swallow:
                answer = _last(answer)
                _pour(near, answer[: int(len(answer) * fault.answer_share)], fault.drip)

    def _ask(self, request: bytes, fault: Fault) -> bytes:
        with socket.create_connection(("127.0.0.1", self.target), timeout=10) as far:
            far.sendall(request)
            if fault.request_share < 1.0:
                return b""
            return b"".join(_message(far))


def _message(sock: socket.socket) -> Iterator[bytes]:
    """Yield one HTTP message: its head, and as much body as the head announces."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = sock.recv(65_536)
        if not piece:
            return
        head += piece
    yield head
    lines, _, body = head.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in lines.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    missing = (lengths[0] if lengths else 0) - len(body)
    while missing > 0:
        piece = sock.recv(65_536)
        if not piece:
            return
        missing -= len(piece)
        yield piece


def _last(answer: bytes) -> bytes:
    """Say in the answer that the line ends with it: else a quick client asks into its end."""
    first, end, rest = answer.partition(b"\r\n")
    return first + end + b"Connection: close\r\n" + rest if end else answer


def _pour(sock: socket.socket, data: bytes, drip: float) -> None:
    if not drip:
        sock.sendall(data)
        return
    for i in range(len(data)):
        sock.sendall(data[i : i + 1])
        time.sleep(drip)


@contextlib.contextmanager
def bad_line(target: int) -> Iterator[BadLine]:
    """Open a line to a port on loopback."""
    line = BadLine(target)
    try:
        yield line
    finally:
        line.close()
