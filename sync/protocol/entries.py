"""What a log may hold: one frozen type per entry, and reading that never refuses to go on.

An entry's bytes are the truth. They are written once, by `write`, and read by `read` as often
as anybody likes; nothing ever serialises an entry a second time.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

MIN_BYTES = 2
MAX_BYTES = 16_384

Count = Annotated[int, Meta(ge=0, le=2**53)]
Position = Annotated[int, Meta(ge=1, le=2**53)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
"""A short name somebody chose: a window, a member of staff, a scale, a level."""
Text = Annotated[str, Meta(min_length=1, max_length=200)]
Moment = Annotated[datetime, Meta(tz=True)]


class Stamp(Struct, frozen=True, kw_only=True):
    """When an entry was written, by the device's own clocks."""

    at: datetime
    boot: int
    up: int
    clock: Literal["ok", "unsure"]


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag=str.lower):
    """One thing that happened at a window. Times are the device's belief, never rewritten.

    `boot` counts the program's starts, `up` is milliseconds since that start from a clock that
    never jumps: together they give true order and intervals even where `at` is wrong.
    """

    at: Moment
    boot: Position
    up: Count
    clock: Literal["ok", "unsure"]


class Follows(Struct, frozen=True, kw_only=True):
    """Where a repaired log continues: the log before it and its last readable position."""

    log: Annotated[str, Meta(min_length=64, max_length=64)]
    position: Count


class Boot(Entry, frozen=True, kw_only=True):
    """The program started."""

    version: Code
    follows: Follows | UnsetType = UNSET


class Shift(Entry, frozen=True, kw_only=True):
    """A member of staff signed in or out."""

    window: Code
    staff: Code
    action: Literal["start", "end"]


class State(Entry, frozen=True, kw_only=True):
    """The window opened, paused, closed or broke down."""

    window: Code
    state: Literal["open", "paused", "closed", "fault"]
    cause: Annotated[str, Meta(max_length=200)]


class Visit(Entry, frozen=True, kw_only=True):
    """A service is finished and a rating is asked for."""

    window: Code
    staff: Code
    ticket: Text | UnsetType = UNSET
    item: Text | UnsetType = UNSET
    by: Literal["queue", "staff"]


class Rating(Entry, frozen=True, kw_only=True):
    """A citizen tapped a level. `elapsed` is milliseconds from invitation or first sight."""

    window: Code
    staff: Code | UnsetType = UNSET
    visit: Position | UnsetType = UNSET
    scale: Code
    level: Code
    mode: Literal["invited", "walk-up"]
    elapsed: Count
    replaces: Position | UnsetType = UNSET
    repeat: bool = False


class Reasons(Entry, frozen=True, kw_only=True):
    """Reasons a citizen picked for the rating at position `rating`."""

    rating: Position
    catalogue: Code
    codes: Annotated[list[Code], Meta(min_length=1, max_length=64)]


class Unrated(Entry, frozen=True, kw_only=True):
    """The rating asked for by the visit at position `visit` did not come."""

    visit: Position
    cause: Literal["timeout", "cancelled", "fault"]


class Clock(Entry, frozen=True, kw_only=True):
    """The device's clock was set, by `step` milliseconds."""

    step: Annotated[int, Meta(ge=-(2**53), le=2**53)]
    source: Code


class Day(Entry, frozen=True, kw_only=True):
    """A business day was closed: what positions `first` to `last` of this log amount to."""

    date: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    first: Position
    last: Count
    levels: dict[Code, dict[Code, Count]]
    visits: Count
    unrated: Count


AnyEntry = Boot | Shift | State | Visit | Rating | Reasons | Unrated | Clock | Day


class Unknown(Struct, frozen=True):
    """An entry of a type this program has not learnt: kept, ignored, read by a later version."""

    type: str


class Fault(StrEnum):
    """Why an entry is quarantined: kept in its place, shown to people, not counted."""

    NOT_JSON = "not-json"
    NOT_AN_OBJECT = "not-an-object"
    NO_TYPE = "no-type"
    BAD_VALUE = "bad-value"
    BAD_REFERENCE = "bad-reference"
    UNKNOWN_SCALE = "unknown-scale"
    UNKNOWN_LEVEL = "unknown-level"


class Unreadable(Struct, frozen=True):
    """An entry that makes no sense, with the code and sentence a collector answers."""

    code: Fault
    message: str


_decoder = msgspec.json.Decoder(AnyEntry)
_TYPES = frozenset(
    ("boot", "shift", "state", "visit", "rating", "reasons", "unrated", "clock", "day")
)
# Dates outside these years cannot be moved between time zones without overflowing.
_FIRST_YEAR, _LAST_YEAR = 1970, 8999


def read(body: bytes) -> AnyEntry | Unknown | Unreadable:
    """Read one entry's bytes. Never raises: what cannot be read is a value too."""
    try:
        entry = _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _read_slowly(body)
    return _sensible(entry, body)


def _read_slowly(body: bytes) -> AnyEntry | Unknown | Unreadable:
    """Find out why an entry was not read at once; take the last of a repeated name."""
    try:
        value: Any = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Unreadable(Fault.NOT_JSON, f"not valid JSON: {_sentence(error)}")
    if not isinstance(value, dict):
        return Unreadable(Fault.NOT_AN_OBJECT, "an entry is a JSON object")
    name = value.get("type")
    if not isinstance(name, str):
        return Unreadable(Fault.NO_TYPE, "an entry names its type")
    if name not in _TYPES:
        return Unknown(name)
    # Some writers say null for what an entry does not have.
    given = {field: content for field, content in value.items() if content is not None}
    try:
        entry: AnyEntry = msgspec.convert(given, AnyEntry)
    except (msgspec.MsgspecError, RecursionError) as error:
        return Unreadable(Fault.BAD_VALUE, _sentence(error))
    return _sensible(entry, body)


def _sensible(entry: AnyEntry, body: bytes) -> AnyEntry | Unreadable:
    if not _FIRST_YEAR <= entry.at.year <= _LAST_YEAR:
        return Unreadable(Fault.BAD_VALUE, f"the year {entry.at.year} is outside 1970 to 8999")
    if isinstance(entry, Day) and not _is_date(entry.date):
        return Unreadable(Fault.BAD_VALUE, f"the calendar has no {entry.date}")
    # A database that keeps text cannot keep a NUL; the byte test first, it is nearly free.
    if b"\\u0000" in body and _has_nul(msgspec.to_builtins(entry)):
        return Unreadable(Fault.BAD_VALUE, "a text contains the character U+0000")
    return entry


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _has_nul(value: object) -> bool:
    match value:
        case str():
            return "\0" in value
        case list():
            return any(map(_has_nul, value))
        case dict():
            return any(_has_nul(item) for pair in value.items() for item in pair)
        case _:
            return False


def _sentence(error: Exception) -> str:
    """Say what is wrong in words that any database keeps: they may quote the entry."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(error))[:200]


def write(entry: AnyEntry) -> bytes:
    """Make an entry's bytes, once. `at` is written with milliseconds and its own offset.

    Raises ValueError where they would not fit into a log (more than 16,384 bytes).
    """
    fields = msgspec.to_builtins(entry, builtin_types=(datetime,))
    fields["at"] = entry.at.isoformat(timespec="milliseconds")
    body = msgspec.json.encode(fields)
    if len(body) > MAX_BYTES:
        raise ValueError(f"an entry has at most {MAX_BYTES} bytes, this one has {len(body)}")
    return body
