"""What a collector tells a terminal: the document of GET /logs/{log}/settings.

Every field but the window has a default, so that an older collector and a newer terminal, or the
other way round, understand each other. A document that cannot be read is refused as a whole.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from sync.protocol.catalogue import Catalogue
from sync.protocol.entries import Code

MAX_DOCUMENT_BYTES = 256 * 1024
"""A longer document is refused. It has room for 600 of staff with photos and PINs."""
MAX_PICTURE_BYTES = 2 * 1024 * 1024
"""A larger picture is neither given nor taken."""
MAX_STAFF = 600
MAX_ANNOUNCEMENTS = 50

ClockTime = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")]
Picture = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
"""The SHA-256 of a picture's bytes, in hex; empty: none. The bytes are fetched by this name."""


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A hall or a department, in words for the citizen."""

    name: Annotated[str, Meta(max_length=100)] = ""
    name_en: Annotated[str, Meta(max_length=100)] = ""


class Window(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The window: the code in every entry and receipt, the number on the plate, its name."""

    code: Code
    number: Annotated[str, Meta(max_length=8)] = ""
    name: Annotated[str, Meta(max_length=100)] = ""
    name_en: Annotated[str, Meta(max_length=100)] = ""


class Neighbour(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A window nearby, shown while this one is paused. `side`: where it is, facing the screen."""

    code: Code
    number: Annotated[str, Meta(max_length=8)] = ""
    name: Annotated[str, Meta(max_length=100)] = ""
    name_en: Annotated[str, Meta(max_length=100)] = ""
    side: Literal["left", "right"] = "right"


class Staff(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member of staff as the card on the screen shows them. `stars` 0: none are shown."""

    number: Code
    name: Annotated[str, Meta(max_length=50)]
    post: Annotated[str, Meta(max_length=50)] = ""
    stars: Annotated[int, Meta(ge=0, le=5)] = 0
    photo: Picture = ""
    pin: Annotated[str, Meta(max_length=200)] = ""
    """The PIN, never in clear: see sync.protocol.pin. Empty: no PIN is set, so no sign-in here."""


class Schedule(Struct, frozen=True, kw_only=True):
    """When a terminal speaks. Times of day are the terminal's local time."""

    sync_seconds: Annotated[int, Meta(ge=1, le=86_400)] = 1
    """At most this long after a rating the agent sends it."""
    heartbeat_seconds: Annotated[int, Meta(ge=1, le=86_400)] = 30
    night_from: ClockTime = "20:00"
    night_until: ClockTime = "23:00"
    """The nightly closing falls into this span, at a minute fixed by the log id."""


class Span(Struct, frozen=True, kw_only=True):
    """Part of a day, in the hall's local time: from `opens` until just before `closes`."""

    opens: ClockTime
    closes: ClockTime


Spans = Annotated[tuple[Span, ...], Meta(max_length=8)]


class Hours(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When the hall is open. With no `week` no hours are known, and none are kept."""

    week: Annotated[tuple[Spans, ...], Meta(max_length=7)] = ()
    """Seven days, Monday first, each its spans in order; an empty day is a closed one."""
    days: Annotated[dict[Day, Spans], Meta(max_length=1_000)] = {}
    """Single dates that differ: holidays without a span, working Saturdays with theirs."""


class Policy(Struct, frozen=True, kw_only=True):
    """What the hall has decided."""

    anonymous: bool = True
    reasons_required: bool = False
    walk_up_without_staff: bool = True
    minimum_interval_seconds: Annotated[int, Meta(ge=0, le=600)] = 5
    share_levels: bool = False
    """Whether queue and business systems may learn the level and reasons of what they asked for."""
    closed_outside_hours: bool = False
    """Whether walk-up ratings are refused while the hall is closed and nobody is on duty."""
    cases_handled: bool = False
    """Whether somebody follows up each bad rating; only then does the receipt promise it."""


class Feedback(Struct, frozen=True, kw_only=True):
    """Where the QR code on the receipt leads, and the key its codes are made with."""

    url: Annotated[str, Meta(max_length=200)]
    key: Annotated[str, Meta(max_length=64)] = ""
    comments: bool = False
    """Whether something can be written there. Without it the page only shows what was answered,
    and the terminal promises no more than that."""


class Announcement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice for the idle screen, shown on the days from `since` to `until`, both included."""

    title: Annotated[str, Meta(max_length=40)]
    text: Annotated[str, Meta(max_length=100)] = ""
    title_en: Annotated[str, Meta(max_length=80)] = ""
    text_en: Annotated[str, Meta(max_length=200)] = ""
    picture: Picture = ""
    since: Day | None = None
    until: Day | None = None


class Presentation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the terminal speaks and shows unless a citizen or the staff choose otherwise."""

    large_type: bool = False
    low_reach: bool = False
    high_contrast: bool = False
    ornament: bool = True
    """False: nothing moves that need not."""
    voice: bool = True
    volume: Annotated[int, Meta(ge=0, le=10)] = 6
    brightness: Annotated[int, Meta(ge=1, le=10)] = 10
    idle_seconds: Annotated[int, Meta(ge=0, le=3600)] = 60
    """Seconds without a touch until the announcements come; 0: never."""


class Settings(Struct, frozen=True, kw_only=True):
    """The whole document. Applied at once and together, or not at all."""

    v: Literal[1] = 1
    window: Window
    hall: Place = Place()
    department: Place = Place()
    staff: Annotated[tuple[Staff, ...], Meta(max_length=MAX_STAFF)] = ()
    scale: Code = "satisfaction-3"
    catalogue: Code = "national-2020-08"
    own_catalogue: Catalogue | None = None
    """The hall's own reasons, in place of the installed `catalogue`; its id goes into the log."""
    announcements: Annotated[tuple[Announcement, ...], Meta(max_length=MAX_ANNOUNCEMENTS)] = ()
    schedule: Schedule = Schedule()
    policy: Policy = Policy()
    feedback: Feedback | None = None
    hours: Hours = Hours()
    neighbours: Annotated[tuple[Neighbour, ...], Meta(max_length=16)] = ()
    presentation: Presentation = Presentation()
    timezone: Annotated[
        str, Meta(max_length=64, pattern=r"^([A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*)?\Z")
    ] = ""
    """The hall's time zone, such as Asia/Shanghai; empty: the device's own."""


_decoder = msgspec.json.Decoder(Settings)


def read_settings(document: bytes) -> Settings:
    """Read the form of a settings document. Raises ValueError with the first thing that is wrong.

    A terminal uses `sync.protocol.settings_checks.read_document`, which looks further.
    """
    if len(document) > MAX_DOCUMENT_BYTES:
        raise unusable(f"it has {len(document)} bytes, more than {MAX_DOCUMENT_BYTES}")
    try:
        return _decoder.decode(document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise unusable(str(error)) from error


def write_settings(settings: Settings) -> bytes:
    """Write a settings document; equal settings give equal bytes, so an ETag may be their hash."""
    return msgspec.json.encode(settings, order="deterministic")


def pictures_of(settings: Settings) -> tuple[str, ...]:
    """Return the names of all pictures a document shows, each once, announcements' first."""
    named = [notice.picture for notice in settings.announcements]
    named += [member.photo for member in settings.staff]
    return tuple(dict.fromkeys(name for name in named if name))


def unusable(reason: str) -> ValueError:
    """Make the error that says why a document is refused."""
    return ValueError(f"the settings document cannot be used: {reason}")
