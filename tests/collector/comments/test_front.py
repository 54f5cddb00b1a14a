"""What stands in front of the public page: refused before it is read, bounded, and kind."""

import asyncio
from typing import Any

import pytest

from collector.comments import front as front_module
from collector.comments.front import MOST_BYTES, Front
from collector.comments.limits import (
    ALL_POSTS,
    MISSES_OF_A_NUMBER,
    POSTS,
    Allowance,
    Doors,
    Limiter,
)


class Behind:
    """Django, in so far as it reads the whole body and answers."""

    def __init__(self) -> None:
        self.requests = self.bytes = 0

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        self.requests += 1
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            self.bytes += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Line:
    """One request's way to the server. Counts what of its body was read."""

    def __init__(self, chunks: int = 1, size: int = 10) -> None:
        self._left = chunks
        self._size = size
        self.read = 0
        self.status = 0
        self.body = b""

    async def receive(self) -> dict[str, Any]:
        self._left -= 1
        self.read += self._size
        return {"type": "http.request", "body": b"x" * self._size, "more_body": self._left > 0}

    async def send(self, message: dict[str, Any]) -> None:
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")


def scope(path: str = "/R/A01-000001/X", method: str = "POST", address: str = "9.9.9.9", **headers):
    fields = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "path": path, "method": method, "client": (address, 1),
            "headers": fields, "query_string": b""}  # fmt: skip


def pass_through(front: Front, line: Line, **more: Any) -> int:
    asyncio.run(front(scope(**more), line.receive, line.send))
    return line.status


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def front(clock, behind) -> Front:
    return Front(behind, Doors(lambda: clock[0]))


def test_a_network_that_sends_too_much_is_refused_before_a_byte_is_read(front, behind, clock):
    for _ in range(POSTS.burst):
        assert pass_through(front, Line()) == 200
    refused = Line()

    assert pass_through(front, refused) == 429
    assert refused.read == 0
    assert behind.requests == POSTS.burst
    assert pass_through(front, Line(), address="8.8.8.8") == 200
    clock[0] += POSTS.seconds
    assert pass_through(front, Line()) == 200


def test_all_networks_together_are_bounded_too(front):
    sent = [pass_through(front, Line(), address=f"10.0.{n // 200}.{n % 200}") for n in range(400)]

    assert sent.count(200) == ALL_POSTS.burst


def test_a_network_of_v6_is_one_however_many_addresses_it_has(front):
    sent = [pass_through(front, Line(), address=f"2001:db8::{n:x}") for n in range(40)]

    assert sent.count(200) == POSTS.burst


def test_a_form_that_is_announced_too_large_is_told_so_and_reaches_nobody(front, behind):
    line = Line(chunks=40, size=1024 * 1024)

    assert pass_through(front, line, content_length=str(MOST_BYTES + 1)) == 413
    assert "兆" in line.body.decode()
    assert behind.requests == 0


def test_a_form_that_grows_too_large_unannounced_is_cut(front, behind):
    line = Line(chunks=10_000, size=1024 * 1024)

    assert pass_through(front, line) == 0
    assert line.read <= MOST_BYTES + 1024 * 1024
    assert behind.bytes <= MOST_BYTES


def test_a_form_that_never_ends_is_cut(front, monkeypatch):
    monkeypatch.setattr(front_module, "_SECONDS", 0.05)
    line = Line()

    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    asyncio.run(front(scope(), never, line.send))

    assert line.status == 0
    assert pass_through(front, Line()) == 200


def test_other_pages_pass_untouched(front):
    for _ in range(POSTS.burst * 2):
        assert pass_through(front, Line(), path="/sign-in") == 200
    assert pass_through(front, Line(), path="/Rx") == 200


def test_the_refusal_speaks_the_phones_language(front):
    for _ in range(POSTS.burst):
        pass_through(front, Line())
    line = Line()
    pass_through(front, line, accept_language="en-GB,en")

    assert "Please wait a moment" in line.body.decode()


def test_guessing_one_receipt_is_limited_across_many_networks_and_its_citizen_gets_in():
    now = 0.0
    doors = Doors(lambda: now)
    doors.right("citizen")
    tried = 0
    for n in range(200):
        if not doors.guess(f"10.1.0.{n}", "A01-000001"):
            tried += 1
            doors.wrong(f"10.1.0.{n}", "A01-000001")

    assert tried == MISSES_OF_A_NUMBER.burst
    assert doors.guess("another", "A01-000001") > 0
    assert doors.guess("citizen", "A01-000001") == 0
    assert doors.guess("another", "A01-000002") == 0


def test_a_limiter_forgets_who_was_quiet_longest():
    limiter = Limiter(Allowance(1, 60.0), lambda: 0.0)
    for n in range(20_002):
        limiter.spend(str(n))

    assert limiter.wait("0") == 0
    assert limiter.wait("20001") > 0
