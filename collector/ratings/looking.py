"""Reading ratings between two moments, along the positions of their logs: the one hot query."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.timezone import make_aware

from collector.figures.models import LogDay
from collector.figures.rollup import behind
from collector.ratings.scope import Stay
from collector.ratings.wanted import Wanted
from sync.protocol.catalogue import Scale

TAIL: Final = 50_000
"""So many of the entries that the figures have not read yet are looked through, the newest."""
REASONS_WITHIN: Final = 200
"""A citizen's reasons are looked for among so many entries after the rating."""
COLUMNS = (
    "log_id", "position", "window", "staff", "visit", "scale", "level", "national", "mode",
    "elapsed", "outcome", "replaces", "replaced_by", "clock", "utc_offset",
)  # fmt: skip
Moment = datetime | None
_REASONS: Final = (
    "EXISTS (SELECT 1 FROM ingest_reasonpicked p WHERE p.log_id = r.log_id "
    "AND p.position BETWEEN r.position + 1 AND r.position + %s AND p.rating = r.position)"
)


class Looking:
    """Reads the ratings that fit between two moments, along the positions of their logs."""

    def __init__(
        self, wanted: Wanted, some: Sequence[Stay], scales: Mapping[str, Scale], *, counted: bool
    ) -> None:
        self._embedded = connection.vendor == "sqlite"
        self._stays: dict[UUID, list[Stay]] = defaultdict(list)
        for one in some:
            self._stays[one.log].append(one)
        self._where, self._values = _conditions(wanted, scales)
        self._with_visits = bool(wanted.item)
        if wanted.before is not None:
            cursor = wanted.before
            self._where.append("(r.at, r.log_id, r.position) < (%s, %s, %s)")
            self._values += [self._stamp(cursor.at), self._id(UUID(cursor.log)), cursor.position]
        self._counted = counted
        self.waiting = 0
        self._tails = dict(self._read_tails())

    def between(
        self, days: Sequence[date], low: Moment, high: Moment, limit: int
    ) -> list[tuple[Any, ...]]:
        """Return rows: the time as text, then the columns, then how many fit where counted."""
        extents = self._extents(days)
        if not extents:
            return []
        where, values = list(self._where), list(self._values)
        for moment, sign in ((low, ">="), (high, "<")):
            if moment is not None:
                where.append(f"r.at {sign} %s")
                values.append(self._stamp(f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"))
        columns = ", ".join(f'r."{name}"' for name in COLUMNS)
        fits = ", count(*) OVER ()" if self._counted else ""
        text = (
            f"SELECT CAST(r.at AS text), {columns}{fits} {self._source()} "
            f"{'WHERE ' + ' AND '.join(where) if where else ''} "
            "ORDER BY r.at DESC, r.log_id DESC, r.position DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(text, [*self._packed(extents), *values, limit])
            return list(cursor.fetchall())

    def _source(self) -> str:
        if self._embedded:
            # CROSS JOIN keeps the order: extents first, then rows along the key.
            extents = (
                "FROM json_each(%s) e CROSS JOIN ingest_rating r "
                "ON r.log_id = json_extract(e.value, '$[0]') AND r.position BETWEEN "
                "json_extract(e.value, '$[1]') AND json_extract(e.value, '$[2]')"
            )
        else:
            extents = (
                "FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS e (log, first, last) "
                "JOIN ingest_rating r "
                "ON r.log_id = e.log AND r.position BETWEEN e.first AND e.last"
            )
        if self._with_visits:
            extents += " JOIN ingest_visit v ON v.log_id = r.log_id AND v.position = r.visit"
        return extents

    def _packed(self, extents: list[tuple[UUID, int, int]]) -> list[Any]:
        if self._embedded:
            return [json.dumps([(log.hex, first, last) for log, first, last in extents])]
        return [list(part) for part in zip(*extents, strict=True)]

    def _extents(self, days: Sequence[date]) -> list[tuple[UUID, int, int]]:
        """Return the stretches of each log to look through, none twice."""
        found: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
        if days:
            near = (days[0] - days[-1]).days < 2 * len(days)
            inside = Q(day__range=(days[-1], days[0])) if near else Q(day__in=days)
            rows = LogDay.objects.filter(inside, log__in=list(self._stays))
            for log, day, first, last in rows.values_list("log", "day", "first", "last"):
                if any(one.first <= day <= one.last for one in self._stays[log]):
                    found[log].append((first, last))
        for log, tail in self._tails.items():
            found[log].append(tail)
        return [(log, *one) for log in sorted(found) for one in _joined(found[log])]

    def _read_tails(self) -> Iterator[tuple[UUID, tuple[int, int]]]:
        """Return what is stored and not in the figures yet: a moment's worth while they keep up."""
        left = TAIL
        for log, known, held in behind():
            if log in self._stays:
                first = max(known + 1, held - left + 1)
                self.waiting += first - known - 1
                left -= held - first + 1
                if first <= held:
                    yield log, (first, held)

    def _stamp(self, text: str) -> str:
        return text if self._embedded else f"{text}+00"

    def _id(self, log: UUID) -> Any:
        return log.hex if self._embedded else log


def _conditions(wanted: Wanted, scales: Mapping[str, Scale]) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    for name in ("staff", "mode", "outcome", "clock"):
        if text := getattr(wanted, name):
            where.append(f"r.{name} = %s")
            values.append(text)
    levels = wanted.levels(scales)
    if levels is not None and levels.scale:
        where.append("r.scale = %s AND r.level = %s")
        values += [levels.scale, levels.level]
    elif levels is not None:
        where.append(f"r.national IN ({', '.join(['%s'] * len(levels.nationals))})")
        values += levels.nationals
    if wanted.item:
        where.append("v.item = %s")
        values.append(wanted.item)
    if wanted.reasons:
        where.append(f"NOT {_REASONS}" if wanted.reasons == "without" else _REASONS)
        values.append(REASONS_WITHIN)
    return where, values


def _joined(extents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches that touch or overlap: days of a log do, where it was sent late."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(extents):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def midnight(day: date) -> datetime:
    """Return when a day of the collector's begins."""
    return make_aware(datetime.combine(day, time.min))
