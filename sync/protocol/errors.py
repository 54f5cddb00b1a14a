"""The numbered refusals. Clients act on status and `errno`, never on `message`."""

from enum import IntEnum

from msgspec import UNSET, Struct, UnsetType


class Errno(IntEnum):
    """Every number a collector may answer with, and what it is called."""

    UNAUTHENTICATED = 101
    CLOCK = 102
    PENDING = 103
    REVOKED = 104
    UNKNOWN_LOG = 105
    GAP = 108
    FORK = 109
    TOO_LARGE = 110
    UNSUPPORTED_ENCODING = 111
    MALFORMED = 112
    BAD_SIGNATURE = 113
    BROKEN_CHAIN = 114
    BUSY = 120

    @property
    def status(self) -> int:
        """The HTTP status that goes with the number."""
        return _STATUS[self]

    @property
    def error(self) -> str:
        """The name that goes with the number, as it stands in the answer."""
        return self.name.lower().replace("_", "-")


_STATUS = {
    Errno.UNAUTHENTICATED: 401,
    Errno.CLOCK: 401,
    Errno.PENDING: 403,
    Errno.REVOKED: 403,
    Errno.UNKNOWN_LOG: 404,
    Errno.GAP: 409,
    Errno.FORK: 409,
    Errno.TOO_LARGE: 413,
    Errno.UNSUPPORTED_ENCODING: 415,
    Errno.MALFORMED: 422,
    Errno.BAD_SIGNATURE: 422,
    Errno.BROKEN_CHAIN: 422,
    Errno.BUSY: 503,
}


class Refusal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of every answer that is not a success."""

    errno: int
    error: str
    message: str
    now: str | UnsetType = UNSET
    next: int | UnsetType = UNSET
    digest: str | UnsetType = UNSET
    max_entries: int | UnsetType = UNSET
    max_bytes: int | UnsetType = UNSET
