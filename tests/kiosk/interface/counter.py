"""A service window with its local interface: real HTTP to a real terminal on a real journal.

The test's thread is the terminal's thread: while a call is on its way, it makes the calls that
were posted, as the window's event loop does.
"""

import http.client
import json
import socket
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.demo.programs import free_port
from kiosk.config import parse_config
from kiosk.interface.service import DOCUMENT, serve
from tests.kiosk.desk import Desk, HandClocks

LIMIT = 30
_A_MOMENT = 0.002
_CONTRACT = json.loads(DOCUMENT.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Said:
    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    def __getitem__(self, name):
        return self.body[name]


class Counter:
    """A terminal with its interface. Staff 007 is on duty unless `staff` says otherwise."""

    def __init__(
        self, data: Path, *, clocks: HandClocks | None = None, staff: str | None = "007",
        secret: str = "", **fields: Any,
    ) -> None:  # fmt: skip
        self.desk = Desk(data, clocks=clocks, **fields).begin()
        self.terminal = self.desk.terminal
        if staff is not None and self.terminal.staff != staff:
            self.terminal.start_shift(staff)
            self.desk.settle()
        self.port = free_port()
        self.secret = secret
        text = (
            f"[terminal]\ndata = '{data}'\n"
            f"[interface]\nlisten = '127.0.0.1:{self.port}'\nsecret = '{secret}'\n"
        )
        self._end: Future[None] = Future()
        self._callers = ThreadPoolExecutor(24)
        self._thread = threading.Thread(
            target=serve,
            args=(
                parse_config(text, data / "config.toml"), self.terminal, self.desk.posted.put,
                self._end,
            ),
        )  # fmt: skip
        self._thread.start()
        self.meanwhile(self._callers.submit(self._reach))

    def _reach(self) -> None:
        for _ in range(10_000):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT).close()
            except ConnectionRefusedError:
                if not self._thread.is_alive():
                    raise
                threading.Event().wait(_A_MOMENT)
            else:
                return
        raise TimeoutError("the interface never listened")

    def meanwhile(self, future: "Future[Any]") -> Any:
        """Be the terminal's thread until something has come back."""
        for _ in range(int(LIMIT / _A_MOMENT)):
            self.desk.settle()
            try:
                return future.result(_A_MOMENT)
            except NotYet:
                if future.done():
                    raise
        raise TimeoutError("no answer")

    def is_asked(self) -> None:
        """Wait until a call has come to the terminal's thread, and leave it there."""
        for _ in range(int(LIMIT / _A_MOMENT)):
            if not self.desk.posted.empty():
                return
            threading.Event().wait(_A_MOMENT)
        raise TimeoutError("nothing was asked")

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> "Future[Said]":
        """Begin a call; its answer is compared with the document when it comes."""
        return self._callers.submit(self._ask, method, path, body, headers)

    def call(self, method, path, body=None, headers=None) -> Said:
        """Make a call and wait for its answer."""
        return self.meanwhile(self.ask(method, path, body, headers))

    def invite(self, ticket: str | None = "A012", **fields: Any) -> Said:
        return self.call("POST", "/v1/visits", {"ticket": ticket} | fields)

    def outcome(self, visit: str, query: str = "") -> Said:
        return self.call("GET", f"/v1/visits/{visit}{query}")

    def raw(self, *pieces: bytes) -> bytes:
        """Send bytes as they are; return all that comes back until the line is closed."""

        def talk() -> bytes:
            with socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT) as line:
                for piece in pieces:
                    line.sendall(piece)
                answer = b""
                try:
                    while received := line.recv(65_536):
                        answer += received
                except ConnectionResetError:
                    pass  # what was not read of a body that is too long
                return answer

        return self.meanwhile(self._callers.submit(talk))

    def close(self) -> None:
        if self._end.done():
            return
        self._end.set_result(None)
        self._thread.join(LIMIT)
        assert not self._thread.is_alive()
        self._callers.shutdown()
        self.desk.leave()

    def _ask(self, method, path, body, headers) -> Said:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        sent = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            line.request(
                method, path, None if body is None else json.dumps(body), sent | (headers or {})
            )
            answer = line.getresponse()
            said = Said(answer.status, json.loads(answer.read()), dict(answer.headers))
        finally:
            line.close()
        check_contract(method, path.partition("?")[0], said)
        return said


def check_contract(method: str, path: str, said: Said) -> None:
    """Fail where an answer is not among those the document promises."""
    if said.body.get("error") in {"not-found", "method-not-allowed"}:
        return
    known = "/v1/visits/{id}" if path.startswith("/v1/visits/") else path
    promised = _CONTRACT["paths"][known][method.lower()]["responses"]
    schema = promised[str(said.status)]["content"]["application/json"]["schema"]
    if "allOf" in schema:
        assert said["error"] in schema["allOf"][1]["properties"]["error"]["enum"]
        schema = schema["allOf"][0]
    if "$ref" in schema:
        schema = _CONTRACT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        assert set(schema["required"]) <= said.body.keys() <= schema["properties"].keys()
