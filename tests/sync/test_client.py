"""Every call of the client, and every answer that is none."""

import socket
import time
from datetime import timedelta

import pytest

from sync.client import MAX_ANSWER_BYTES, Client, Document, Patience
from sync.outcomes import Answered, NotACollector, Refused, Unreachable
from sync.protocol import batch, chain
from sync.protocol.calls import Heartbeat
from sync.protocol.encoding import pack
from sync.protocol.errors import Errno
from sync.protocol.key import DeviceKey
from tests.fakes import LOGIN_PAGE, busy, refusal
from tests.proxy import Fault
from tests.serving import Reply

KEY = DeviceKey(bytes(range(32)))


BODIES = [b'{"type":"note"}', b'{"type":"note","n":2}']


@pytest.fixture
def client(line, clock):
    # Patient, so that on a busy machine only a fault is a fault.
    client = Client(f"http://127.0.0.1:{line.port}/", version="7", now=clock.now)
    yield client
    client.close()


@pytest.fixture
def hasty(line, clock):
    patience = Patience(connect=5.0, read=0.5, total=1.0)
    client = Client(f"http://127.0.0.1:{line.port}/", version="7", now=clock.now, patience=patience)
    yield client
    client.close()


@pytest.fixture
def enrolled(client, collector):
    collector.approves = True
    assert isinstance(client.enrol(KEY, "one"), Answered)
    return client


def send(client, encoding=""):
    raw = batch.encode(KEY, 1, BODIES, chain.start(KEY.public))
    return client.send(KEY, pack(raw, encoding), encoding)


def test_an_enrolment_gives_the_code_and_the_same_again(client, collector):
    first, second = client.enrol(KEY, "one"), client.enrol(KEY, "one")
    assert first == second
    assert first.body.log == KEY.log
    assert first.body.code == collector.logs[KEY.log].code


@pytest.mark.parametrize("encoding", ["", "gzip", "zstd"])
def test_a_batch_is_sent_in_any_encoding_and_the_receipt_comes_back(enrolled, encoding):
    answer = send(enrolled, encoding)
    assert (answer.body.stored, answer.body.next) == (2, 3)
    assert answer.body.digest == chain.digests(chain.start(KEY.public), BODIES)[-1].hex()


def test_every_call_but_the_enrolment_carries_a_token(enrolled):
    beat = Heartbeat(state="open", last=0, digest="0" * 64)
    assert enrolled.log(KEY).body.next == 1
    assert enrolled.heartbeat(KEY, beat).body.next == 1
    assert enrolled.settings(KEY, "").body.body is not None


def test_settings_come_with_an_etag_and_only_when_they_are_others(enrolled, collector):
    document = enrolled.settings(KEY, "").body
    assert document.body == collector.settings
    assert enrolled.settings(KEY, document.etag).body == Document(etag=document.etag, body=None)
    assert enrolled.settings(KEY, '"old"').body == document


@pytest.mark.parametrize("errno", list(Errno))
def test_every_refusal_is_told_by_its_number(enrolled, collector, errno):
    collector.scripted.append(
        refusal(errno, next=9, digest="ab" * 32, max_entries=5, max_bytes=6, now="x")
    )
    outcome = enrolled.log(KEY)
    assert isinstance(outcome, Refused)
    assert (outcome.errno, outcome.next, outcome.digest) == (errno, 9, bytes.fromhex("ab" * 32))
    assert (outcome.max_entries, outcome.max_bytes) == (5, 6)
    assert outcome.retry_after == (7.0 if errno is Errno.BUSY else None)


def test_after_a_102_the_next_token_has_the_collectors_time(enrolled, collector):
    collector.skew = timedelta(days=-30)
    outcome = enrolled.log(KEY)
    assert isinstance(outcome, Refused)
    assert outcome.errno is Errno.CLOCK
    assert isinstance(enrolled.log(KEY), Answered)
    assert abs(enrolled.offset - collector.skew) < timedelta(seconds=5)


@pytest.mark.parametrize(
    "now", ["", "yesterday", "2026-11-23T09:00:00", "9999-12-31T23:59:59-12:00"]
)
def test_a_time_that_makes_no_sense_is_not_learnt(enrolled, collector, now):
    before = enrolled.offset
    collector.scripted.append(refusal(Errno.CLOCK, now=now))
    enrolled.log(KEY)
    assert enrolled.offset == before


