"""The worked examples every implementation reads."""

import base64
import json
from pathlib import Path

import pytest

from sync.protocol import batch, chain, entries
from sync.protocol.catalogue import load_scales
from sync.protocol.entries import Rating, Unknown, Unreadable
from sync.protocol.key import DeviceKey, signed_by
from sync.protocol.sense import read_at

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
BODIES = [text.encode() for text in VECTORS["entries"]]
DIGESTS = [bytes.fromhex(digest) for digest in VECTORS["digests"]]


@pytest.fixture(scope="module")
def key():
    return DeviceKey(bytes.fromhex(VECTORS["seed_hex"]))


def test_the_key_names_the_log(key):
    assert base64.b64encode(key.public).decode() == VECTORS["public_key"]
    assert key.log == VECTORS["log"]


def test_the_digests_run_over_the_bytes_as_they_are(key):
    assert [chain.start(key.public), *chain.digests(DIGESTS[0], BODIES)] == DIGESTS
    assert chain.extend(DIGESTS[3], BODIES[3]) == DIGESTS[4]


@pytest.mark.parametrize("point", VECTORS["checkpoints"], ids=lambda point: point["position"])
def test_a_checkpoint_is_signed_as_it_stands(key, point):
    position = point["position"]
    digest, signature = DIGESTS[position], base64.b64decode(point["sig"])
    assert chain.checkpoint(key.log, position, digest) == point["text"].encode()
    assert key.sign(position, digest) == signature
    assert signed_by(key.public, position, digest, signature)
    assert not signed_by(key.public, position + 1, digest, signature)


@pytest.mark.parametrize("example", VECTORS["batches"], ids=lambda example: example["first"])
def test_a_batch_is_written_and_read_as_it_stands(key, example):
    first, last = example["first"], example["last"]
    raw = batch.encode(key, first, BODIES[first - 1 : last], DIGESTS[first - 1])
    assert raw == example["body"].encode()
    read = batch.decode(raw)
    assert isinstance(read, batch.Batch)
    assert (read.first, read.last, read.log) == (first, last, key.log)
    assert batch.verify(read) == DIGESTS[first : last + 1]


def test_only_what_makes_no_sense_is_quarantined():
    read = {
        position: read_at(position, body, load_scales())
        for position, body in enumerate(BODIES, start=1)
    }
    quarantined = [position for position, entry in read.items() if isinstance(entry, Unreadable)]
    ignored = [position for position, entry in read.items() if isinstance(entry, Unknown)]
    assert quarantined == VECTORS["batches"][1]["quarantined"] == [8]
    # The file calls 7 (`hologram`) ignored. 6 is a `note`, which the table of types does not have
    # either: a reader keeps and ignores it in the same way, so it is in neither list of the file.
    assert ignored == [6, 7]
    assert VECTORS["batches"][1]["ignored"] == [7]


def test_a_rating_of_the_examples_says_what_was_tapped():
    rating = entries.read(BODIES[3])
    assert isinstance(rating, Rating)
    assert (rating.level, rating.visit, rating.mode) == ("unsatisfied", 3, "invited")
