"""POST /logs/{log}/entries: every case of the protocol's table."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.collector.conftest import Here
from tests.collector.device import Device, rating


def _sent(device: Device, ratings: int) -> None:
    for _ in range(ratings):
        device.rate()
    assert device.send(ratings and len(device.entries) - ratings + 1).status == 200


@pytest.mark.parametrize("encoding", ["", "gzip", "zstd"])
def test_it_works(device: Device, encoding: str) -> None:
    device.rate()
    device.rate("unsatisfied")
    answer = device.send(encoding=encoding)
    assert answer.status == 200
    assert answer.body == {
        "log": device.log, "next": 3, "digest": device.digest(2).hex(),
        "stored": 2, "known": 0, "quarantined": [],
    }  # fmt: skip
    assert device.state()["next"] == 3
    assert device.state()["digest"] == device.digest(2).hex()


def test_the_bytes_are_kept_as_they_came(collector: Here, device: Device) -> None:
    odd = b'{ "type":"note",\t"x":1.50, "text":"\\u6ee1 \xf0\x9f\x98\x80" }'
    device.write(odd)
    device.send()
    kept = collector.database.one(
        "SELECT body FROM ingest_entry WHERE log_id = %s", collector.database.id_of(device.log)
    )
    assert bytes(kept) == odd


def test_a_batch_sent_twice_is_stored_once_and_answered_alike(device: Device) -> None:
    device.rate()
    device.write(rating(2, "ecstatic"))
    first = device.send().body
    assert first["quarantined"][0]["code"] == "unknown-level"
    assert device.send().body == first | {"stored": 0, "known": 2}


def test_a_batch_that_overlaps_brings_what_is_new(device: Device) -> None:
    _sent(device, 3)
    device.rate()
    device.rate()
    answer = device.send(first=2).body
    assert (answer["stored"], answer["known"], answer["next"]) == (2, 2, 6)


def test_a_batch_from_the_middle_of_what_is_held_is_known(device: Device) -> None:
    _sent(device, 4)
    answer = device.send(first=2, last=3).body
    assert (answer["stored"], answer["known"], answer["next"]) == (0, 2, 5)
    assert answer["digest"] == device.digest(4).hex()


def test_a_gap_is_told_where_to_send_from(device: Device) -> None:
    _sent(device, 2)
    for _ in range(3):
        device.rate()
    answer = device.send(first=4)
    assert answer.refusal == (409, 108, "gap")
    assert answer.body["next"] == 3
    assert answer.body["digest"] == device.digest(2).hex()
    assert device.state()["next"] == 3


@pytest.mark.parametrize("first", [2, 3, 4])
def test_a_clone_is_caught_and_both_histories_are_kept(
    collector: Here, device: Device, first: int
) -> None:
    _sent(device, 2)
    clone = device.twin()
    _sent(device, 1)
    clone.entries[1:] = []
    for _ in range(4):
        clone.rate("unsatisfied")
    raw = clone.batch(first)
    answers = [clone.post(raw), clone.post(raw)]
    for answer in answers:
        assert answer.refusal == (409, 109, "fork")
        assert answer.body["next"] == 4
        assert answer.body["digest"] == device.digest(3).hex()
    kept = collector.database.rows(
        "SELECT batch, first, last, batch_digest FROM ingest_fork WHERE log_id = %s",
        collector.database.id_of(device.log),
    )
    assert [(bytes(batch), a, b, bytes(d)) for batch, a, b, d in kept] == [
        (raw, first, 5, hashlib.sha256(raw).digest())
    ]
    assert device.send().body["known"] == 3


def test_a_fork_at_the_very_next_entry_is_a_fork(device: Device) -> None:
    _sent(device, 2)
    clone = device.twin()
    clone.entries[1] = b'{"type":"note"}'
    clone.rate()
    assert clone.send(first=3).refusal == (409, 109, "fork")


def test_entries_that_make_no_sense_keep_their_place(device: Device) -> None:
    device.write(
        b"no json at all", b"[1]", b'{"type":5}', b'{"type":"hologram"}',
        b'{"type":"rating"}', b'{"type":"note","a":' + b"[" * 5000 + b"]" * 5000 + b"}",
        rating(7, "ecstatic"), rating(8, scale="stars-9"), rating(9, replaces=12),
        rating(10, replaces=1), rating(11, visit=2), b"\xff\xfe",
        {"type": "reasons", "at": "2026-11-23T09:12:49.871+08:00", "boot": 1, "up": 1,
         "clock": "ok", "rating": 7, "catalogue": "c", "codes": ["209"]},
        rating(14),
    )  # fmt: skip
    answer = device.send().body
    assert answer["stored"] == 14
    assert [(q["position"], q["code"]) for q in answer["quarantined"]] == [
        (1, "not-json"), (2, "not-an-object"), (3, "no-type"), (5, "bad-value"), (6, "not-json"),
        (7, "unknown-level"), (8, "unknown-scale"), (9, "bad-reference"), (10, "bad-reference"),
        (11, "bad-reference"), (12, "not-json"), (13, "bad-reference"),
    ]  # fmt: skip
    assert all(q["message"] for q in answer["quarantined"])
    assert device.send(first=2, last=3).body["quarantined"] == answer["quarantined"][1:3]


def test_thirty_two_parallel_posts_of_one_batch_store_it_once(
    collector: Here, device: Device
) -> None:
    for _ in range(200):
        device.rate()
    raw = device.batch()
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: device.post(raw, "zstd"), range(32)))
    assert {answer.status for answer in answers} == {200}
    assert sorted(answer.body["stored"] for answer in answers) == [0] * 31 + [200]
    assert {(a.body["next"], a.body["digest"]) for a in answers} == {
        (201, device.digest(200).hex())
    }
    log = collector.database.id_of(device.log)
    for table in ("ingest_entry", "ingest_rating"):
        assert collector.database.one(f"SELECT count(*) FROM {table} WHERE log_id = %s", log) == 200  # noqa: S608 -- names are constants
    assert (
        collector.database.one("SELECT sum(level_0) FROM ingest_countday WHERE log_id = %s", log)
        == 200
    )


def test_many_terminals_at_once_are_each_answered_on_their_own(collector: Here) -> None:
    devices = [collector.device() for _ in range(12)]
    for number, device in enumerate(devices):
        for _ in range(number + 1):
            device.rate()
    lie = devices[5]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(
            lambda d: d.post(d.batch(prev="0" * 64)) if d is lie else d.send(), devices
        ))  # fmt: skip
    assert [answer.status for answer in answers] == [200] * 5 + [422] + [200] * 6
    assert [d.state()["next"] for d in devices if d is not lie] == [
        number + 2 for number in range(12) if number != 5
    ]


def test_a_thousand_entries_fit_and_one_more_does_not(device: Device) -> None:
    for _ in range(1001):
        device.rate()
    refused = device.send()
    assert refused.refusal == (413, 110, "too-large")
    assert (refused.body["max_entries"], refused.body["max_bytes"]) == (1000, 4 * 1024 * 1024)
    assert device.send(last=1000).body["stored"] == 1000


def test_a_real_history_in_pieces_ends_where_one_piece_ends(collector: Here) -> None:
    whole, pieces = collector.device(), collector.device()
    for device in (whole, pieces):
        for number in range(30):
            device.rate(("satisfied", "basic", "unsatisfied")[number % 3])
    whole.send()
    for first in range(1, 31, 4):
        assert pieces.send(first, min(first + 3, 30)).status == 200
    counted = [
        collector.database.rows(
            "SELECT day, window, staff, scale, level_0, level_1, level_2 FROM ingest_countday "
            "WHERE log_id = %s".replace("window", '"window"'),
            collector.database.id_of(device.log),
        )
        for device in (whole, pieces)
    ]
    assert counted[0] == counted[1]
    assert counted[0][0][4:] == (10, 10, 10)
