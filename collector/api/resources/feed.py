"""Reading ratings along the order in which they came in: the one hot query of the read API."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils.timezone import make_aware
from msgspec import Struct

from collector.api.asked import RatingsAsked
from collector.api.shapes import Reason
from collector.ratings.looking import REASONS_WITHIN

COLUMNS: Final = (
    "at", "log_id", "position", "window", "scale", "level", "national", "mode", "outcome",
    "replaces", "replaced_by", "clock", "utc_offset", "elapsed",
)  # fmt: skip
Extent = tuple[int, UUID, int, int]
"""A stretch to look through: its number in the order, its log, its first and last position."""


class Found(Struct, frozen=True, kw_only=True):
    """A rating as it is stored. `number`: of the stretch in which it came in."""

    number: int
    at: datetime
    log_id: UUID
    position: int
    window: str
    scale: str
    level: str
    national: int
    mode: str
    outcome: str
    replaces: int | None
    replaced_by: int | None
    clock: str
    utc_offset: int
    elapsed: int
    item: str


def look(extents: Sequence[Extent], asked: RatingsAsked | None, limit: int) -> list[Found]:
    """Return ratings of some stretches, in the order of these and of their positions."""
    if not extents:
        return []
    embedded = connection.vendor == "sqlite"
    where, values = _conditions(asked, "" if embedded else "+00") if asked else ([], [])
    fields = ", ".join(f'r."{name}"' for name in COLUMNS if name != "at")
    text = (
        f"SELECT e.number, CAST(r.at AS text), {fields}, COALESCE(v.item, '') "  # noqa: S608 -- ours
        f"FROM {_EMBEDDED if embedded else _SERVER} "
        "LEFT JOIN ingest_visit v ON v.log_id = r.log_id AND v.position = r.visit "
        f"{'WHERE ' + ' AND '.join(where) if where else ''} "
        "ORDER BY e.number, r.position LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [*_packed(extents, embedded=embedded), *values, limit])
        rows = cursor.fetchall()
    return [_found(row) for row in rows]


def reasons(found: Iterable[Found]) -> dict[tuple[UUID, int], list[Reason]]:
    """Return the reasons picked for some ratings, which stand shortly after them."""
    extents = [(one.number, one.log_id, one.position, one.position) for one in found]
    picked: dict[tuple[UUID, int], list[Reason]] = {}
    if not extents:
        return picked
    embedded = connection.vendor == "sqlite"
    source = (_EMBEDDED if embedded else _SERVER).replace(
        "ingest_rating r", "ingest_reasonpicked r"
    )
    source = source.replace("e.first AND e.last", f"e.first + 1 AND e.last + {REASONS_WITHIN}")
    text = (
        "SELECT e.log, e.first, r.catalogue, r.code "  # noqa: S608 -- ours
        f"FROM {source} WHERE r.rating = e.first ORDER BY r.position, r.code"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, _packed(extents, embedded=embedded))
        for log, position, catalogue, code in cursor.fetchall():
            key = (log if isinstance(log, UUID) else UUID(log), position)
            picked.setdefault(key, []).append(Reason(catalogue=catalogue, code=code))
    return picked


# The first keeps the order of joining: stretches first, then rows along the key.
_EMBEDDED: Final = (
    "(SELECT json_extract(value, '$[0]') AS number, json_extract(value, '$[1]') AS log, "
    "json_extract(value, '$[2]') AS first, json_extract(value, '$[3]') AS last "
    "FROM json_each(%s)) e CROSS JOIN ingest_rating r "
    "ON r.log_id = e.log AND r.position BETWEEN e.first AND e.last"
)
_SERVER: Final = (
    "unnest(%s::bigint[], %s::uuid[], %s::bigint[], %s::bigint[]) "
    "AS e (number, log, first, last) JOIN ingest_rating r "
    "ON r.log_id = e.log AND r.position BETWEEN e.first AND e.last"
)


def days_of(first: date | None, last: date | None) -> dict[UUID, list[tuple[int, int]]]:
    """Return between which positions of each log its ratings of some days lie.

    What the figures have not read yet may be of any day. One statement, so that what the figures
    read meanwhile, or forget, is in neither part too little.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [str(first or date.min), str(last or date.max)])
        rows = cursor.fetchall()
    found: dict[UUID, list[tuple[int, int]]] = {}
    for log, low, high in sorted(rows, key=lambda row: row[1]):
        parts = found.setdefault(log if isinstance(log, UUID) else UUID(log), [])
        if parts and low <= parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], max(high, parts[-1][1]))
        else:
            parts.append((low, high))
    return found


_DAYS: Final = (
    "SELECT log, MIN(first), MAX(last) FROM figures_logday WHERE day BETWEEN %s AND %s "
    "GROUP BY log UNION ALL "
    "SELECT s.log_id, COALESCE(p.position, 0) + 1, s.entries FROM ingest_standing s "
    "LEFT JOIN figures_progress p ON p.log = s.log_id WHERE s.entries > COALESCE(p.position, 0)"
)


def _conditions(asked: RatingsAsked, suffix: str) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    for name, given in (
        ("national", asked.level), ("mode", asked.mode), ("outcome", asked.outcome),
    ):  # fmt: skip
        if given is not None:
            where.append(f"r.{name} = %s")
            values.append(given)
    if asked.first is not None:
        where.append("r.at >= %s")
        values.append(_midnight(asked.first) + suffix)
    if asked.last is not None:
        where.append("r.at < %s")
        values.append(_midnight(asked.last + timedelta(days=1)) + suffix)
    return where, values


def _midnight(day: date) -> str:
    begins = make_aware(datetime.combine(day, time.min)).astimezone(UTC)
    return f"{begins:%Y-%m-%d %H:%M:%S}"


def _packed(extents: Sequence[Extent], *, embedded: bool) -> list[Any]:
    if embedded:
        return [json.dumps([(number, log.hex, *rest) for number, log, *rest in extents])]
    return [list(part) for part in zip(*extents, strict=True)]


def _found(row: Sequence[Any]) -> Found:
    number, at, *rest, item = row
    named = dict(zip(COLUMNS[1:], rest, strict=True))
    log = named.pop("log_id")
    return Found(
        number=number,
        at=datetime.fromisoformat(at.removesuffix("+00")).replace(tzinfo=UTC),
        log_id=log if isinstance(log, UUID) else UUID(log),
        item=item,
        **named,
    )
