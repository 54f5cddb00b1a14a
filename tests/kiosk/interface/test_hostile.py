"""What comes over the wire never reaches the terminal unchecked, and never stops the interface."""

import json
import time

import pytest

from kiosk.config import Callers
from kiosk.doors import Door
from kiosk.errors import ConfigError
from kiosk.interface import api, problems, wire
from kiosk.interface.guard import Guard, secret_from
from sync.protocol.entries import Visit
from tests.fakes import FakeClock
from tests.kiosk.interface.counter import LIMIT

SECRET = "correct-horse-battery"
_START = b"POST /v1/visits HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
_POST = _START + b"Content-Type: application/json\r\n"
_LAST = b"Connection: close\r\n\r\n"
_GET = b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\n"


def _post(body: bytes) -> bytes:
    return _POST + b"Content-Length: %d\r\n\r\n" % len(body) + body


HOSTILE = {
    "no HTTP": (b"\x16\x03\x01\x02\x00 hello\r\n\r\n", "malformed"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\n", "malformed"),
    "another version": (b"GET / HTTP/1.9\r\n\r\n", "malformed"),
    "a folded header": (_GET + b"X-A: 1\r\n folded\r\n\r\n", "malformed"),
    "a header without a name": (_GET + b": 1\r\n\r\n", "malformed"),
    "a NUL in a header": (_GET + b"X-A: \0\r\n\r\n", "malformed"),
    "two lengths": (_POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "malformed"),
    "a negative length": (_POST + b"Content-Length: -1\r\n\r\n", "malformed"),
    "a length with a sign": (_POST + b"Content-Length: +2\r\n\r\n{}", "malformed"),
    "a chunked body": (
        _POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "length-required",
    ),
    "a body of a gigabyte": (_POST + b"Content-Length: 1073741824\r\n\r\n", "too-large"),
    "a head without end": (_GET + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n", "head-too-large"),
    "no type": (_START + b"\r\n", "not-json"),
    "a form, as a web page may send": (
        _START + b"Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", "not-json",
    ),
    "another host, as a web page may call it": (
        b"GET /v1/status HTTP/1.1\r\nHost: evil.example:8321\r\n\r\n", "wrong-host",
    ),
    "no host": (b"GET /v1/status HTTP/1.1\r\n\r\n", "wrong-host"),
    "broken JSON": (_post(b"{"), "malformed"),
    "not UTF-8": (_post(b'{"ticket":"\xff"}'), "malformed"),
    "deeply nested": (_post(b'{"ticket":' + b"[" * 4_000), "invalid"),
    "a list": (_post(b"[]"), "invalid"),
    "a number for a text": (_post(b'{"ticket":1}'), "invalid"),
    "an unknown field": (_post(b'{"tikcet":"A1"}'), "invalid"),
    "a text that is too long": (_post(b'{"ticket":"' + b"A" * 201 + b'"}'), "invalid"),
    "a NUL": (_post(b'{"ticket":"A\\u0000"}'), "invalid"),
    "a line break": (_post(b'{"item":"A\\nB"}'), "invalid"),
    "a turn of direction": (_post('{"ticket":"A\u202e1"}'.encode()), "invalid"),
    "half a character": (_post(b'{"ticket":"\\ud800"}'), "malformed"),
    "an unknown path": (_GET.replace(b"/v1/status", b"/etc/passwd") + _LAST, "not-found"),
    "two slashes": (_GET.replace(b"/v1/status", b"//v1/status") + _LAST, "not-found"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_answered_and_reaches_nobody(counter, name):
    sent, wanted = HOSTILE[name]
    head, _, body = counter.raw(sent).partition(b"\r\n\r\n")
    said = json.loads(body)
    assert said["error"] == wanted
    assert {"zh", "en"} <= said.keys()
    assert head.split()[1] == str(_status(wanted)).encode()
    assert counter.desk.of(Visit) == []
    assert counter.call("GET", "/v1/status").status == 200


def _status(code):
    known = [value for value in vars(problems).values() if isinstance(value, problems.Problem)]
    return next(problem.status for problem in known if problem.code == code)


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("?wait=61", "invalid"),
        ("?wait=-1", "invalid"),
        ("?wait=nan", "invalid"),
        ("?wait=", "invalid"),
        ("?wait=\u0663".encode().decode("latin-1"), "malformed"),
        ("?until=never", "invalid"),
        ("?coding=best-7", "unknown-coding"),
        ("?wiat=3", "invalid"),
        ("?wait=1&wait=2", "malformed"),
        ("?wait", "malformed"),
        ("?" + "&".join(f"a{n}=1" for n in range(20)), "malformed"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(counter, path, error):
    visit = counter.invite()["id"]
    request = f"GET /v1/visits/{visit}{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    body = counter.raw(request.encode("latin-1") + b"\r\n").partition(b"\r\n\r\n")[2]
    assert json.loads(body)["error"] == error


def test_another_method_is_told_which_there_are(counter):
    said = counter.call("PUT", "/v1/visits/x")
    assert (said.status, said.headers["Allow"]) == (405, "GET, DELETE")


def test_requests_on_one_line_are_answered_one_after_the_other(counter):
    answers = counter.raw(_GET + b"\r\n" + _GET + b"Connection: close\r\n\r\n")
    assert answers.count(b"HTTP/1.1 200 OK") == 2


def test_a_secret_opens_in_either_header_and_nothing_else_does(counters):
    counter = counters(secret=SECRET)
    for headers in (
        {"Authorization": f"Bearer {SECRET}"},
        {"Authorization": "", "X-Yiping-Secret": SECRET},
    ):
        assert counter.call("GET", "/v1/status", headers=headers).status == 200
    for headers in (
        {"Authorization": ""},
        {"Authorization": f"Bearer {SECRET}x"},
        {"Authorization": f"Basic {SECRET}"},
        {"Authorization": "Bearer é"},
        {"Authorization": "", "X-Yiping-Secret": SECRET[:-1]},
    ):
        said = counter.call("GET", "/v1/status", headers=headers)
        assert (said.status, said["error"]) == (401, "unauthorized")


def test_who_guesses_secrets_is_slowed_down_and_who_knows_it_is_not():
    clock = FakeClock()
    guard = Guard(Door("0.0.0.0", 8321), SECRET, clock.steady)  # noqa: S104 -- nothing listens
    wrong = [guard.objection({"x-yiping-secret": f"guess-{n}"}) for n in range(100)]
    assert wrong.count(problems.UNAUTHORIZED) == 10
    assert wrong.count(problems.TOO_MANY) == 90
    assert guard.objection({"x-yiping-secret": SECRET}) is None
    clock.advance(5)
    assert guard.objection({}) is problems.UNAUTHORIZED


def test_a_flood_of_calls_is_slowed_down_and_goes_on_later():
    clock = FakeClock()
    guard = Guard(Door("127.0.0.1", 8321), "", clock.steady)
    said = [guard.objection({"host": "127.0.0.1:8321"}) for _ in range(200)]
    assert said.count(None) == 60
    clock.advance(1)
    assert guard.objection({"host": "[::1]:8321"}) is None


def test_a_secret_is_read_from_its_file_and_a_useless_file_is_named(tmp_path):
    path = tmp_path / "secret"
    callers = Callers(listen="127.0.0.1:8321", secret="", secret_file=str(path))
    with pytest.raises(ConfigError, match="secret"):
        secret_from(callers)
    path.write_text("short\n")
    with pytest.raises(ConfigError, match="8 to 200"):
        secret_from(callers)
    path.write_text(f"{SECRET}\nmore\n")
    assert secret_from(callers) == SECRET


def test_only_so_many_may_wait_at_once_and_others_are_served_meanwhile(counter):
    visit = counter.invite()["id"]
    waiting = [counter.ask("GET", f"/v1/visits/{visit}?wait=30") for _ in range(20)]
    refused = [counter.meanwhile(_first_done(counter, waiting)) for _ in range(4)]
    assert {said["error"] for said in refused} == {"too-many-waiting"}
    assert counter.call("GET", "/v1/status").status == 200
    counter.desk.rate("satisfied")
    assert {counter.meanwhile(one)["status"] for one in waiting} == {"rated"}


def _first_done(counter, waiting):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        counter.desk.settle()
        for one in waiting:
            if one.done():
                waiting.remove(one)
                return one
    raise TimeoutError("nobody was refused")


def test_a_request_that_never_ends_is_given_up(counter, monkeypatch):
    monkeypatch.setattr(wire, "ARRIVAL_SECONDS", 0.05)
    for begun in (b"GET /v1/sta", _POST + b"Content-Length: 10\r\n\r\n{"):
        body = counter.raw(begun).partition(b"\r\n\r\n")[2]
        assert json.loads(body)["error"] == "too-slow"


def test_a_call_the_window_does_not_answer_is_given_up_and_not_made_later(counter, monkeypatch):
    monkeypatch.setattr(api, "PATIENCE", 0.05)
    asked = counter.ask("POST", "/v1/visits", {"ticket": "A012"})
    said = asked.result(LIMIT)  # the terminal's thread does nothing meanwhile
    assert (said.status, said["error"]) == (503, "not-answering")
    counter.desk.settle()
    assert counter.desk.of(Visit) == []
