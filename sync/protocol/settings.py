"""What a collector tells a terminal: the document of GET /logs/{log}/settings.

Every field but the window has a default, so that an older collector and a newer terminal, or the
other way round, understand each other. A document that cannot be read is refused as a whole.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from sync.protocol.entries import Code

ClockTime = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]


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


class Staff(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member of staff as the card on the screen shows them. `stars` 0: none are shown."""

    number: Code
    name: Annotated[str, Meta(max_length=50)]
    post: Annotated[str, Meta(max_length=50)] = ""
    stars: Annotated[int, Meta(ge=0, le=5)] = 0


class Schedule(Struct, frozen=True, kw_only=True):
    """When a terminal speaks. Times of day are the terminal's local time."""

    sync_seconds: Annotated[int, Meta(ge=1, le=86_400)] = 1
    """At most this long after a rating the agent sends it."""
    heartbeat_seconds: Annotated[int, Meta(ge=1, le=86_400)] = 30
    night_from: ClockTime = "20:00"
    night_until: ClockTime = "23:00"
    """The nightly closing falls into this span, at a minute fixed by the log id."""


class Policy(Struct, frozen=True, kw_only=True):
    """What the hall has decided."""

    anonymous: bool = True
    reasons_required: bool = False
    walk_up_without_staff: bool = True
    minimum_interval_seconds: Annotated[int, Meta(ge=0, le=600)] = 5
    share_levels: bool = False
    """Whether queue and business systems may learn the level and reasons of what they asked for."""


class Feedback(Struct, frozen=True, kw_only=True):
    """Where the QR code on the receipt leads, and the key its codes are made with."""

    url: Annotated[str, Meta(max_length=200)]
    key: Annotated[str, Meta(max_length=64)] = ""


class Announcement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice for the idle screen."""

    title: Annotated[str, Meta(max_length=40)]
    text: Annotated[str, Meta(max_length=100)] = ""


class Settings(Struct, frozen=True, kw_only=True):
    """The whole document. Applied at once and together, or not at all."""

    v: Literal[1] = 1
    window: Window
    hall: Place = Place()
    department: Place = Place()
    staff: tuple[Staff, ...] = ()
    scale: Code = "satisfaction-3"
    catalogue: Code = "national-2020-08"
    announcements: tuple[Announcement, ...] = ()
    schedule: Schedule = Schedule()
    policy: Policy = Policy()
    feedback: Feedback | None = None
    timezone: Annotated[
        str, Meta(max_length=64, pattern=r"^([A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*)?$")
    ] = ""
    """The hall's time zone, such as Asia/Shanghai; empty: the device's own."""


_decoder = msgspec.json.Decoder(Settings)


def read_settings(document: bytes) -> Settings:
    """Read a settings document. Raises ValueError with the first thing that is wrong in it."""
    try:
        return _decoder.decode(document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"the settings document cannot be used: {error}") from error


def write_settings(settings: Settings) -> bytes:
    """Write a settings document; equal settings give equal bytes, so an ETag may be their hash."""
    return msgspec.json.encode(settings)
