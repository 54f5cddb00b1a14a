import json

import pytest

from sync.protocol.catalogue import load_scales
from sync.protocol.entries import Fault, Unknown, Unreadable
from sync.protocol.sense import read_at

STAMP = {"at": "2026-11-23T09:12:49.871+08:00", "boot": 1, "up": 5, "clock": "ok"}
RATING = {
    "type": "rating", **STAMP, "window": "A01", "scale": "satisfaction-3", "level": "basic",
    "mode": "walk-up", "elapsed": 7,
}  # fmt: skip
REASONS = {"type": "reasons", **STAMP, "rating": 9, "catalogue": "c", "codes": ["1"]}
UNRATED = {"type": "unrated", **STAMP, "visit": 9, "cause": "timeout"}
DAY = {
    "type": "day", **STAMP, "date": "2026-11-23", "first": 1, "last": 9, "levels": {}, "visits": 0,
    "unrated": 0,
}  # fmt: skip


def fault_at_10(entry):
    read = read_at(10, json.dumps(entry).encode(), load_scales())
    return read.code if isinstance(read, Unreadable) else None


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (RATING, None),
        (RATING | {"visit": 9, "replaces": 8}, None),
        (RATING | {"visit": 10}, Fault.BAD_REFERENCE),
        (RATING | {"replaces": 11}, Fault.BAD_REFERENCE),
        (RATING | {"scale": "stars"}, Fault.UNKNOWN_SCALE),
        (RATING | {"level": "ecstatic"}, Fault.UNKNOWN_LEVEL),
        (RATING | {"level": ""}, Fault.BAD_VALUE),
        (REASONS, None),
        (REASONS | {"rating": 10}, Fault.BAD_REFERENCE),
        (UNRATED, None),
        (UNRATED | {"visit": 11}, Fault.BAD_REFERENCE),
        (DAY, None),
        (DAY | {"first": 10}, None),
        (DAY | {"first": 11}, Fault.BAD_REFERENCE),
        (DAY | {"last": 10}, Fault.BAD_REFERENCE),
    ],
    ids=str,
)
def test_an_entry_refers_only_to_what_came_before_it(entry, fault):
    assert fault_at_10(entry) is fault


def test_what_is_not_known_yet_is_no_fault():
    assert isinstance(read_at(1, b'{"type":"hologram"}', {}), Unknown)
