"""One call outward: resolved once, the very number connected to, bounded in time and size.

Spoken by hand over a socket and not by a library: there is nothing here that could follow a
redirect, ask the environment for a proxy, keep a connection, or read more than the first lines.
"""

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from collector.alerts.outward.addresses import Address, Network, is_own, may_be_reached
from collector.alerts.outward.targets import Origin, Refusal, RefusedError, Target, read_target

SECONDS = 15.0
"""For everything together: the name, the connection, the question and the answer."""
NAME_SECONDS = 5.0
MOST_ANSWER = 16 * 1024
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: |$)")
_RETRY = re.compile(rb"(?im)^retry-after:[ \t]*([0-9]{1,6})[ \t]*$")

Resolve = Callable[[str, int, float], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class UnreachableError(OSError):
    """Nobody answered, or not in time, or nothing that can be understood: try again later."""


class Answer(Struct, frozen=True):
    """What was answered: the status, and after how many seconds one is asked to come again."""

    status: int
    retry_after: int | None = None


class Policy(Struct, frozen=True):
    """What may be called: allowed origins, and inner networks the operator has opened."""

    allowed: frozenset[Origin]
    inner: tuple[Network, ...] = ()


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask for a host's numbers, once. Raises UnreachableError, also when it takes too long."""
    found: list[str] = []
    wrong: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            wrong.append(error)
        else:
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    # The C library takes no time limit; who is left behind ends when it gives up.
    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(seconds)
    if not found:
        raise UnreachableError(str(wrong[0]) if wrong else "the name was not found in time")
    return found


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to a number, never to a name."""
    return socket.create_connection((address, port), seconds)


class Caller:
    """Makes calls. What it stands on is handed in, so that a test sees each step."""

    def __init__(
        self, *, resolve: Resolve = resolve, connect: Connect = connect,
        own: Callable[[Address], bool] = is_own, steady: Callable[[], float] = time.monotonic,
        secure: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        seconds: float = SECONDS,
    ) -> None:  # fmt: skip
        self._resolve, self._connect, self._own = resolve, connect, own
        self._steady, self._secure, self._seconds = steady, secure, seconds

    def post(self, address: str, policy: Policy, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send a body. Raises RefusedError before anything is sent, and UnreachableError."""
        target = read_target(address)
        if target.origin not in policy.allowed:
            raise RefusedError(Refusal.NOT_LISTED)
        ends = self._steady() + self._seconds
        try:
            return self._speak(target, self._number(target, policy), headers, body, ends)
        except ssl.SSLError as error:
            raise UnreachableError(f"TLS: {error.reason or error}") from error
        except (TimeoutError, OSError) as error:
            if isinstance(error, UnreachableError):
                raise
            raise UnreachableError(error.strerror or type(error).__name__) from error

    def _number(self, target: Target, policy: Policy) -> str:
        """Resolve the name, once; one number that leads inward makes all of them suspect."""
        origin = target.origin
        found = self._resolve(origin.host, origin.port, min(NAME_SECONDS, self._seconds))
        if not found:
            raise UnreachableError("the name leads nowhere")
        if not all(may_be_reached(one, policy.inner, self._own) for one in found):
            raise RefusedError(Refusal.INWARD)
        return found[0]

    def _speak(
        self, target: Target, number: str, headers: Mapping[str, str], body: bytes, ends: float
    ) -> Answer:
        origin = target.origin
        with contextlib.ExitStack() as stack:
            plain = self._connect(number, origin.port, self._left(ends))
            spoken = stack.enter_context(plain)
            if origin.secure:
                plain.settimeout(self._left(ends))
                # The certificate is asked for the name, wherever the number came from.
                spoken = stack.enter_context(
                    self._secure().wrap_socket(plain, server_hostname=origin.host)
                )
            spoken.settimeout(self._left(ends))
            spoken.sendall(_written(target, headers, body))
            return self._answer(spoken, ends)

    def _answer(self, spoken: socket.socket, ends: float) -> Answer:
        read = b""
        while True:
            head, end, rest = read.partition(b"\r\n\r\n")
            if end:
                status = _STATUS.match(head)
                if status is None:
                    raise UnreachableError("the answer is not HTTP")
                if not status[1].startswith(b"1"):
                    after = _RETRY.search(head.replace(b"\r\n", b"\n"))
                    return Answer(int(status[1]), int(after[1]) if after else None)
                read = rest
                continue
            if len(read) > MOST_ANSWER:
                raise UnreachableError("the answer is too long")
            spoken.settimeout(self._left(ends))
            piece = spoken.recv(4096)
            if not piece:
                raise UnreachableError("the connection ended without an answer")
            read += piece

    def _left(self, ends: float) -> float:
        left = ends - self._steady()
        if left <= 0:
            raise UnreachableError("no answer in time")
        return left


def _written(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    origin = target.origin
    usual = origin.port == (443 if origin.secure else 80)
    lines = [
        f"POST {target.path} HTTP/1.1",
        f"Host: {origin.host}" + ("" if usual else f":{origin.port}"),
        "User-Agent: Yiping", "Connection: close", f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]  # fmt: skip
    if any("\r" in line or "\n" in line for line in lines):
        raise RefusedError(Refusal.FORM)
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body
