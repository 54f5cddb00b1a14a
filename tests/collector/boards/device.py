"""A terminal reduced to its wire: a key, entries, batches and heartbeats, all real."""

import base64
from datetime import UTC, datetime
from typing import Any

import msgspec
import requests

from sync.protocol import batch, chain, token
from sync.protocol.calls import BatchAnswer, Heartbeat
from sync.protocol.entries import AnyEntry, Boot, Rating, Shift, State, Unrated, Visit, write
from sync.protocol.key import DeviceKey


class Device:
    """One device. Every `write…` adds an entry at `at` and returns its position."""

    def __init__(self, url: str, window: str, seed: bytes = b"") -> None:
        self.url = url
        self.window = window
        self.key = DeviceKey(seed) if seed else DeviceKey.generate()
        self.bodies: list[bytes] = []
        self.sent = 0
        self.http = requests.Session()
        self.http.trust_env = False

    def enrol(self, name: str = "", version: str = "0.1.0") -> str:
        answer = self.http.post(
            f"{self.url}/api/v1/enrolments",
            json={"key": base64.b64encode(self.key.public).decode(), "name": name,
                  "version": version},
            timeout=20,
        )  # fmt: skip
        answer.raise_for_status()
        return str(answer.json()["code"])

    def raw(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def write(self, entry: AnyEntry) -> int:
        return self.raw(write(entry))

    def boot(self, at: datetime, version: str = "0.1.0") -> int:
        return self.write(Boot(version=version, **self._stamp(at)))

    def shift(self, at: datetime, staff: str, action: Any = "start") -> int:
        return self.write(Shift(window=self.window, staff=staff, action=action, **self._stamp(at)))

    def state(self, at: datetime, state: Any, cause: str = "") -> int:
        return self.write(State(window=self.window, state=state, cause=cause, **self._stamp(at)))

    def rate(self, at: datetime, level: str = "satisfied", **more: Any) -> int:
        mode = "invited" if "visit" in more else "walk-up"
        return self.write(
            Rating(window=self.window, scale=more.pop("scale", "satisfaction-3"), level=level,
                   mode=mode, elapsed=1_500, **more, **self._stamp(at))
        )  # fmt: skip

    def visit(self, at: datetime, staff: str) -> int:
        return self.write(Visit(window=self.window, staff=staff, by="queue", **self._stamp(at)))

    def unrated(self, at: datetime, visit: int, cause: Any = "timeout") -> int:
        return self.write(Unrated(visit=visit, cause=cause, **self._stamp(at)))

    def send(self) -> BatchAnswer:
        """Send what has not been sent, in one batch."""
        before = chain.digests(chain.start(self.key.public), self.bodies[: self.sent])
        prev = before[-1] if before else chain.start(self.key.public)
        raw = batch.encode(self.key, self.sent + 1, self.bodies[self.sent :], prev)
        answer = self._post("entries", raw)
        answer.raise_for_status()
        self.sent = len(self.bodies)
        return msgspec.json.decode(answer.content, type=BatchAnswer)

    def contradict(self, position: int, bodies: list[bytes]) -> int:
        """Send another history from `position` on; return the status it is refused with."""
        prev = [chain.start(self.key.public)]
        prev += chain.digests(prev[0], self.bodies[: position - 1])
        return self._post("entries", batch.encode(self.key, position, bodies, prev[-1])).status_code

    def beat(self, state: Any = "open", **facts: Any) -> None:
        body = Heartbeat(
            state=state,
            last=facts.pop("last", len(self.bodies)),
            digest=(b"\0" * 32).hex() if not self.bodies else self._tip(),
            version=facts.pop("version", "0.1.0"),
            disk_free=facts.pop("disk_free", 21 * 1024**3),
            clock_offset=facts.pop("clock_offset", 200),
            **facts,
        )
        self._post("heartbeat", msgspec.json.encode(body)).raise_for_status()

    def _tip(self) -> str:
        return chain.digests(chain.start(self.key.public), self.bodies)[-1].hex()

    def _post(self, call: str, body: bytes) -> requests.Response:
        return self.http.post(
            f"{self.url}/api/v1/logs/{self.key.log}/{call}",
            data=body,
            headers={
                "Authorization": f"Bearer {token.issue(self.key, datetime.now(UTC))}",
                "Content-Type": batch.CONTENT_TYPE,
            },
            timeout=20,
        )

    def _stamp(self, at: datetime) -> dict[str, Any]:
        return {"at": at, "boot": 1, "up": 1_000 * len(self.bodies), "clock": "ok"}
