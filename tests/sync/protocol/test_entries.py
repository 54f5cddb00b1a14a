import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import entries
from sync.protocol.entries import (
    AnyEntry,
    Boot,
    Clock,
    Day,
    Fault,
    Follows,
    Rating,
    Reasons,
    Shift,
    State,
    Unknown,
    Unrated,
    Unreadable,
    Visit,
)

AT = "2026-11-23T09:12:49.871+08:00"
STAMP = {"at": AT, "boot": 1, "up": 5, "clock": "ok"}
RATING = {
    "type": "rating", **STAMP, "window": "A01", "scale": "satisfaction-3", "level": "basic",
    "mode": "walk-up", "elapsed": 7,
}  # fmt: skip

CODES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)
POSITIONS = st.integers(1, 2**53)
COUNTS = st.integers(0, 2**53)
OPTIONAL_POSITIONS = st.just(msgspec.UNSET) | POSITIONS
OPTIONAL_CODES = st.just(msgspec.UNSET) | CODES
STAMPS = st.fixed_dictionaries(
    {
        "at": st.datetimes(
            datetime(1971, 1, 1),  # noqa: DTZ001 -- Hypothesis adds the zone
            datetime(8998, 1, 1),  # noqa: DTZ001
            timezones=st.builds(
                lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-720, 840)
            ),
        ).map(lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)),
        "boot": POSITIONS,
        "up": COUNTS,
        "clock": st.sampled_from(["ok", "unsure"]),
    }
)


def made(kind, **fields):
    return st.builds(lambda stamp, own: kind(**stamp, **own), STAMPS, st.fixed_dictionaries(fields))


FOLLOWS = st.builds(
    lambda log, position: Follows(log=log, position=position),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    COUNTS,
)
LEVELS = st.dictionaries(CODES, st.dictionaries(CODES, COUNTS, max_size=3), max_size=3)
ENTRIES = st.one_of(
    made(Boot, version=CODES, follows=st.just(msgspec.UNSET) | FOLLOWS),
    made(Shift, window=CODES, staff=CODES, action=st.sampled_from(["start", "end"])),
    made(State, window=CODES, state=st.sampled_from(["open", "fault"]), cause=CODES),
    made(Visit, window=CODES, staff=CODES, ticket=OPTIONAL_CODES, item=OPTIONAL_CODES,
         by=st.sampled_from(["queue", "staff"])),
    made(Rating, window=CODES, staff=OPTIONAL_CODES, visit=OPTIONAL_POSITIONS, scale=CODES,
         level=CODES, mode=st.sampled_from(["invited", "walk-up"]), elapsed=COUNTS,
         replaces=OPTIONAL_POSITIONS, repeat=st.booleans()),
    made(Reasons, rating=POSITIONS, catalogue=CODES, codes=st.lists(CODES, min_size=1, max_size=8)),
    made(Unrated, visit=POSITIONS, cause=st.sampled_from(["timeout", "cancelled", "fault"])),
    made(Clock, step=st.integers(-(2**53), 2**53), source=CODES),
    made(Day, date=st.dates().map(lambda d: d.isoformat()), first=POSITIONS, last=COUNTS,
         levels=LEVELS, visits=COUNTS, unrated=COUNTS),
)  # fmt: skip


def body(**changes):
    return json.dumps(RATING | changes).encode()


def refusal(raw):
    entry = entries.read(raw)
    assert isinstance(entry, Unreadable), entry
    return entry.code


@given(ENTRIES)
def test_what_is_written_is_read_back(entry: AnyEntry):
    raw = entries.write(entry)
    assert entries.read(raw) == entry
    assert b"\n" not in raw
    assert b"\r" not in raw


def test_an_entry_is_written_as_the_protocol_shows_it():
    entry = Rating(
        at=datetime(2026, 11, 23, 9, 12, 49, 871_999, tzinfo=timezone(timedelta(hours=8))),
        boot=1, up=2, clock="ok", window="A01", scale="satisfaction-3", level="basic",
        mode="walk-up", elapsed=3,
    )  # fmt: skip
    assert json.loads(entries.write(entry)) == {
        "type": "rating", "at": AT, "boot": 1, "up": 2, "clock": "ok", "window": "A01",
        "scale": "satisfaction-3", "level": "basic", "mode": "walk-up", "elapsed": 3,
    }  # fmt: skip


def test_an_entry_that_is_too_long_is_not_written():
    entry = Reasons(
        at=datetime.now(UTC), boot=1, up=1, clock="ok", rating=1, catalogue="c",
        codes=["x" * 64] * 300,
    )  # fmt: skip
    with pytest.raises(ValueError, match="at most 16384 bytes"):
        entries.write(entry)


