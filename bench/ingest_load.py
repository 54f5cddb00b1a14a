"""A terminal's ratings, built beforehand, and the sending of them."""

import base64
import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sync.protocol import chain
from sync.protocol.batch import encode
from sync.protocol.encoding import pack
from sync.protocol.key import DeviceKey
from sync.protocol.token import issue

BATCH = 500
_LEVELS = ("satisfied",) * 90 + ("basic",) * 8 + ("unsatisfied",) * 2


@dataclass(frozen=True)
class Load:
    """How many ratings one terminal sends."""

    ratings: int


class Sender:
    """One terminal: its batches are ready before the clock starts."""

    def __init__(self, connection: http.client.HTTPConnection, load: Load) -> None:
        self._connection = connection
        self._key = DeviceKey.generate()
        self._batches = list(_batches(self._key, load.ratings))

    def enrol(self) -> None:
        """Introduce the terminal."""
        body = {"key": base64.b64encode(self._key.public).decode(), "name": "bench", "version": "1"}
        self._call("POST", "/api/v1/enrolments", json.dumps(body).encode(), {}, 201)

    def send(self) -> None:
        """Send everything; each batch waits for the answer to the one before."""
        headers = {
            "Authorization": f"Bearer {issue(self._key, datetime.now(UTC))}",
            "Content-Encoding": "zstd",
        }
        for packed in self._batches:
            self._call("POST", f"/api/v1/logs/{self._key.log}/entries", packed, headers, 200)

    def _call(
        self, method: str, path: str, body: bytes, headers: dict[str, str], wanted: int
    ) -> None:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status != wanted:
            raise SystemExit(f"{answer.status}: {said.decode(errors='replace')}")


def bodies(ratings: int) -> list[bytes]:
    """Return the entries of a busy window: one rating a minute, eight hours a day."""
    start = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    return [_body(i, start + timedelta(days=i // 480, minutes=i % 480)) for i in range(ratings)]


def _body(i: int, at: datetime) -> bytes:
    text = at.replace(tzinfo=None).isoformat(timespec="milliseconds")
    return (
        f'{{"type":"rating","at":"{text}+08:00","boot":1,"up":{i * 60_000},"clock":"ok",'
        f'"window":"A01","staff":"1001","scale":"satisfaction-3",'
        f'"level":"{_LEVELS[i * 37 % 100]}","mode":"walk-up","elapsed":{1_000 + i % 5_000}}}'
    ).encode()


def _batches(key: DeviceKey, ratings: int) -> Iterator[bytes]:
    digest = chain.start(key.public)
    entries = bodies(ratings)
    for offset in range(0, ratings, BATCH):
        part = entries[offset : offset + BATCH]
        yield pack(encode(key, offset + 1, part, digest), "zstd")
        digest = chain.digests(digest, part)[-1]
