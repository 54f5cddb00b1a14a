from datetime import datetime, timedelta, timezone

import msgspec
import pytest

from sync.protocol import calls
from sync.protocol.errors import Errno, Refusal

GOOD = {"log": "x", "next": 1, "digest": "0" * 64, "stored": 0, "known": 0, "quarantined": []}


@pytest.mark.parametrize(
    ("errno", "status", "error"),
    [
        (101, 401, "unauthenticated"),
        (102, 401, "clock"),
        (103, 403, "pending"),
        (104, 403, "revoked"),
        (105, 404, "unknown-log"),
        (108, 409, "gap"),
        (109, 409, "fork"),
        (110, 413, "too-large"),
        (111, 415, "unsupported-encoding"),
        (112, 422, "malformed"),
        (113, 422, "bad-signature"),
        (114, 422, "broken-chain"),
        (120, 503, "busy"),
    ],
)
def test_the_numbers_are_those_of_the_protocol(errno, status, error):
    assert (Errno(errno).status, Errno(errno).error) == (status, error)


def test_there_is_no_other_number():
    assert len(Errno) == 13


def test_a_moment_is_written_in_utc_with_milliseconds():
    local = datetime(2026, 11, 23, 1, 2, 3, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert calls.moment(local) == "2026-11-22T17:02:03.999+00:00"


@pytest.mark.parametrize(
    "changes", [{"next": 0}, {"next": -1}, {"next": 2**60}, {"digest": "0" * 65}, {"digest": "0"}]
)
def test_a_receipt_with_impossible_values_is_none(changes):
    assert msgspec.convert(GOOD, calls.BatchAnswer).next == 1
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(GOOD | changes, calls.BatchAnswer)


def test_a_heartbeat_says_all_it_has_fields_for():
    beat = calls.Heartbeat(state="open", last=0, digest="0" * 64)
    assert set(msgspec.to_builtins(beat)) == {
        "state", "staff", "last", "digest", "totals", "pending", "oldest_pending", "version",
        "disk_free", "clock_offset",
    }  # fmt: skip


def test_a_refusal_says_only_what_belongs_to_it():
    said = Refusal(errno=105, error="unknown-log", message="m")
    assert msgspec.to_builtins(said) == {"errno": 105, "error": "unknown-log", "message": "m"}
