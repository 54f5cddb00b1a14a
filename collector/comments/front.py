"""Stands in front of the public page: who asks too often never reaches Django.

A form is refused before a byte of it is read; one that is let in is bounded in size and time, and
only so many are under way at once. All this on the event loop, without a thread or the database.
"""

import asyncio
import time
from collections import Counter
from functools import lru_cache
from http import HTTPStatus
from math import ceil
from typing import Any

from django.utils.translation import override

from collector.accounts.addresses import address_from, bucket
from collector.boards.headers import POLICY
from collector.comments.limits import Doors
from collector.comments.problems import Problem, problem_page, too_large, too_often
from collector.ingest.wire import Receive, Scope, Send

MOST_BYTES = 3 * 10 * 1024 * 1024 + 256 * 1024
"""Three photos and the rest of a form."""
_DRAINED = 3 * MOST_BYTES
"""So much of a form that is too large is read and thrown away, so that its sender sees why."""
_SECONDS = 300.0
_UNDER_WAY, _UNDER_WAY_OF_ONE = 48, 6
_WAITS = (5, 15, 30, 60, 120, 300, 3600)


class Front:
    """ASGI, around Django's pages."""

    def __init__(self, pages: Any, doors: Doors) -> None:
        self._pages = pages
        self._doors = doors
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for the public page oneself, or pass it on; all others pass."""
        if not _public(scope["path"]):
            await self._pages(scope, receive, send)
            return
        headers = _headers(scope)
        network = bucket(_address(scope, headers))
        if scope["method"] not in {"GET", "HEAD"} or _length(headers):
            await self._post(scope, receive, send, network, headers)
        elif wait := self._doors.ask(network):
            await _answer(send, HTTPStatus.TOO_MANY_REQUESTS, _language(scope, headers), wait)
        else:
            await self._pages(scope, receive, send)

    async def _post(
        self, scope: Scope, receive: Receive, send: Send, network: str, headers: dict[bytes, bytes]
    ) -> None:
        language = _language(scope, headers)
        wait = self._doors.post(network)
        if not wait and self._full(network):
            wait = 5.0
        if wait:
            await _answer(send, HTTPStatus.TOO_MANY_REQUESTS, language, wait)
            return
        self._under_way[network] += 1
        try:
            bounded = _Bounded(receive, time.monotonic() + _SECONDS)
            if _length(headers) > MOST_BYTES:
                await bounded.drain()
                await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, language)
            else:
                await self._pages(scope, bounded, send)
        finally:
            self._under_way[network] -= 1
            if not self._under_way[network]:
                del self._under_way[network]

    def _full(self, network: str) -> bool:
        return (
            self._under_way.total() >= _UNDER_WAY
            or self._under_way[network] >= _UNDER_WAY_OF_ONE
        )  # fmt: skip


class _Bounded:
    """Hands a body on as long as it is neither too large nor too slow; then the sender is gone."""

    def __init__(self, receive: Receive, deadline: float) -> None:
        self._receive = receive
        self._deadline = deadline
        self._read = 0

    async def __call__(self) -> dict[str, Any]:
        try:
            async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._read += len(message.get("body", b""))
        return message if self._read <= MOST_BYTES else {"type": "http.disconnect"}

    async def drain(self) -> None:
        """Read on, to a bound, and keep nothing."""
        read, more = 0, True
        while more and read < _DRAINED:
            try:
                async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                    message = await self._receive()
            except TimeoutError:
                return
            read += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)


def _public(path: str) -> bool:
    return path[:3] in {"/R/", "/r/"} or path in {"/R", "/r"}


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in scope["headers"]}


def _address(scope: Scope, headers: dict[bytes, bytes]) -> str:
    client = scope.get("client") or ("", 0)
    return address_from(str(client[0]), headers.get(b"x-forwarded-for", b"").decode("latin-1"))


def _length(headers: dict[bytes, bytes]) -> int:
    said = headers.get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


def _language(scope: Scope, headers: dict[bytes, bytes]) -> str:
    query = b"&" + scope.get("query_string", b"")
    if b"&l=en" in query:
        return "en"
    first = headers.get(b"accept-language", b"").split(b",")[0].strip().lower()
    return "en" if first.startswith(b"en") and b"&l=zh" not in query else "zh-hans"


async def _answer(send: Send, status: HTTPStatus, language: str, wait: float = 0.0) -> None:
    body = _body(status, language, _rounded(wait))
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", POLICY.encode()),
        (b"cache-control", b"no-store"),
    ]
    if wait:
        headers.append((b"retry-after", str(ceil(wait)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _rounded(wait: float) -> int:
    return next((one for one in _WAITS if wait <= one), _WAITS[-1])


@lru_cache(maxsize=64)
def _body(status: HTTPStatus, language: str, seconds: int) -> bytes:
    with override(language):
        large = status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        problem: Problem = too_large() if large else too_often(seconds)
        return problem_page(problem).encode()
