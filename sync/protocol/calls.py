"""The bodies of the calls under /api/v1, as types. `errors` has the refusals."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from sync.protocol.entries import Count, Position

LogStatus = Literal["pending", "approved", "revoked"]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class EnrolmentRequest(Struct, frozen=True, kw_only=True):
    """A device introduces itself: POST /enrolments. `key` is base64 of the raw public key."""

    key: Annotated[str, Meta(max_length=64)]
    name: Annotated[str, Meta(max_length=200)] = ""
    version: Annotated[str, Meta(max_length=64)] = ""


class EnrolmentAnswer(Struct, frozen=True, kw_only=True):
    """The code a person approves, and how many seconds to wait between questions."""

    log: str
    status: LogStatus
    code: str
    poll: int


class LogAnswer(Struct, frozen=True, kw_only=True):
    """What the collector holds of a log: GET /logs/{log}. `digest` is digest(next - 1)."""

    log: str
    status: LogStatus
    next: Position
    digest: Digest
    window: str | None
    now: str


class Quarantined(Struct, frozen=True, kw_only=True):
    """An entry that was stored and makes no sense."""

    position: int
    code: str
    message: str


class BatchAnswer(Struct, frozen=True, kw_only=True):
    """The receipt of a batch: POST /logs/{log}/entries. A sender trusts `digest` alone."""

    log: str
    next: Position
    digest: Digest
    stored: int
    known: int
    quarantined: list[Quarantined]


class SettingsFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which settings document a terminal uses, and why not the one the collector has now."""

    etag: Annotated[str, Meta(max_length=100)] = ""
    refused: Annotated[str, Meta(max_length=500)] = ""
    missing: Count = 0
    """Pictures it could not get."""


class Heartbeat(Struct, frozen=True, kw_only=True):
    """A terminal says how it is: POST /logs/{log}/heartbeat.

    `totals` is the lifetime count per scale and level, `clock_offset` milliseconds the device is
    ahead of the collector by its last knowledge, `disk_free` bytes, `oldest_pending` RFC 3339.
    """

    state: Literal["open", "paused", "closed", "fault"]
    staff: Annotated[str, Meta(max_length=64)] | None = None
    last: Count
    digest: Digest
    totals: dict[str, Count | dict[str, Count]] = {}
    pending: Count = 0
    oldest_pending: Annotated[str, Meta(max_length=40)] | None = None
    version: Annotated[str, Meta(max_length=64)] = ""
    disk_free: Count | None = None
    clock_offset: int | float | None = None
    settings_document: SettingsFacts | UnsetType | None = UNSET
    """Ours, beyond version 1 of the protocol; a collector that does not know it ignores it."""


class HeartbeatAnswer(Struct, frozen=True, kw_only=True):
    """What the collector holds and which settings it has now."""

    now: str
    next: Position
    digest: Digest
    settings: str


def moment(when: datetime) -> str:
    """Write an aware time for the wire: RFC 3339 with milliseconds, in UTC."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds")
