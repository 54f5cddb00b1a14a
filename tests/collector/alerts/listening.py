"""Something that listens on loopback and counts who comes; and a book of names handed in."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from collector.alerts.outward.calling import UnreachableError


@dataclass
class Listener:
    """Listens at one port on each of this machine's own addresses; answers and hangs up."""

    port: int
    answer: bytes = b"HTTP/1.1 204 No Content\r\n\r\n"
    came: list[str] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)


@dataclass
class Names:
    """A resolver that says what a test tells it, and counts how often it is asked."""

    book: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, _port: int, _seconds: float) -> Sequence[str]:
        self.asked.append(host)
        answers = self.book.get(host)
        if not answers:
            raise UnreachableError("no such name")
        # The last answer stays: whoever asks again is told another one than at first.
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Connections:
    """Connects for real, and notes where to."""

    to: list[tuple[str, int]] = field(default_factory=list)
    instead: Callable[[str, int, float], socket.socket] | None = None

    def __call__(self, address: str, port: int, seconds: float) -> socket.socket:
        self.to.append((address, port))
        if self.instead is not None:
            return self.instead(address, port, seconds)
        return socket.create_connection((address, port), seconds)


@contextlib.contextmanager
def listening(**how: bytes) -> Iterator[Listener]:
    """Listen on 127.0.0.1 and, where there is one, ::1, at the same port."""
    first = socket.create_server(("127.0.0.1", 0))
    found = Listener(first.getsockname()[1], **how)
    sockets = [first]
    with contextlib.suppress(OSError):
        sockets.append(socket.create_server(("::1", found.port), family=socket.AF_INET6))
    threads = [threading.Thread(target=_take, args=(one, found), daemon=True) for one in sockets]
    for one in threads:
        one.start()
    try:
        yield found
    finally:
        for one in sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in threads:
            thread.join(5)


def _take(server: socket.socket, found: Listener) -> None:
    while True:
        try:
            caller, address = server.accept()
        except OSError:
            return
        found.came.append(str(address[0]))
        with caller, contextlib.suppress(OSError):
            caller.settimeout(5)
            heard = b""
            while b"\r\n\r\n" not in heard:
                piece = caller.recv(65_536)
                if not piece:
                    break
                heard += piece
            head, _end, body = heard.partition(b"\r\n\r\n")
            length = _length(head)
            while len(body) < length and (piece := caller.recv(65_536)):
                body += piece
            found.heard.append(head + b"\r\n\r\n" + body)
            caller.sendall(found.answer)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