@given(st.binary(max_size=300))
def test_reading_never_fails(raw):
    assert isinstance(entries.read(raw), AnyEntry | Unknown | Unreadable)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ),
    st.sampled_from(sorted(RATING)),
)
def test_reading_never_fails_on_a_strange_value(value, name):
    raw = json.dumps(RATING | {name: value}).encode()
    assert isinstance(entries.read(raw), AnyEntry | Unknown | Unreadable)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{}", Fault.NO_TYPE),
        (b'{"type":7}', Fault.NO_TYPE),
        (b'{"type":null}', Fault.NO_TYPE),
        (b"[]", Fault.NOT_AN_OBJECT),
        (b"17", Fault.NOT_AN_OBJECT),
        (b'"rating"', Fault.NOT_AN_OBJECT),
        (b"  ", Fault.NOT_JSON),
        (b"{'type':'boot'}", Fault.NOT_JSON),
        (b"\xff\xfe", Fault.NOT_JSON),
        (b'{"type":"\xff"}', Fault.NOT_JSON),
        (b'{"type":"\\ud800"}', Fault.NOT_JSON),
        (b'{"type":"a\0b"}', Fault.NOT_JSON),
        (b"[" * 16_384, Fault.NOT_JSON),
        (b'{"type":' * 2_000, Fault.NOT_JSON),
        (b'{"type":"boot"}', Fault.BAD_VALUE),
    ],
)
def test_what_cannot_be_read_says_why(raw, code):
    assert refusal(raw) is code


@pytest.mark.parametrize("optional", ["staff", "visit", "replaces", "repeat"])
def test_null_means_that_an_entry_does_not_have_what_is_optional(optional):
    assert entries.read(body(**{optional: None})) == entries.read(body())


@pytest.mark.parametrize(
    "changes",
    [
        {"boot": 0},
        {"boot": 2**53 + 1},
        {"up": -1},
        {"elapsed": 2**63},
        {"elapsed": 10**400},
        {"elapsed": 1.5},
        {"elapsed": "7"},
        {"level": ""},
        {"level": "x" * 65},
        {"level": ["basic"]},
        {"window": None},
        {"mode": "forced"},
        {"mode": "\0"},
        {"clock": "perhaps"},
        {"at": "yesterday"},
        {"at": "2026-11-23T09:12:49.871"},
        {"at": "2026-13-23T09:12:49Z"},
        {"at": "1969-12-31T23:59:59Z"},
        {"at": "9999-12-31T23:59:59-12:00"},
        {"visit": 0},
        {"repeat": "yes"},
        {"window": "A\0"},
        {"staff": "\0"},
    ],
    ids=str,
)
def test_a_value_that_makes_no_sense_is_quarantined(changes):
    entry = entries.read(body(**changes))
    assert isinstance(entry, Unreadable)
    assert entry.code is Fault.BAD_VALUE
    assert entry.message.isprintable()
    assert len(entry.message) <= 200


@pytest.mark.parametrize("text", ["\\u0000", "\\x00", "\\\\u0000", "C:\\u0000"])
def test_a_text_that_only_looks_like_a_nul_is_none(text):
    entry = entries.read(body(window=text))
    assert isinstance(entry, Rating)
    assert entry.window == text


def test_a_nul_in_a_field_we_do_not_know_is_not_ours_to_judge():
    assert isinstance(entries.read(body(colour="\0")), Rating)


@pytest.mark.parametrize("where", [{"codes": ["1", "\0"]}, {"codes": ["\0"]}])
def test_a_nul_deep_inside_is_found(where):
    fields = {"type": "reasons", **STAMP, "rating": 1, "catalogue": "c"} | where
    assert refusal(json.dumps(fields).encode()) is Fault.BAD_VALUE


DAY = {
    "type": "day",
    **STAMP,
    "date": "2026-11-23",
    "first": 1,
    "last": 2,
    "visits": 0,
    "unrated": 0,
}


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({"levels": {"s": {"a": 1}}}, True),
        ({"levels": {"s\0": {"a": 1}}}, False),
        ({"levels": {"s": {"a": 2**60}}}, False),
        ({"levels": {}, "date": "2026-02-29"}, False),
        ({"levels": {}, "date": "2028-02-29"}, True),
        ({"levels": {}, "date": "2026-11-23\n"}, False),
        ({"levels": {}, "date": "２０２６-11-23"}, False),
    ],
    ids=str,
)
def test_a_closed_day_has_a_date_of_the_calendar_and_counts(changes, good):
    entry = entries.read(json.dumps(DAY | changes).encode())
    assert isinstance(entry, Day) is good


def test_the_last_of_a_repeated_name_counts():
    raw = body()[:-1] + b',"level":"satisfied"}'
    entry = entries.read(raw)
    assert isinstance(entry, Rating)
    assert entry.level == "satisfied"


def test_the_last_of_a_repeated_type_counts():
    other = b',"type":"hologram"}'
    assert entries.read(body()[:-1] + other) == Unknown("hologram")
    back = b'{"type":"hologram",' + body()[1:]
    assert isinstance(entries.read(back), Rating)
    assert refusal(b'{"type":"boot",' + body(level="")[1:]) is Fault.BAD_VALUE


def test_an_unknown_type_is_no_fault_whatever_it_holds():
    assert entries.read(b'{"type":"hologram","x":1.50,"n":99999999999999999999}') == Unknown(
        "hologram"
    )
