"""Requests and answers as ASGI hands them over: headers, bounded bodies, JSON."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Self

from collector.ingest.answers import Answer, busy, refusal, unnumbered
from sync.protocol.encoding import SUPPORTED
from sync.protocol.errors import Errno

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_PLAIN = ("", "identity")
_LINGER_SECONDS = 2.0
_LINGER_BYTES = 8 * 1024 * 1024


class Gone(Exception):  # noqa: N818 -- not an error: the caller hung up
    """The caller hung up before the call was whole; nobody waits for an answer."""


class Budget:
    """Bytes of bodies held in memory at once, over all calls."""

    def __init__(self, total: int) -> None:
        self._free = total

    def take(self, size: int) -> bool:
        """Take so many bytes; False where there are not so many left."""
        if size > self._free:
            return False
        self._free -= size
        return True

    def give(self, size: int) -> None:
        """Give bytes back."""
        self._free += size


class Body:
    """The body of one call, not read yet. Used as a context so that its bytes are given back."""

    def __init__(self, headers: dict[bytes, bytes], receive: Receive, budget: Budget,
                 limit: int, seconds: float) -> None:  # fmt: skip
        self._headers = headers
        self._receive = receive
        self._budget = budget
        self._limit = limit
        self._seconds = seconds
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._budget.give(self._taken)

    @property
    def encoding(self) -> str:
        """What the headers say the body is packed with."""
        return self._headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()

    def refused(self) -> Answer | None:
        """Tell from the headers alone why the body will not be read; None when it will."""
        if self.encoding not in (*_PLAIN, *SUPPORTED):
            return refusal(Errno.UNSUPPORTED_ENCODING, "send it plain, as gzip or as zstd")
        length = self._headers.get(b"content-length", b"0")
        if not length.isdigit():
            return unnumbered(400, "the Content-Length is no number")
        if len(length) > len(str(self._limit)) or int(length) > self._limit:
            return refusal(Errno.TOO_LARGE, f"a body has at most {self._limit} bytes")
        return None

    async def read(self) -> bytes | Answer:
        """Read all of it, or say why not. Raises Gone."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._pieces()
        except TimeoutError:
            return unnumbered(408, f"the body took longer than {self._seconds:.0f} s",
                              (b"connection", b"close"))  # fmt: skip

    async def _pieces(self) -> bytes | Answer:
        pieces: list[bytes] = []
        while True:
            message = await self._receive()
            if message["type"] != "http.request":
                raise Gone
            piece: bytes = message.get("body", b"")
            if self._taken + len(piece) > self._limit:
                return refusal(Errno.TOO_LARGE, f"a body has at most {self._limit} bytes")
            if not self._budget.take(len(piece)):
                return busy("too many bodies are being read at once")
            self._taken += len(piece)
            pieces.append(piece)
            if not message.get("more_body", False):
                return b"".join(pieces)


async def reply(send: Send, answer: Answer, unread: Receive | None = None) -> None:
    """Write an answer; then let a caller finish what it is still sending, a little, unkept.

    Many callers look at an answer only after they have sent everything: closing at once would
    take the answer from them. So it has no length then: the server closes at its last byte.
    """
    usual = {b"content-type": b"application/json", b"cache-control": b"no-store"}
    headers = list((usual | dict(answer.headers)).items())
    if unread is None:
        headers.append((b"content-length", b"%d" % len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": unread is not None})
    if unread is not None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LINGER_SECONDS):
                await _discard(unread)
        await send({"type": "http.response.body", "body": b""})


async def _discard(receive: Receive) -> None:
    left = _LINGER_BYTES
    while left > 0:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        left -= len(message.get("body", b""))
