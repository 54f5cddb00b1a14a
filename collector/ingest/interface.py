"""The terminals' interface, /api/v1: which call it is, who calls, then the call itself."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from msgspec import Struct

from collector.ingest.answers import Answer, answer, busy, unnumbered
from collector.ingest.database.session import Session
from collector.ingest.document import document
from collector.ingest.enrolment import enrol, read_request
from collector.ingest.heartbeat import keep_heartbeat, read_heartbeat
from collector.ingest.held import Held, find
from collector.ingest.identity import Identity, may_send
from collector.ingest.settings_document import document_for, etag_of, picture_for, remember
from collector.ingest.store import Storing
from collector.ingest.wire import Body, Budget, Gone, Receive, Scope, Send, reply
from collector.ingest.workers import Plain, Prepared, Workers
from sync.protocol.batch import MAX_BYTES
from sync.protocol.calls import LogAnswer, moment

PREFIX = "/api/v1/"
_SMALL = 4_096
_HEARTBEAT = 16_384
_IN_FLIGHT = 64 * 1024 * 1024
_log = logging.getLogger(__name__)


class Limits(Struct, frozen=True):
    """What is taken on: seconds for a body to arrive, and enrolments that may wait."""

    body_seconds: float = 60.0
    pending: int = 1_000


class _Call(Struct, frozen=True):
    """A request that is one of the calls of a log."""

    log: str
    headers: dict[bytes, bytes]
    receive: Receive
    picture: str = ""


_Run = Callable[[_Call, Held], Awaitable[Answer]]
_T = TypeVar("_T")


class Interface:
    """The ASGI application for everything under PREFIX."""

    def __init__(
        self, writers: Workers, readers: Workers, storing: Storing, limits: Limits
    ) -> None:
        self._writers = writers
        self._readers = readers
        self._storing = storing
        self._limits = limits
        self._now = storing.now
        self._identity = Identity(storing.now)
        self._budget = Budget(_IN_FLIGHT)
        self._calls: dict[str, tuple[str, _Run]] = {
            "": ("GET", self._log_call),
            "entries": ("POST", self._entries),
            "settings": ("GET", self._settings),
            "heartbeat": ("POST", self._heartbeat),
        }

    def start(self) -> None:
        """Connect to the database and be ready."""
        self._writers.start()
        self._readers.start()

    def stop(self) -> None:
        """Answer what was taken on, then let the database go."""
        self._writers.stop()
        self._readers.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing that comes in is an error of ours."""
        taken = _Taken(receive)
        try:
            found = await self._answer(scope, taken)
        except Gone:
            return
        except Exception:  # noqa: BLE001 -- a fault of ours must not look like the terminal's
            _log.exception("%s %s", scope.get("method"), scope.get("path"))
            found = busy("this call could not be worked on; try again")
        await reply(send, found, receive if _waits(scope, taken, found) else None)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        parts = scope["path"].removeprefix(PREFIX).split("/")
        headers = dict(scope["headers"])
        if parts == ["openapi.json"]:
            return _wrong(scope, "GET") or Answer(200, document())
        if parts == ["enrolments"]:
            return _wrong(scope, "POST") or await self._enrolment(headers, receive)
        if parts[0] != "logs" or len(parts) not in {2, 3, 4} or parts[-1] == "":
            return unnumbered(404, "there is no such call")
        if len(parts) == 4:  # noqa: PLR2004 -- the one call with a name after it
            return await self._media_call(scope, parts, _Call(parts[1], headers, receive, parts[3]))
        found = self._calls.get(parts[2] if len(parts) > 2 else "")  # noqa: PLR2004
        if found is None:
            return unnumbered(404, "there is no such call")
        method, call = found
        return _wrong(scope, method) or await self._of_log(call, _Call(parts[1], headers, receive))

    async def _of_log(self, run: _Run, call: _Call) -> Answer:
        token = self._identity.claimed(call.log, call.headers.get(b"authorization", b""))
        if isinstance(token, Answer):
            return token
        held = await self._readers.do(Plain(partial(find, name=call.log)))
        if isinstance(held, Answer):
            return held
        known = self._identity.check(token, held)
        return known if isinstance(known, Answer) else await run(call, known)

    async def _enrolment(self, headers: dict[bytes, bytes], receive: Receive) -> Answer:
        with self._opened(_Call("", headers, receive), _SMALL) as body:
            read = _read(await self._taken(body), read_request)
        if isinstance(read, Answer):
            return read
        return await self._writers.do(
            Plain(partial(enrol, asked=read, limit=self._limits.pending, now=self._now))
        )

    async def _log_call(self, _call: _Call, held: Held) -> Answer:
        return await self._readers.do(Plain(partial(_facts, held=held, now=self._now)))

    async def _entries(self, call: _Call, held: Held) -> Answer:
        if (refused := may_send(held)) is not None:
            return refused
        with self._opened(call, MAX_BYTES) as body:
            packed = await self._taken(body)
            if isinstance(packed, Answer):
                return packed
            return await self._writers.do(
                Prepared(
                    partial(self._storing.prepare, call.log, packed, body.encoding),
                    self._storing.store,
                )
            )

    async def _settings(self, call: _Call, held: Held) -> Answer:
        if (refused := may_send(held)) is not None:
            return refused
        had = call.headers.get(b"if-none-match", b"").decode("latin-1")
        found = await self._readers.do(Plain(partial(_document, held=held, had=had)))
        if found.status == HTTPStatus.OK:
            # What was given is a record of its own; that it cannot be written now stops nobody.
            await self._writers.do(
                Plain(partial(remember, log=held.log, document=found.body, now=self._now))
            )
        return found

    async def _media_call(self, scope: Scope, parts: list[str], call: _Call) -> Answer:
        if parts[2] != "media":
            return unnumbered(404, "there is no such call")
        return _wrong(scope, "GET") or await self._of_log(self._media, call)

    async def _media(self, call: _Call, held: Held) -> Answer:
        if (refused := may_send(held)) is not None:
            return refused
        return await self._readers.do(Plain(partial(picture_for, held=held, name=call.picture)))

    async def _heartbeat(self, call: _Call, held: Held) -> Answer:
        if (refused := may_send(held)) is not None:
            return refused
        with self._opened(call, _HEARTBEAT) as body:
            read = _read(await self._taken(body), read_heartbeat)
        if isinstance(read, Answer):
            return read
        return await self._writers.do(
            Plain(partial(keep_heartbeat, log=held.log, heartbeat=read, now=self._now))
        )

    def _opened(self, call: _Call, limit: int) -> Body:
        return Body(call.headers, call.receive, self._budget, limit, self._limits.body_seconds)

    async def _taken(self, body: Body) -> bytes | Answer:
        """Read a body, unless the headers or the work that waits already say no."""
        refused = body.refused()
        if refused is None and self._writers.full:
            refused = busy("too much is waiting to be stored; try again a little later")
        return refused or await body.read()


