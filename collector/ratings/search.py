"""The ratings that fit, newest first, a page at a time.

No index on the time is needed, so storing ratings costs what it did: the figures remember between
which positions of each log a day lies (`LogDay`), and positions are how the rows are kept. A page
reads a few days of the terminals it is about, in the three queries at most; where a rare thing has
not filled the page by then it says how far it has looked and goes on from there.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.timezone import localtime
from msgspec import Struct

from collector.accounts.grants import within
from collector.ratings.forecast import Forecast
from collector.ratings.looking import COLUMNS, Looking, Moment, midnight
from collector.ratings.scope import Grounds, Places, Stay
from collector.ratings.wanted import Cursor, Wanted
from sync.protocol.catalogue import Scale

PAGE: Final = 50
ROUNDS: Final = 3
LOG_DAYS: Final = 3_000
"""So many days of logs are looked through in one query: about 80,000 ratings."""
_GENEROUS = 4
"""Where the figures only know how many there are at most, so many times more are looked at."""


class Row(Struct, frozen=True, kw_only=True):
    """One rating of the list. `at` is the device's belief of the time, aware."""

    at: datetime
    log: UUID
    position: int
    window: str
    staff: str
    visit: int | None
    scale: str
    level: str
    national: int
    mode: str
    elapsed: int
    outcome: str
    replaces: int | None
    replaced_by: int | None
    clock: str
    utc_offset: int


class Found(Struct, frozen=True, kw_only=True):
    """A page of them.

    older: where the next page begins; None after the last. back_to: no older day was looked at,
    though some are left; None where the page is full or all has been looked at. matches: how many
    fit in what was looked through, where they were counted. waiting: entries that are stored and
    were not looked at, because the figures have not read them.
    """

    rows: tuple[Row, ...]
    older: Cursor | None
    back_to: date | None
    matches: int | None
    waiting: int


def search(
    wanted: Wanted,
    places: Places,
    grounds: Grounds,
    some: Sequence[Stay],
    forecast: Forecast,
    scales: Mapping[str, Scale],
) -> Found:
    """Find a page. A search that is gone on with passes the cursor of the page before."""
    looking = Looking(wanted, some, scales, counted=not forecast.exact)
    days = list(forecast.days)
    raw: list[tuple[Any, ...]] = []
    high, low, done = _end(wanted), None, False
    matches = 0
    for _round in range(ROUNDS):
        need = (PAGE + 1 - len(raw)) * (1 if forecast.exact else _GENEROUS)
        taken = _next_days(days, need, max(1, LOG_DAYS // max(1, len(some))))
        done = forecast.reached is None and not days
        # What was looked up has run out, or the next of its days is for the next round.
        oldest = taken[-1] if days and taken else forecast.reached
        low = _begin(wanted) if done or oldest is None else midnight(oldest)
        part = looking.between(taken, low, high, PAGE + 1 - len(raw))
        raw += part
        matches += part[0][-1] if part and not forecast.exact else 0
        if len(raw) > PAGE or not days:
            break
        high = low
    return _found(raw, places, grounds, _Ended(low, done, matches, looking.waiting,
                                               counted=not forecast.exact))  # fmt: skip


class _Ended(Struct, frozen=True):
    low: Moment
    done: bool
    matches: int
    waiting: int
    counted: bool


def _found(raw: list[tuple[Any, ...]], places: Places, grounds: Grounds, ended: _Ended) -> Found:
    full = len(raw) > PAGE
    rows = [(text, _row(text, values)) for text, *values in _plain(raw[:PAGE])]
    older, back_to = None, None
    if full:
        text, last = rows[-1]
        older = Cursor(text, last.log.hex, last.position)
    elif not ended.done and ended.low is not None:
        older = Cursor(f"{ended.low.astimezone(UTC):%Y-%m-%d %H:%M:%S}", "0" * 32, 0)
        back_to = localtime(ended.low).date()
    # A terminal may have written another window's code: what it wrote belongs there.
    seen = [
        row for _, row in rows
        if within(grounds.path(row.log, row.window, localtime(row.at).date()), places.paths)
    ]  # fmt: skip
    return Found(
        rows=tuple(seen),
        older=older,
        back_to=back_to,
        matches=ended.matches if ended.counted else None,
        waiting=ended.waiting,
    )


def _next_days(days: list[tuple[date, int]], need: int, most: int) -> list[date]:
    """Take days off the front until they may hold enough."""
    taken: list[date] = []
    held = 0
    while days and len(taken) < most and held < need:
        day, n = days.pop(0)
        taken.append(day)
        held += n
    return taken


def _plain(raw: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Write the times of both databases alike: PostgreSQL adds that they are in UTC."""
    return ((text.removesuffix("+00"), *values) for text, *values in raw)


def _row(text: str, values: Sequence[Any]) -> Row:
    named = dict(zip(COLUMNS, values, strict=False))
    log = named.pop("log_id")
    at = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return Row(at=at, log=log if isinstance(log, UUID) else UUID(log), **named)


def _begin(wanted: Wanted) -> Moment:
    return midnight(wanted.first) if wanted.first else None


def _end(wanted: Wanted) -> Moment:
    return midnight(wanted.last + timedelta(days=1)) if wanted.last else None
