import base64
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import batch, chain
from sync.protocol.batch import Batch, Refused
from sync.protocol.errors import Errno
from sync.protocol.key import DeviceKey

KEY = DeviceKey(bytes(range(32)))
START = chain.start(KEY.public)
BODIES = [b'{"type":"note","n":%d}' % n for n in range(5)]


def sent(bodies=BODIES, **changes):
    """A batch as the wire has it, with fields of its head changed."""
    raw = batch.encode(KEY, 1, bodies, START)
    head, rest = raw.split(b"\n", 1)
    return json.dumps(json.loads(head) | changes).encode() + b"\n" + rest


def refused(raw):
    answer = batch.decode(raw)
    assert isinstance(answer, Refused), answer
    return answer.errno


def unverified(raw):
    read = batch.decode(raw)
    assert isinstance(read, Batch), read
    answer = batch.verify(read)
    assert isinstance(answer, Refused), answer
    return answer.errno


ENTRY = st.binary(min_size=2, max_size=200).map(
    lambda raw: raw.replace(b"\n", b"n").replace(b"\r", b"r")
)


@given(st.lists(ENTRY, min_size=1, max_size=20), st.integers(1, 2**50), st.binary(max_size=32))
def test_what_is_sent_is_read_and_verified(bodies, first, before):
    prev = chain.sha256(before).digest()
    read = batch.decode(batch.encode(KEY, first, bodies, prev))
    assert isinstance(read, Batch)
    assert (read.bodies, read.first, read.key) == (bodies, first, KEY.public)
    assert read.last == first + len(bodies) - 1
    assert batch.verify(read) == chain.digests(prev, bodies)


@given(st.binary(max_size=300))
def test_reading_a_batch_never_fails(raw):
    assert isinstance(batch.decode(raw), Refused)
    assert isinstance(batch.decode(sent() + raw), Refused | Batch)


@given(st.data())
def test_one_changed_byte_is_always_found(data):
    raw = bytearray(sent())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    read = batch.decode(bytes(raw))
    if isinstance(read, Batch):
        same = (read.bodies, read.first, read.prev, read.digest, read.sig) == (
            BODIES, 1, START, chain.digests(START, BODIES)[-1],
            KEY.sign(5, chain.digests(START, BODIES)[-1]),
        )  # fmt: skip
        # A changed letter of an unused base64 bit or of a space between names changes no fact.
        assert same or isinstance(batch.verify(read), Refused)


@pytest.mark.parametrize(
    ("raw", "errno"),
    [
        (b"", Errno.MALFORMED),
        (b"\n", Errno.MALFORMED),
        (b"{}", Errno.MALFORMED),
        (b"{}\n", Errno.MALFORMED),
        (b"[" * 100_000 + b"\n", Errno.MALFORMED),
        (b'{"v":' * 100_000 + b"\n", Errno.MALFORMED),
        (b"\xff\n", Errno.MALFORMED),
        (b"<html>\n", Errno.MALFORMED),
        (sent()[:-1], Errno.MALFORMED),
        (sent() + b"\n", Errno.MALFORMED),
        (sent() + b"{}\n", Errno.MALFORMED),
        (sent() + b"{}", Errno.MALFORMED),
        (sent().replace(b"\n", b"\r\n"), Errno.MALFORMED),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_what_is_no_batch_is_malformed(raw, errno):
    assert refused(raw) is errno


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": "1"},
        {"v": True},
        {"v": None},
        {"count": 4},
        {"count": 6},
        {"count": -1},
        {"first": 0},
        {"first": -5},
        {"first": 1.5},
        {"first": 2**53},
        {"first": 2**64},
        {"log": "0" * 64},
        {"log": KEY.log.upper()},
        {"log": KEY.log + "\n"},
        {"log": ""},
        {"key": "AAAA"},
        {"key": "!" * 44},
        {"key": "é" * 44},
        {"key": base64.b64encode(bytes(32)).decode()},
        {"prev": "0" * 63},
        {"prev": "g" * 64},
        {"digest": "0" * 63 + "\n"},
        {"digest": None},
        {"sig": "AAAA"},
        {"sig": ""},
        {"sig": "a"},
    ],
    ids=str,
)
def test_a_head_that_lies_is_malformed(changes):
    assert refused(sent(**changes)) is Errno.MALFORMED


def test_a_head_without_a_field_is_malformed():
    head, rest = sent().split(b"\n", 1)
    for name in json.loads(head):
        less = {key: value for key, value in json.loads(head).items() if key != name}
        assert refused(json.dumps(less).encode() + b"\n" + rest) is Errno.MALFORMED


def test_a_head_may_say_more_than_we_know():
    assert isinstance(batch.decode(sent(colour="blue")), Batch)


@pytest.mark.parametrize("body", [b"", b"7", b"x" * 16_385, b'{"a":\r1}'], ids=len)
def test_an_entry_has_two_to_16384_bytes_and_no_line_end(body):
    raw = sent(bodies=[b"{}", body])
    assert refused(raw) is Errno.MALFORMED
    assert "entry 2" in batch.decode(raw).message


def test_the_shortest_and_the_longest_entry_are_taken():
    assert isinstance(batch.decode(sent(bodies=[b"{}", b"x" * 16_384])), Batch)


def test_a_thousand_entries_are_taken_and_one_more_is_too_many():
    assert isinstance(batch.decode(sent(bodies=[b"{}"] * 1_000)), Batch)
    assert refused(sent(bodies=[b"{}"] * 1_001)) is Errno.TOO_LARGE
    assert refused(sent(count=1_001)) is Errno.TOO_LARGE
    assert refused(sent(count=2**70)) is Errno.TOO_LARGE
    assert refused(sent(bodies=[b"{}"] * 3_000)) is Errno.TOO_LARGE


def test_four_mebibytes_of_empty_lines_cost_no_more_than_themselves():
    raw = b"\n" * batch.MAX_BYTES
    tracemalloc.start()
    try:
        assert refused(raw) is Errno.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * batch.MAX_BYTES


@pytest.mark.parametrize("changes", [{"digest": "0" * 64}, {"prev": "0" * 64}], ids=str)
def test_entries_that_do_not_lead_to_the_digest_break_the_chain(changes):
    assert unverified(sent(**changes)) is Errno.BROKEN_CHAIN


def test_changed_or_exchanged_entries_break_the_chain():
    assert unverified(sent().replace(b'"n":3', b'"n":4')) is Errno.BROKEN_CHAIN
    head, rest = sent().split(b"\n", 1)
    lines = rest.split(b"\n")[:-1]
    assert unverified(b"\n".join([head, *reversed(lines), b""])) is Errno.BROKEN_CHAIN


def test_a_signature_is_for_one_key_one_position_and_one_digest():
    digest = chain.digests(START, BODIES)[-1]
    for sig in (KEY.sign(4, digest), KEY.sign(5, START), DeviceKey(bytes(32)).sign(5, digest)):
        raw = sent(sig=base64.b64encode(sig).decode())
        assert unverified(raw) is Errno.BAD_SIGNATURE


def test_a_batch_moved_to_another_place_is_not_signed():
    assert unverified(sent().replace(b'"first": 1', b'"first": 2')) is Errno.BAD_SIGNATURE
