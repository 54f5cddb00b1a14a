"""Client of the Yiping rating terminal's local interface (openapi.json, version "1").

QueueClient invites a citizen to rate, cancels, and hears the outcome.  What may pass is
tried again until a deadline.  invite() returns every refusal as Refused; the other calls
raise Refusal.  Any call raises Unreachable where nothing usable was answered: whether an
invitation was made is then unknown, and calling invite() again for the ticket is safe
while that visit waits or once it is rated; so too after Refused with an error of RETRYABLE.
"""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlsplit

RETRYABLE = {"busy", "too-many", "too-slow", "too-many-waiting", "not-answering", "storage-fault"}
PAUSE = 1.0  # seconds before trying again where no Retry-After is given
LONGEST_WAIT = 30  # seconds one request waits for an outcome; the document allows 60
TIMEOUT = 10.0  # seconds to connect and be answered, beyond the wait asked for

T = TypeVar("T")
Answer = tuple[int, dict[str, object]]  # status code and body


@dataclass(frozen=True)
class Invited:
    """The terminal has the visit; again: had it already (an earlier call or attempt)."""

    id: str
    again: bool


@dataclass(frozen=True)
class Refused:
    """Act on error, never on the sentences; visit is the visit it is about, if any."""

    error: str
    visit: str | None
    message_zh: str
    message_en: str
    detail: str | None = None


@dataclass(frozen=True)
class Outcome:
    """status: invited, rated or unrated; cause only if unrated, the rest only if shared."""

    id: str
    status: str
    cause: str | None
    level: str | None
    reasons: tuple[str, ...] | None
    final: bool | None


@dataclass(frozen=True)
class Status:
    """state: open, paused, closed or fault; staff on duty; visit that waits, if any."""

    state: str
    window: str
    staff: str | None
    busy: bool
    visit: str | None
    version: str


class QueueError(Exception):
    """A call that failed; pause: seconds after which it can be tried again, or None."""

    def __init__(self, text: str, pause: float | None) -> None:
        super().__init__(text)
        self.pause = pause


class Unreachable(QueueError):  # noqa: N818 -- an answer, not a mistake
    """No answer, or none that the document describes."""


class Refusal(QueueError):  # noqa: N818 -- the same
    """The terminal answered with an error."""

    def __init__(self, status: int, refused: Refused, pause: float | None) -> None:
        super().__init__(f"{status} {refused.error}: {refused.message_en}", pause)
        self.status = status
        self.refused = refused


class QueueClient:
    """secret may be empty where the terminal has none; deadline: seconds to keep trying."""

    def __init__(self, base_url: str, secret: str, deadline: float = 15.0) -> None:
        url = urlsplit(base_url)
        if url.scheme != "http" or not url.hostname:
            raise ValueError(f"not an http address: {base_url!r}")
        self._host, self._port, self._prefix = url.hostname, url.port or 80, url.path.rstrip("/")
        self._deadline = deadline
        self._head = {"Accept": b"application/json", "Connection": b"close"}
        if secret:
            self._head["Authorization"] = b"Bearer " + secret.encode()

    def invite(
        self, ticket: str, item: str | None = None, staff: str | None = None
    ) -> Invited | Refused:
        """Ask for a rating of the service finished now; one id for all attempts."""
        asked = {"ticket": ticket, "item": item, "staff": staff, "id": uuid.uuid4().hex}
        body = json.dumps(asked, ensure_ascii=False).encode()
        try:
            code, visit = self._retry(lambda: self._once("POST", "/v1/visits", body))
        except Refusal as refusal:
            return refusal.refused
        return Invited(_outcome(visit).id, again=code == 200)

    def cancel(self, visit_id: str) -> Outcome:
        """Withdraw an invitation; where it is rated already, the rating is returned."""
        try:
            return _outcome(self._retry(lambda: self._once("DELETE", _path(visit_id)))[1])
        except Refusal as refusal:
            if refusal.refused.error != "already-rated":
                raise
        return self.outcome(visit_id, 0)

    def outcome(self, visit_id: str, wait_seconds: int, *, final: bool = False) -> Outcome:
        """Wait for the outcome (final: until it cannot change); invited if none came."""
        over = time.monotonic() + max(0, wait_seconds)

        def poll() -> tuple[Outcome, int]:
            wait = max(0, min(LONGEST_WAIT, round(over - time.monotonic())))
            path = f"{_path(visit_id)}?wait={wait}&until={'final' if final else 'outcome'}"
            return _outcome(self._once("GET", path, wait=wait)[1]), wait

        while True:
            begun = time.monotonic()
            found, waited = self._retry(poll, over)
            ended = found.status != "invited" and not (final and found.final is False)
            if ended or waited == 0:
                return found
            if time.monotonic() - begun < min(PAUSE, waited):  # it did not wait
                time.sleep(PAUSE)

    def status(self) -> Status:
        """The window's state, who is on duty, and whether it waits for an answer."""
        got = self._retry(lambda: self._once("GET", "/v1/status"))[1]
        state, window, version = (_text(got, key) or "" for key in ("state", "window", "version"))
        staff, visit, busy = _text(got, "staff"), _text(got, "visit"), got.get("busy") is True
        if not state:
            raise Unreachable("answer is not a Status", None)
        return Status(state, window, staff, busy, visit, version)

    def _retry(self, attempt: Callable[[], T], over: float = 0.0) -> T:
        end = max(over, time.monotonic()) + self._deadline
        while True:
            try:
                return attempt()
            except QueueError as error:
                if error.pause is None or time.monotonic() + error.pause > end:
                    raise
                time.sleep(error.pause)

    def _once(self, method: str, path: str, body: bytes | None = None, wait: int = 0) -> Answer:
        head = self._head if body is None else {**self._head, "Content-Type": b"application/json"}
        link = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT + wait)
        try:
            link.request(method, self._prefix + path, body, head)
            reply = link.getresponse()
            text = reply.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"no answer: {error!r}", PAUSE) from error
        finally:
            link.close()
        try:
            got: object = json.loads(text)
        except ValueError:
            got = None
        if not isinstance(got, dict):
            raise Unreachable(f"not a JSON object, status {reply.status}", PAUSE)
        if reply.status in (200, 201):
            return reply.status, got
        zh, en, after = _text(got, "zh"), _text(got, "en"), reply.getheader("Retry-After", "")
        code = _text(got, "error") or f"http-{reply.status}"
        pause = max(PAUSE, float(after)) if after.isascii() and after.isdigit() else PAUSE
        refused = Refused(code, _text(got, "id"), zh or "", en or "", _text(got, "detail"))
        raise Refusal(reply.status, refused, pause if code in RETRYABLE else None)


def _path(visit_id: str) -> str:
    return "/v1/visits/" + quote(visit_id, safe="")


def _text(got: dict[str, object], key: str) -> str | None:
    value = got.get(key)
    return value if isinstance(value, str) else None


def _outcome(got: dict[str, object]) -> Outcome:
    visit, status = _text(got, "id"), _text(got, "status")
    if visit is None or status not in ("invited", "rated", "unrated"):
        raise Unreachable("answer is not a Visit", None)
    codes, final = got.get("reasons"), got.get("final")
    reasons = tuple(str(code) for code in codes) if isinstance(codes, list) else None
    fixed = final if isinstance(final, bool) else None
    return Outcome(visit, status, _text(got, "cause"), _text(got, "level"), reasons, fixed)