@pytest.mark.parametrize(
    "reply",
    [
        LOGIN_PAGE,
        Reply(200, b""),
        Reply(200, b"[" * 100_000),
        Reply(200, b"\xff"),
        Reply(200, b"{}"),
        Reply(204, b""),
        Reply(206, b"{}"),
        Reply(302, b"", {"Location": "http://127.0.0.1:9/login"}),
        Reply(404, b"<html>"),
        Reply(404, b'{"errno":999,"error":"new","message":""}'),
        Reply(500, b"oops"),
        Reply(409, b'{"errno":"109"}'),
    ],
    ids=lambda reply: f"{reply.status} {reply.body[:20]!r}",
)
@pytest.mark.parametrize("call", ["log", "send", "settings", "enrol", "heartbeat"])
def test_an_answer_that_is_not_this_protocols_is_told_apart(enrolled, collector, reply, call):
    calls = {
        "log": lambda: enrolled.log(KEY),
        "send": lambda: send(enrolled),
        "settings": lambda: enrolled.settings(KEY, ""),
        "enrol": lambda: enrolled.enrol(KEY, "one"),
        "heartbeat": lambda: enrolled.heartbeat(
            KEY, Heartbeat(state="open", last=0, digest="0" * 64)
        ),
    }
    collector.scripted.append(reply)
    before = len(collector.calls)
    outcome = calls[call]()
    assert isinstance(outcome, NotACollector)
    assert outcome.status == reply.status
    assert len(collector.calls) == before + 1


def test_an_answer_about_another_log_is_none(enrolled, collector):
    body = b'{"log":"%s","status":"approved","next":1,"digest":"%s","window":null,"now":""}'
    collector.scripted.append(Reply(200, body % (b"1" * 64, b"0" * 64)))
    assert isinstance(enrolled.log(KEY), NotACollector)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5), (" 0 ", 0), ("99999999", 3_600), ("-5", None), ("soon", None), ("1.5", None),
        ("٥", None), ("Mon, 23 Nov 2026 09:01:00 GMT", 60), ("Mon, 23 Nov 2020 09:01:00 GMT", 0),
        ("Mon, 23 Nov 2026 09:01:00 -0000", 60), ("Mon, 99 Nov 2026 09:01:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_of_its_forms(enrolled, collector, header, seconds):
    collector.scripted.append(Reply(503, b"", {"Retry-After": header.encode().decode("latin-1")}))
    outcome = enrolled.log(KEY)
    assert outcome.retry_after == (None if seconds is None else pytest.approx(seconds, abs=1))


def test_a_busy_collector_may_say_429(enrolled, collector):
    collector.scripted.append(busy(9, 429))
    outcome = enrolled.log(KEY)
    assert (outcome.errno, outcome.retry_after) == (Errno.BUSY, 9.0)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(refuse=True),
        Fault(swallow=True),
        Fault(request_share=0.5),
        Fault(answer_share=0.2),
        Fault(answer_share=0.99),
    ],
    ids=str,
)
def test_half_an_answer_is_no_answer(enrolled, line, fault):
    line.faults.append(fault)
    assert isinstance(enrolled.log(KEY), Unreachable)
    assert isinstance(enrolled.log(KEY), Answered)


def test_a_server_that_is_silent_is_given_up(enrolled, hasty, line):
    line.faults.append(Fault(delay=0.8))
    assert isinstance(hasty.log(KEY), Unreachable)
    assert isinstance(enrolled.log(KEY), Answered)


def test_a_server_that_drips_is_cut_at_the_deadline(enrolled, hasty, line):
    line.faults.append(Fault(drip=0.05))
    begun = time.monotonic()
    outcome = hasty.log(KEY)
    assert isinstance(outcome, Unreachable)
    assert "more than 1 s" in outcome.reason
    # The dripped answer would last for about 15 s.
    assert time.monotonic() - begun < 8
    assert isinstance(enrolled.log(KEY), Answered)


def test_an_answer_without_end_is_not_read_to_the_end(enrolled, collector):
    collector.scripted.append(Reply(200, b" " * (MAX_ANSWER_BYTES + 1)))
    assert isinstance(enrolled.log(KEY), Unreachable)


def test_an_address_where_nobody_listens_is_unreachable(clock):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://[::", "nothing", "http://a b/", "ftp://x"):
        client = Client(url, version="1", now=clock.now)
        assert isinstance(client.log(KEY), Unreachable)
        client.close()


def test_a_proxy_of_the_environment_is_not_used_for_loopback(enrolled, monkeypatch, line, clock):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    client = Client(f"http://localhost:{line.port}", version="1", now=clock.now)
    assert isinstance(client.log(KEY), Answered)
    client.close()


def test_a_proxy_of_the_environment_is_used_for_other_hosts(monkeypatch, line, clock, collector):
    collector.approves = True
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{line.port}")
    client = Client("http://collector.invalid", version="1", now=clock.now)
    collector.scripted.append(busy())
    assert isinstance(client.log(KEY), Refused)
    client.close()


def test_a_netrc_file_does_not_replace_the_token(enrolled, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert isinstance(enrolled.log(KEY), Answered)


def test_a_token_is_used_again_while_it_is_fresh_and_then_signed_anew(enrolled, collector, clock):
    for seconds in (0, 100, 100, 4_000, -3_000):
        clock.advance(seconds)
        assert isinstance(enrolled.log(KEY), Answered)
    assert len(collector.tokens) == 4


def test_a_token_that_was_refused_is_not_used_again(enrolled, collector, clock):
    enrolled.log(KEY)
    collector.scripted.append(refusal(Errno.UNAUTHENTICATED))
    clock.advance(10)
    enrolled.log(KEY)
    enrolled.log(KEY)
    assert len(collector.tokens) == 2