class _Taken:
    """Receives a body and remembers whether all of it has come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.whole = False

    async def __call__(self) -> dict[str, Any]:
        message = await self._receive()
        self.whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message


def _waits(scope: Scope, taken: _Taken, answer: Answer) -> bool:
    """Tell whether a caller is still sending a body that was refused unread."""
    if taken.whole or answer.status == HTTPStatus.REQUEST_TIMEOUT:
        return False
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _read(body: bytes | Answer, reader: Callable[[bytes], _T | Answer]) -> _T | Answer:
    return body if isinstance(body, Answer) else reader(body)


def _facts(session: Session, held: Held, now: Callable[[], datetime]) -> Answer:
    rows = session.rows("SELECT code FROM organisation_window WHERE id = %s", held.window_id)
    return answer(200, LogAnswer(
        log=held.log, status=held.status, next=held.next, digest=held.digest.hex(),
        window=rows[0][0] if rows else None, now=moment(now()),
    ))  # fmt: skip


def _document(session: Session, held: Held, had: str) -> Answer:
    document = document_for(session, held.window_id)
    tag = etag_of(document)
    headers = ((b"etag", tag.encode()),)
    if tag in {one.strip().removeprefix("W/") for one in had.split(",")} or had.strip() == "*":
        return Answer(304, b"", headers)
    return Answer(200, document, headers)


def _wrong(scope: Scope, method: str) -> Answer | None:
    if scope["method"] == method:
        return None
    return unnumbered(405, f"this call is a {method}", (b"allow", method.encode()))
