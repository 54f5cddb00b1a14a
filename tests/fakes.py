"""Stand-ins with behaviour, for parts that are too slow or too large for a unit's test."""

import base64
import json
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from sync.protocol import batch, calls, chain, encoding, token
from sync.protocol.errors import Errno
from sync.protocol.settings import Settings, Window, write_settings
from tests.serving import Reply


class FakeClock:
    """Steady seconds and a wall clock that move only when told to."""

    def __init__(self, now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self.steady_now = 1_000.0
        self.wall = now

    def steady(self) -> float:
        return self.steady_now

    def now(self) -> datetime:
        return self.wall.astimezone()

    def advance(self, seconds: float) -> None:
        self.steady_now += seconds
        self.wall += timedelta(seconds=seconds)


LOGIN_PAGE = Reply(200, b"<html><form>log in</form></html>", {"Content-Type": "text/html"})


@dataclass
class HeldLog:
    """What a collector holds of one log."""

    key: bytes
    code: str
    status: str = "pending"
    bodies: list[bytes] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    forks: list[bytes] = field(default_factory=list)
    heartbeats: list[dict[str, Any]] = field(default_factory=list)

    @property
    def position(self) -> dict[str, Any]:
        return {"next": len(self.bodies) + 1, "digest": self.digests[-1].hex()}


class MemoryCollector:
    """A collector in memory that answers as docs/protocol.md says. Safe to call from threads."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.skew = timedelta()
        self.logs: dict[str, HeldLog] = {}
        self.window = "A01"
        self.settings = write_settings(Settings(window=Window(code="A01")))
        self.media: dict[str, bytes] = {}
        self.max_entries, self.max_bytes = batch.MAX_ENTRIES, batch.MAX_BYTES
        self.encodings: tuple[str, ...] = ("", *encoding.SUPPORTED)
        self.approves = False
        self.poll = 5
        self.scripted: deque[Reply] = deque()
        """Answers to give first, whatever is asked; nothing is stored for them."""
        self.calls: list[tuple[str, str, int]] = []
        self.tokens: set[str] = set()
        self.sent_again = 0
        self._lock = threading.Lock()

    def snapshot(self) -> dict[str, tuple[list[bytes], list[bytes]]]:
        return {name: (list(log.bodies), list(log.digests)) for name, log in self.logs.items()}

    def restore(self, backup: dict[str, tuple[list[bytes], list[bytes]]]) -> None:
        for name, (bodies, digests) in backup.items():
            self.logs[name].bodies, self.logs[name].digests = list(bodies), list(digests)

    def approve(self) -> None:
        for log in self.logs.values():
            log.status = "approved"

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Reply:
        with self._lock:
            if self.scripted:
                reply = self.scripted.popleft()
            else:
                reply = self._answer(method, path.removeprefix("/api/v1/"), headers, body)
            self.calls.append((method, path.rsplit("/", 1)[-1], reply.status))
            return reply

    def _answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Reply:
        if (method, path) == ("POST", "enrolments"):
            return self._enrol(body)
        _, name, *rest = path.split("/")
        log = self.logs.get(name)
        refused = self._authenticate(headers, name, log)
        if refused is not None or log is None:
            return refused or _refusal(Errno.UNKNOWN_LOG)
        call = (method, rest[0] if rest else "")
        if call == ("GET", ""):
            facts = {"log": name, "status": log.status, "window": self.window, "now": self._now()}
            return _json(200, facts | log.position)
        if log.status != "approved":
            return _refusal(Errno.PENDING if log.status == "pending" else Errno.REVOKED)
        if call == ("GET", "media"):
            return self._picture(rest[1])
        return self._approved(call, name, log, headers, body)

    def _approved(
        self, call: tuple[str, str], name: str, log: HeldLog, headers: dict[str, str], body: bytes
    ) -> Reply:
        match call:
            case ("POST", "entries"):
                return self._store(name, log, headers, body)
            case ("GET", "settings"):
                return self._settings(headers)
            case _:
                log.heartbeats.append(msgspec.to_builtins(msgspec.json.decode(body)))
                return _json(200, {"now": self._now(), "settings": self._etag()} | log.position)

    def _now(self) -> str:
        return calls.moment(self.clock.wall + self.skew)

    def _etag(self) -> str:
        return f'"{chain.sha256(self.settings).hexdigest()}"'

    def _enrol(self, body: bytes) -> Reply:
        key = base64.b64decode(json.loads(body)["key"])
        name = chain.log_of(key)
        if name not in self.logs:
            status = "approved" if self.approves else "pending"
            code = f"{name[:3]}-{name[3:6]}".upper()
            self.logs[name] = HeldLog(key, code, status, digests=[chain.start(key)])
        log = self.logs[name]
        return _json(201, {"log": name, "status": log.status, "code": log.code, "poll": self.poll})

    def _authenticate(
        self, headers: dict[str, str], name: str, log: HeldLog | None
    ) -> Reply | None:
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        try:
            if token.claimed_log(bearer) != name:
                return _refusal(Errno.UNAUTHENTICATED)
            if log is None:
                return _refusal(Errno.UNKNOWN_LOG)
            issued, expires = token.token_times(bearer, log.key)
            self.tokens.add(bearer)
        except token.TokenRefusedError:
            return _refusal(Errno.UNAUTHENTICATED)
        leeway, now = timedelta(seconds=5), self.clock.wall + self.skew
        if not issued - leeway <= now <= expires + leeway:
            return _refusal(Errno.CLOCK, now=self._now())
        return None

    def _settings(self, headers: dict[str, str]) -> Reply:
        if headers.get("if-none-match") == self._etag():
            return Reply(304, b"")
        return Reply(200, self.settings, {"Content-Type": "application/json", "ETag": self._etag()})

    def _picture(self, name: str) -> Reply:
        if name not in self.media:
            return Reply(404, b'{"errno":199,"error":"no-such-call","message":"no"}')
        return Reply(200, self.media[name], {"Content-Type": "image/png"})

    def _store(self, name: str, log: HeldLog, headers: dict[str, str], packed: bytes) -> Reply:
        sent = self._unpacked(headers.get("content-encoding", ""), packed)
        if isinstance(sent, Reply):
            return sent
        digests = batch.verify(sent)
        if isinstance(digests, batch.Refused):
            return _refusal(digests.errno)
        return self._append(name, log, sent, digests)

    def _unpacked(self, packing: str, packed: bytes) -> batch.Batch | Reply:
        limits = {"max_entries": self.max_entries, "max_bytes": self.max_bytes}
        if packing not in self.encodings:
            return _refusal(Errno.UNSUPPORTED_ENCODING)
        try:
            sent = batch.decode(encoding.unpack(packed, packing, self.max_bytes))
        except encoding.TooLargeError:
            return _refusal(Errno.TOO_LARGE, **limits)
        except encoding.DamagedError:
            return _refusal(Errno.MALFORMED)
        if isinstance(sent, batch.Refused):
            return _refusal(sent.errno)
        return sent if len(sent.bodies) <= self.max_entries else _refusal(Errno.TOO_LARGE, **limits)

    def _append(self, name: str, log: HeldLog, sent: batch.Batch, digests: list[bytes]) -> Reply:
        held = len(log.bodies)
        if sent.first > held + 1:
            return _refusal(Errno.GAP, **log.position)
        known = min(held - sent.first + 1, len(sent.bodies))
        ours = log.digests[sent.first - 1 : sent.first + known]
        if [sent.prev, *digests[:known]] != ours:
            log.forks.append(b"\n".join(sent.bodies))
            return _refusal(Errno.FORK, **log.position)
        self.sent_again += known
        log.bodies += sent.bodies[known:]
        log.digests += digests[known:]
        stored = len(sent.bodies) - known
        receipt = {"log": name, "stored": stored, "known": known, "quarantined": []}
        return _json(200, receipt | log.position)


def _json(status: int, body: dict[str, Any]) -> Reply:
    return Reply(status, msgspec.json.encode(body), {"Content-Type": "application/json"})


def _refusal(errno: Errno, **facts: Any) -> Reply:
    said = {"errno": int(errno), "error": errno.error, "message": f"refused: {errno.error}"}
    headers = {"Content-Type": "application/json"}
    if errno is Errno.BUSY:
        headers["Retry-After"] = "7"
    return Reply(errno.status, msgspec.json.encode(said | facts), headers)


def busy(seconds: int = 7, status: int = 503) -> Reply:
    """An answer of a collector that has too much to do."""
    reply = _refusal(Errno.BUSY)
    return Reply(status, reply.body, reply.headers | {"Retry-After": str(seconds)})


def refusal(errno: Errno, **facts: Any) -> Reply:
    """An answer with one of the protocol's numbers."""
    return _refusal(errno, **facts)


PROGRAM = """\
#!{python} -S
import os, sys, time
with open({log!r}, "a", encoding="utf-8") as log:
    print({name!r}, os.getpid(), *sys.argv[1:], sep="\\t", file=log, flush=True)
time.sleep({seconds})
sys.exit({status})
"""


class FakePrograms:
    """A folder for PATH with programs that note how they were called; `calls` reads the notes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "calls.tsv"
        folder.mkdir()

    def add(self, name: str, *, seconds: float = 0, status: int = 0) -> None:
        file = self.folder / name
        text = PROGRAM.format(
            python=sys.executable, log=str(self._log), name=name, seconds=seconds, status=status
        )
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)

    def calls(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """Return name, process and arguments of each call, oldest first."""
        if not self._log.exists():
            return []
        lines = self._log.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines]
        return [(name, int(process), tuple(rest)) for name, process, *rest in rows]
