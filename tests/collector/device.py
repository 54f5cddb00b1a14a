"""A terminal written from the protocol's page alone: it shares no code with the collector."""

import base64
import gzip
import hashlib
import http.client
import json
import time
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# A compressor of its own for each call: one that two threads share gives damaged bytes.
PACKERS = {"gzip": gzip.compress, "zstd": lambda raw: zstandard.ZstdCompressor().compress(raw)}


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    @property
    def refusal(self) -> tuple[int, int, str]:
        return self.status, self.body["errno"], self.body["error"]


class Device:
    """One key, one log. Keeps every entry it wrote, as a terminal does."""

    def __init__(self, url: str, private: Ed25519PrivateKey | None = None) -> None:
        self.address = urlsplit(url).netloc
        self._private = private or Ed25519PrivateKey.generate()
        self.key = self._private.public_key().public_bytes_raw()
        self.log = hashlib.sha256(self.key).hexdigest()
        self.entries: list[bytes] = []

    def twin(self) -> "Device":
        """A clone of the disk: the same key, the same past."""
        other = Device("http://" + self.address, self._private)
        other.entries = list(self.entries)
        return other

    # ------------------------------------------------------------ the log

    def digest(self, position: int) -> bytes:
        running = hashlib.sha256(b"rating-log/1\n" + self.key).digest()
        for entry in self.entries[:position]:
            running = hashlib.sha256(running + entry).digest()
        return running

    def write(self, *entries: Mapping[str, Any] | bytes) -> int:
        """Append entries; return the position of the last."""
        for entry in entries:
            raw = entry if isinstance(entry, bytes) else json.dumps(entry).encode()
            self.entries.append(raw)
        return len(self.entries)

    def rate(self, level: str = "satisfied", **fields: Any) -> int:
        """Append a rating; return its position."""
        return self.write(rating(len(self.entries) + 1, level, **fields))

    def head(self, first: int, last: int, **lies: Any) -> dict[str, Any]:
        digest = self.digest(last)
        text = f"rating-log/1\n{self.log}\n{last}\n{digest.hex()}\n".encode()
        true = {
            "v": 1, "log": self.log, "key": base64.b64encode(self.key).decode(), "first": first,
            "count": last - first + 1, "prev": self.digest(first - 1).hex(),
            "digest": digest.hex(), "sig": base64.b64encode(self._private.sign(text)).decode(),
        }  # fmt: skip
        return true | lies

    def batch(self, first: int = 1, last: int | None = None, **lies: Any) -> bytes:
        last = len(self.entries) if last is None else last
        lines = [
            json.dumps(self.head(first, last, **lies)).encode(),
            *self.entries[first - 1 : last],
        ]
        return b"".join(line + b"\n" for line in lines)

    # ------------------------------------------------------------ calls

    def token(self, **changes: Any) -> str:
        now = int(time.time())
        claims = {"sub": self.log, "aud": "collector", "iat": now, "exp": now + 300} | changes
        kept = {name: value for name, value in claims.items() if value is not None}
        signed = b".".join(
            _url64(json.dumps(part).encode()) for part in ({"alg": "EdDSA", "typ": "JWT"}, kept)
        )
        return (signed + b"." + _url64(self._private.sign(signed))).decode()

    def enrol(self, **fields: Any) -> Answer:
        body = {"key": base64.b64encode(self.key).decode(), "name": "大厅 1", "version": "1.0"}
        return self.call("POST", "/enrolments", json.dumps(body | fields).encode(), token="")

    def send(self, first: int = 1, last: int | None = None, encoding: str = "") -> Answer:
        return self.post(self.batch(first, last), encoding)

    def post(self, raw: bytes, encoding: str = "") -> Answer:
        packed = PACKERS[encoding](raw) if encoding else raw
        headers = {"Content-Encoding": encoding} if encoding else {}
        return self.call("POST", f"/logs/{self.log}/entries", packed, headers)

    def state(self) -> Any:
        return self.call("GET", f"/logs/{self.log}").body

    def heartbeat(self, **fields: Any) -> Answer:
        last = len(self.entries)
        body = {"state": "open", "staff": "1001", "last": last, "digest": self.digest(last).hex(),
                "totals": {"satisfaction-3": {"satisfied": last}}, "pending": 0,
                "version": "1.0", "disk_free": 1000, "clock_offset": -12.5}  # fmt: skip
        return self.call("POST", f"/logs/{self.log}/heartbeat", json.dumps(body | fields).encode())

    def call(
        self, method: str, path: str, body: bytes | None = None,
        headers: Mapping[str, str] | None = None, token: str | None = None,
    ) -> Answer:  # fmt: skip
        """Speak one HTTP request; `token` "" for none, None for a good one."""
        sent = dict(headers or {})
        token = self.token() if token is None else token
        if token:
            sent["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPConnection(self.address, timeout=30)
        try:
            connection.request(method, f"/api/v1{path}", body, sent)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read())
        finally:
            connection.close()


def stamp(position: int, at: str = "2026-11-23T09:12:49.871+08:00") -> dict[str, Any]:
    return {"at": at, "boot": 1, "up": position * 1000, "clock": "ok"}


def rating(position: int, level: str = "satisfied", **fields: Any) -> dict[str, Any]:
    at = fields.pop("at", None)
    return {
        "type": "rating", **(stamp(position, at) if at else stamp(position)), "window": "A01",
        "scale": "satisfaction-3", "level": level, "mode": "walk-up", "elapsed": 1200,
    } | fields  # fmt: skip


def visit(position: int, **fields: Any) -> dict[str, Any]:
    return {"type": "visit", **stamp(position), "window": "A01", "staff": "1001",
            "by": "queue"} | fields  # fmt: skip


def _url64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
