"""The only place on a terminal that speaks HTTP: one call, one attempt, one outcome.

Nothing here sleeps or tries again; `sync.agent.pace` says when, the agent does. TLS is verified,
against the system's authorities or the file the terminal was given. Redirects are not followed:
a token is for this collector, and a log-in page of the network is no collector. A proxy named in
the environment is used except for loopback; `.netrc` never is, it would replace the token.
"""

import base64
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter

from sync.causes import cause_of
from sync.deadline import Deadline, watched_pools
from sync.outcomes import Answered, NotACollector, Outcome, Refused, Unreachable, seconds_to_wait
from sync.protocol import calls
from sync.protocol.batch import CONTENT_TYPE
from sync.protocol.errors import Errno, Refusal
from sync.protocol.key import DeviceKey
from sync.protocol.settings import MAX_PICTURE_BYTES
from sync.protocol.token import TOKEN_LIFETIME, issue
from sync.proxies import proxies_for

T = TypeVar("T")

MAX_ANSWER_BYTES = 1024 * 1024
_YEARS = range(1970, 9000)
_TOKEN_USE = TOKEN_LIFETIME / 2
"""A token is used this long, so that it is never near its end while a slow body is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a call may take, in seconds: to connect, between two bytes, and in all."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The settings document and its ETag. `body` is None where it is unchanged."""

    etag: str
    body: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Calls to one collector. `offset` is how far its clock is ahead of `now`, by its last word."""

    def __init__(
        self,
        collector: str,
        *,
        version: str,
        now: Callable[[], datetime],
        ca_file: Path | None = None,
        patience: Patience = Patience(),
        offset: timedelta = timedelta(),
    ) -> None:
        self._base = collector.rstrip("/") + "/api/v1"
        self._version = version
        self._now = now
        self._patience = patience
        self._deadline = Deadline()
        self.offset = offset
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._session = session = requests.Session()
        session.trust_env = False
        session.proxies = proxies_for(collector)
        session.verify = True if ca_file is None else str(ca_file)
        # Answers are small, and an unpacked one could be a bomb.
        session.headers.update(
            {"User-Agent": f"yiping/{version}", "Accept-Encoding": "identity",
             "Accept": "application/json"}
        )  # fmt: skip
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(self._deadline))

    def enrol(self, key: DeviceKey, name: str) -> Outcome[calls.EnrolmentAnswer]:
        """Introduce the device; asking again with the same key gives the same answer."""
        body = calls.EnrolmentRequest(
            key=base64.b64encode(key.public).decode("ascii"), name=name, version=self._version
        )
        headers = {"Content-Type": "application/json"}
        reply = self._exchange("POST", "/enrolments", headers, msgspec.json.encode(body))
        return self._read(reply, calls.EnrolmentAnswer, key)

    def log(self, key: DeviceKey) -> Outcome[calls.LogAnswer]:
        """Ask what the collector holds of the key's log."""
        reply = self._exchange("GET", f"/logs/{key.log}", self._token(key), None)
        return self._read(reply, calls.LogAnswer, key)

    def send(self, key: DeviceKey, batch: bytes, encoding: str) -> Outcome[calls.BatchAnswer]:
        """Send a batch that is packed with `encoding`, "" for none."""
        headers = self._token(key) | {"Content-Type": CONTENT_TYPE}
        if encoding:
            headers["Content-Encoding"] = encoding
        reply = self._exchange("POST", f"/logs/{key.log}/entries", headers, batch)
        return self._read(reply, calls.BatchAnswer, key)

    def heartbeat(
        self, key: DeviceKey, heartbeat: calls.Heartbeat
    ) -> Outcome[calls.HeartbeatAnswer]:
        """Say how the terminal is; hear what the collector holds and which settings it has."""
        headers = self._token(key) | {"Content-Type": "application/json"}
        path = f"/logs/{key.log}/heartbeat"
        reply = self._exchange("POST", path, headers, msgspec.json.encode(heartbeat))
        return self._read(reply, calls.HeartbeatAnswer, key)

    def settings(self, key: DeviceKey, etag: str) -> Outcome[Document]:
        """Fetch the settings unless they still are those of `etag` ("" for whatever there is)."""
        headers = self._token(key) | ({"If-None-Match": etag} if etag else {})
        reply = self._exchange("GET", f"/logs/{key.log}/settings", headers, None)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status == requests.codes.not_modified and etag:
            return Answered(body=Document(etag=etag, body=None))
        if reply.status != requests.codes.ok:
            return self._refusal(reply)
        if not reply.headers.get("Content-Type", "").startswith("application/json"):
            return NotACollector(status=reply.status, reason="the settings are no JSON document")
        return Answered(body=Document(etag=reply.headers.get("ETag", ""), body=reply.body))

    def picture(self, key: DeviceKey, name: str) -> Outcome[bytes]:
        """Fetch a picture that the log's settings name. What came is not checked here."""
        path = f"/logs/{key.log}/media/{name}"
        headers = self._token(key) | {"Accept": "image/*"}
        reply = self._exchange("GET", path, headers, None, MAX_PICTURE_BYTES)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status != requests.codes.ok:
            return self._refusal(reply)
        if not reply.headers.get("Content-Type", "").startswith("image/"):
            return NotACollector(status=reply.status, reason="the picture is no picture")
        return Answered(body=reply.body)

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._session.close()

    def _token(self, key: DeviceKey) -> dict[str, str]:
        """Sign a token, or use the last one while it is fresh: a known one costs nobody a check."""
        now = self._now() + self.offset
        token, issued = self._tokens.get(key.log, ("", now - TOKEN_LIFETIME))
        if not timedelta() <= now - issued < _TOKEN_USE:
            token = issue(key, now)
            self._tokens[key.log] = (token, now)
        return {"Authorization": f"Bearer {token}"}

    def _exchange(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        most: int = MAX_ANSWER_BYTES,
    ) -> _Reply | Unreachable:
        patience = self._patience
        try:
            with (
                self._deadline.of(patience.total),
                self._session.request(
                    method,
                    self._base + path,
                    data=body,
                    headers=headers,
                    timeout=(patience.connect, patience.read),
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                raw = _read_bounded(response.raw, most)
                if self._deadline.passed:
                    return _too_slow(patience)
                if not raw and _is_headless(response):
                    return Unreachable(reason="the answer was cut before its body", cause="cut")
                if len(raw) > most:
                    return Unreachable(reason=f"the answer is over {most} bytes long")
                return _Reply(status=response.status_code, headers=response.headers, body=raw)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError,
                ValueError) as error:  # fmt: skip
            if self._deadline.passed:
                return _too_slow(patience)
            reason = f"{type(error).__name__}: {error}"[:300]
            return Unreachable(reason=reason, cause=cause_of(error))

    def _read(self, reply: _Reply | Unreachable, kind: type[T], key: DeviceKey) -> Outcome[T]:
        if isinstance(reply, Unreachable):
            return reply
        if reply.status not in (requests.codes.ok, requests.codes.created):
            return self._refusal(reply)
        try:
            body: Any = msgspec.json.decode(reply.body, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            return NotACollector(
                status=reply.status, reason=f"not an answer of ours: {error}"[:300]
            )
        if getattr(body, "log", key.log) != key.log:
            return NotACollector(status=reply.status, reason="the answer is about another log")
        self._learn_time(getattr(body, "now", None))
        return Answered(body=body)

    def _refusal(self, reply: _Reply) -> Refused | NotACollector:
        wait = seconds_to_wait(reply.headers.get("Retry-After"), self._now())
        try:
            said = msgspec.json.decode(reply.body, type=Refusal)
            errno = Errno(said.errno)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
            reason = f"status {reply.status} without an error number of ours"
            return NotACollector(status=reply.status, reason=reason, retry_after=wait)
        if errno.status == requests.codes.unauthorized:
            self._tokens.clear()
        if errno is Errno.CLOCK:
            self._learn_time(_given(said.now))
        return Refused(
            errno=errno,
            message=said.message[:300],
            next=_given(said.next),
            digest=_digest(_given(said.digest)),
            max_entries=_given(said.max_entries),
            max_bytes=_given(said.max_bytes),
            retry_after=wait,
        )

    def _learn_time(self, text: str | None) -> None:
        with contextlib.suppress(ValueError, OverflowError):
            theirs = datetime.fromisoformat(text or "")
            if theirs.tzinfo is not None and theirs.year in _YEARS:
                self.offset = theirs.astimezone(UTC) - self._now().astimezone(UTC)


class _Adapter(HTTPAdapter):
    """Connections that the deadline can cut, and no attempt but the first."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = watched_pools(self._deadline)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = watched_pools(self._deadline)
        return manager


def _too_slow(patience: Patience) -> Unreachable:
    reason = f"the answer took more than {patience.total:g} s"
    return Unreachable(reason=reason, cause="no-answer")


def _given(value: T | msgspec.UnsetType) -> T | None:
    return None if isinstance(value, msgspec.UnsetType) else value


def _digest(text: str | None) -> bytes | None:
    try:
        return None if text is None else bytes.fromhex(text)
    except ValueError:
        return None


def _is_headless(response: requests.Response) -> bool:
    """Tell whether the head announces no body and no end of one: it was cut, most likely."""
    announced = "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
    empty = (requests.codes.no_content, requests.codes.not_modified)
    return not announced and response.status_code not in empty


def _read_bounded(raw: urllib3.BaseHTTPResponse, most: int) -> bytes:
    """Read a body to its announced end; raises where that does not come. Stops at the limit."""
    pieces: list[bytes] = []
    held = 0
    while held <= most and (piece := raw.read(65_536, decode_content=False)):
        pieces.append(piece)
        held += len(piece)
    return b"".join(pieces)
