"""What was stored or set aside and cannot be counted, as frozen values like those of `rows`."""

from datetime import datetime

from msgspec import Struct


class QuarantinedEntry(Struct, frozen=True, kw_only=True):
    """An entry that was stored and makes no sense. `text` is its bytes as safely shown text."""

    log: str
    window: str
    position: int
    code: str
    message: str
    text: str


class ForkRow(Struct, frozen=True, kw_only=True):
    """Two histories that bear one key.

    `common` is the last position at which both agree, None where they part before anything that
    was sent; `held` is where the history in the figures ends, `last` where the other one does.
    """

    log: str
    window: str
    common: int | None
    held: int
    first: int
    last: int
    batches: int
    seen: datetime
    settled_at: datetime | None = None
    settled_by: str = ""
    verdict: str = ""
