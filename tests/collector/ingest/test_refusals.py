"""The protocol's error table, case by case and call by call."""

import base64
import json
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.collector.conftest import Here
from tests.collector.device import PACKERS, Answer, Device

CALLS = {
    "log": ("GET", "/logs/{log}"),
    "entries": ("POST", "/logs/{log}/entries"),
    "settings": ("GET", "/logs/{log}/settings"),
    "heartbeat": ("POST", "/logs/{log}/heartbeat"),
}


def _call(device: Device, name: str, token: str | None = None, body: bytes = b"x") -> Answer:
    method, path = CALLS[name]
    return device.call(method, path.format(log=device.log), body if method == "POST" else None,
                       token=token)  # fmt: skip


def _aged(device: Device, seconds: int) -> str:
    issued = int(time.time()) + seconds
    return device.token(iat=issued, exp=issued + 300)


BAD_TOKENS: dict[str, Callable[[Device], str]] = {
    "none": lambda _: "",
    "no token at all": lambda _: "hello",
    "not signed": lambda device: device.token().rpartition(".")[0] + ".",
    "signed by another key": lambda device: (
        device.token().rpartition(".")[0]
        + "." + Device("http://x").token(sub=device.log).rpartition(".")[2]
    ),
    "for another log": lambda device: device.token(sub="0" * 64),
    "for nobody": lambda device: device.token(sub=None),
    "for a number": lambda device: device.token(sub=5),
    "for another audience": lambda device: device.token(aud="somebody"),
    "without an audience": lambda device: device.token(aud=None),
    "without an end": lambda device: device.token(exp=None),
    "without a beginning": lambda device: device.token(iat=None),
    "living too long": lambda device: device.token(exp=int(time.time()) + 301),
    "ending before it begins": lambda device: device.token(exp=int(time.time()) - 10),
    "without an algorithm": lambda device: ".".join(
        (base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("="),
         device.token().split(".")[1], "")
    ),
    "endless numbers": lambda device: device.token(iat=1e300, exp=1e300),
    "very long": lambda device: device.token(x="y" * 6000),
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("kind", BAD_TOKENS)
def test_a_caller_without_the_logs_key_is_unauthenticated(
    device: Device, call: str, kind: str
) -> None:
    answer = _call(device, call, BAD_TOKENS[kind](device))
    assert answer.refusal == (401, 101, "unauthenticated")
    assert answer.body["message"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("seconds", [-3600, -450, 200, 86_400 * 400])
def test_a_wrong_clock_is_told_the_time(device: Device, call: str, seconds: int) -> None:
    answer = _call(device, call, _aged(device, seconds))
    assert answer.refusal == (401, 102, "clock")
    assert answer.body["now"].startswith(time.strftime("%Y-%m-%dT", time.gmtime()))


@pytest.mark.parametrize("seconds", [-290, 20])
def test_a_clock_that_is_a_little_off_is_good_enough(device: Device, seconds: int) -> None:
    assert _call(device, "log", _aged(device, seconds)).status == 200


@pytest.mark.parametrize("call", CALLS)
def test_a_device_nobody_knows_is_told_to_enrol(collector: Here, call: str) -> None:
    assert _call(Device(collector.url), call).refusal == (404, 105, "unknown-log")


@pytest.mark.parametrize("call", ["entries", "settings", "heartbeat"])
def test_a_device_nobody_approved_waits(collector: Here, call: str) -> None:
    device = collector.device(approved=False)
    assert _call(device, call).refusal == (403, 103, "pending")


def test_a_revoked_device_is_told_so(collector: Here, device: Device) -> None:
    device.rate()
    device.send()
    revoked = collector.command("revoke", device.log[:20])
    assert revoked.returncode == 0
    for call in ("entries", "settings", "heartbeat"):
        assert _call(device, call).refusal == (403, 104, "revoked")
    assert device.state()["status"] == "revoked"
    assert device.state()["next"] == 2


def test_what_a_device_holds_is_told_also_while_it_waits(collector: Here) -> None:
    device = collector.device(approved=False)
    state = device.state()
    assert (state["status"], state["next"], state["window"]) == ("pending", 1, None)
    assert state["digest"] == device.digest(0).hex()
    assert state["log"] == device.log


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, zstd", "x" * 500])
def test_an_encoding_nobody_knows_is_refused_before_the_body_is_read(
    device: Device, encoding: str
) -> None:
    device.rate()
    answer = device.call(
        "POST", f"/logs/{device.log}/entries", device.batch(), {"Content-Encoding": encoding}
    )
    assert answer.refusal == (415, 111, "unsupported-encoding")


MALFORMED: dict[str, Callable[[Device], bytes]] = {
    "empty": lambda _: b"",
    "a line feed": lambda _: b"\n",
    "no head": lambda _: b'{"type":"note"}\n',
    "a head that is no object": lambda _: b"[1]\n{}\n",
    "another version": lambda d: d.batch(v=2),
    "another log": lambda d: d.batch(log="0" * 64),
    "another key": lambda d: d.batch(key=base64.b64encode(b"k" * 32).decode()),
    "a short key": lambda d: d.batch(key="AAAA"),
    "a key that is no base64": lambda d: d.batch(key="?" * 44),
    "more entries promised": lambda d: d.batch(count=3),
    "fewer entries promised": lambda d: d.batch(count=1),
    "a negative count": lambda d: d.batch(count=-1),
    "a short digest": lambda d: d.batch(digest="ab"),
    "a short signature": lambda d: d.batch(sig="AAAA"),
    "no line feed at the end": lambda d: d.batch()[:-1],
    "an empty line": lambda d: d.batch().replace(b"\n", b"\n\n", 1),
    "a carriage return": lambda d: d.batch().replace(b"\n", b"\r\n"),
    "no entries": lambda d: d.batch().split(b"\n")[0].replace(b'"count": 2', b'"count": 0') + b"\n",
    "positions beyond all bounds": lambda d: d.batch().replace(
        b'"first": 1', b'"first": 1000000000000000000'
    ),
    "deep nesting": lambda _: b"[" * 100_000 + b"\n",
    "no UTF-8": lambda _: b"\xff\xfe\n{}\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_batch_that_does_not_hold_is_malformed_and_nothing_is_stored(
    device: Device, kind: str
) -> None:
    device.rate()
    device.rate()
    assert device.post(MALFORMED[kind](device)).refusal == (422, 112, "malformed")
    assert device.state()["next"] == 1


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
@pytest.mark.parametrize("damage", [lambda raw: raw[:-9], lambda raw: b"x" + raw, lambda _: b""])
def test_a_packed_batch_that_is_damaged_is_malformed(
    device: Device, encoding: str, damage: Callable[[bytes], bytes]
) -> None:
    device.rate()
    packed = damage(PACKERS[encoding](device.batch()))
    answer = device.call(
        "POST", f"/logs/{device.log}/entries", packed, {"Content-Encoding": encoding}
    )
    assert answer.refusal == (422, 112, "malformed")


def test_an_entry_that_was_changed_breaks_the_chain(device: Device) -> None:
    device.rate("unsatisfied")
    device.rate()
    raw = device.batch().replace(b"unsatisfied", b"satisfied")
    assert device.post(raw).refusal == (422, 114, "broken-chain")
    assert device.state()["next"] == 1


def test_entries_in_another_order_break_the_chain(device: Device) -> None:
    device.rate("unsatisfied")
    device.rate()
    head, one, two, _ = device.batch().split(b"\n")
    assert device.post(b"\n".join((head, two, one, b""))).refusal == (422, 114, "broken-chain")


def test_a_signature_of_another_key_is_bad(device: Device) -> None:
    device.rate()
    assert device.post(device.batch(sig=base64.b64encode(b"s" * 64).decode())).refusal == (
        422, 113, "bad-signature",
    )  # fmt: skip
    assert device.state()["next"] == 1


def test_a_signature_over_another_position_is_bad(device: Device) -> None:
    device.rate()
    device.rate()
    other = device.head(1, 1)["sig"]
    assert device.post(device.batch(sig=other)).refusal == (422, 113, "bad-signature")


def test_a_fork_needs_a_good_signature(collector: Here, device: Device) -> None:
    device.rate()
    device.send()
    clone = device.twin()
    clone.entries = []
    clone.rate("unsatisfied")
    forged = clone.post(clone.batch(sig=base64.b64encode(b"s" * 64).decode()))
    assert forged.refusal == (422, 113, "bad-signature")
    assert (
        collector.database.one(
            "SELECT count(*) FROM ingest_fork WHERE log_id = %s",
            collector.database.id_of(device.log),
        )
        == 0
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/enrolments", 405),
        ("POST", "/logs/{log}", 405),
        ("DELETE", "/logs/{log}", 405),
        ("GET", "/logs/{log}/entries", 405),
        ("PUT", "/logs/{log}/entries", 405),
        ("POST", "/logs/{log}/settings", 405),
        ("GET", "/logs/{log}/heartbeat", 405),
        ("GET", "/", 404),
        ("GET", "/logs", 404),
        ("GET", "/logs/", 404),
        ("GET", "/logs/{log}/", 404),
        ("GET", "/logs/{log}/secrets", 404),
        ("GET", "/logs/{log}/entries/1", 404),
        ("GET", "/admin", 404),
    ],
)
def test_what_is_no_call_is_answered_in_the_same_shape(
    device: Device, method: str, path: str, status: int
) -> None:
    answer = device.call(method, path.format(log=device.log))
    assert answer.status == status
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.body) == {"errno", "error", "message"}
    assert answer.body["errno"] == 199


@pytest.mark.parametrize("log", ["0" * 64, "A" * 64, "..", "%00", "a" * 5000, "é"])
def test_a_log_that_is_not_the_tokens_is_unauthenticated(device: Device, log: str) -> None:
    answer = device.call("GET", f"/logs/{quote(log)}")
    assert answer.refusal == (401, 101, "unauthenticated")


def test_every_refusal_says_what_it_is_in_json(device: Device) -> None:
    answer = device.call("POST", f"/logs/{device.log}/heartbeat", b"{")
    assert answer.headers["content-type"] == "application/json"
    assert set(json.loads(answer.raw)) == {"errno", "error", "message"}
