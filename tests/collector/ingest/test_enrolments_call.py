"""POST /enrolments: a device introduces itself."""

import base64
import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.collector.conftest import Here
from tests.collector.device import Device

Starting = Callable[..., AbstractContextManager[Here]]


def test_it_works(collector: Here) -> None:
    device = Device(collector.url)
    answer = device.enrol()
    assert answer.status == 201
    assert answer.body.keys() == {"log", "status", "code", "poll"}
    assert answer.body["log"] == device.log
    assert answer.body["status"] == "pending"
    assert answer.body["poll"] >= 1
    code = answer.body["code"]
    assert len(code) == 7
    assert code[3] == "-"
    assert not set(code) & set("01IO")


def test_asking_again_gives_the_same_answer(collector: Here) -> None:
    device = Device(collector.url)
    assert device.enrol().raw == device.enrol(name="another name").raw


def test_codes_of_those_who_wait_differ(collector: Here) -> None:
    codes = [Device(collector.url).enrol().body["code"] for _ in range(20)]
    assert len(set(codes)) == 20


def test_an_approved_device_that_asks_again_is_told_so(device: Device) -> None:
    assert device.enrol().body["status"] == "approved"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"{}", b'{"key":5}', b'{"key":"????"}', b'{"key":"AAAA"}',
        json.dumps({"key": base64.b64encode(b"k" * 33).decode()}).encode(),
        json.dumps({"key": base64.b64encode(b"k" * 32).decode(), "name": "a\0b"}).encode(),
        json.dumps({"key": base64.b64encode(b"k" * 32).decode(), "name": "n" * 201}).encode(),
        b"[" * 4000, b'"\xff"', b'{"key":"\\ud800"}',
    ],
)  # fmt: skip
def test_what_is_no_enrolment_is_malformed(collector: Here, body: bytes) -> None:
    answer = Device(collector.url).call("POST", "/enrolments", body, token="")
    assert answer.refusal == (422, 112, "malformed")


def test_a_long_body_is_refused(collector: Here) -> None:
    answer = Device(collector.url).call("POST", "/enrolments", b" " * 5000, token="")
    assert answer.refusal == (413, 110, "too-large")


def test_only_so_many_may_wait(fresh_collector: Starting) -> None:
    with fresh_collector(PENDING_LIMIT="2") as collector:
        waiting = [Device(collector.url) for _ in range(2)]
        assert [device.enrol().status for device in waiting] == [201, 201]
        late = Device(collector.url)
        refused = late.enrol()
        assert refused.refusal == (429, 120, "busy")
        assert int(refused.headers["retry-after"]) > 0
        assert waiting[0].enrol().status == 201
        collector.database.approve(waiting[0])
        assert late.enrol().status == 201
        collector.database.rows(
            "UPDATE ingest_log SET enrolled_at = %s", "2026-01-01 00:00:00.000000"
        )
        assert Device(collector.url).enrol().status == 201
        assert waiting[1].call("GET", f"/logs/{waiting[1].log}").refusal == (
            404, 105, "unknown-log",
        )  # fmt: skip
        assert waiting[0].state()["status"] == "approved"
