"""Ratings one by one, in the order in which they came in, so that none is skipped or told twice."""

from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Final
from uuid import UUID

from django.db import OperationalError
from django.db.models import Q
from django.utils.timezone import localdate, localtime
from msgspec import Struct

from collector.api import arrivals, cursors
from collector.api.asked import RatingsAsked
from collector.api.models import Arrival, Numbering, Token
from collector.api.problems import NO_SUCH_RATING, ProblemError
from collector.api.resources import feed, places
from collector.api.resources.ground import Ground
from collector.api.shapes import Freshness, Rating, RatingAnswer, RatingsPage
from collector.figures.queries import Period
from collector.ingest.models import Log
from collector.overview.reading import reached_of
from collector.ratings.scope import FIRST

STRETCHES: Final = 500
ENTRIES: Final = 20_000
ROUNDS: Final = 4
"""A page looks through so many stretches or entries at a time, and so often; then it is short."""


class _Mark(Struct, frozen=True):
    """How far has been told: to this position of the stretch with this number."""

    number: int
    position: int


def read(token: Token, asked: RatingsAsked, now: datetime) -> RatingsPage:
    """Read a page. Raises ProblemError."""
    place, question = places.place_of(token, asked.place), asked.question()
    cursor = cursors.read(asked.cursor, question) if asked.cursor else None
    mark = _Mark(cursor.number, cursor.position) if cursor else _Mark(0, cursors.LARGEST)
    with suppress(OperationalError):
        # In a rush the database belongs to those who store: then what was numbered before is told.
        arrivals.number(now)
    # Read before the stretches: whatever was numbered up to here can be seen from now on.
    head = Numbering.objects.values_list("last", flat=True).first() or 0
    ground = Ground.read(place)
    logs = ground.logs()
    found, mark, more = _walk(asked, ground, logs, mark, head)
    reached = reached_of(place, places.whole(place, _days(asked, now)), localdate(now))
    here = set(logs)
    waiting = sum(one.held - one.told for one in arrivals.waiting(now) if one.log in here)
    return RatingsPage(
        data=_rows(found, ground),
        more=more,
        next=cursors.write(question, mark.number, mark.position),
        place=places.named(place),
        freshness=places.fresh(reached, waiting),
        completeness=places.complete(reached),
    )


def read_one(token: Token, log: str, position: int) -> RatingAnswer:
    """Read one rating. Raises ProblemError."""
    ground = Ground.read(token.node)
    known = next((one.id for one in ground.grounds.terminals.values() if one.hex == log), None)
    found = feed.look([(0, known, position, position)], None, 1) if known else []
    seen = [one for one in found if _belongs(ground, one)]
    if known is None or not seen:
        raise ProblemError(NO_SUCH_RATING)
    stored = Log.objects.values_list("stored_at", flat=True).get(pk=known)
    (row,) = _rows(seen, ground)
    return RatingAnswer(data=row, freshness=Freshness(stored_at=stored, waiting=0))


def _walk(
    asked: RatingsAsked, ground: Ground, logs: list[UUID], mark: _Mark, head: int
) -> tuple[list[feed.Found], _Mark, bool]:
    """Go on from a mark until the page is full, all was told, or enough was looked through."""
    dated = asked.first is not None or asked.last is not None
    days = feed.days_of(asked.first, asked.last) if dated else None
    told: list[feed.Found] = []
    for _round in range(ROUNDS):
        stretches, last = _stretches(logs, mark, head, everything=ground.everything)
        extents = _extents(stretches, mark, days)
        room = asked.limit - len(told)
        raw = feed.look(extents, asked, room + 1)
        told += [one for one in raw[:room] if _belongs(ground, one)]
        if len(raw) > room:
            return told, _Mark(raw[room - 1].number, raw[room - 1].position), True
        if last:
            return told, _Mark(head, cursors.LARGEST), False
        mark = _Mark(stretches[-1].number, cursors.LARGEST)
        if len(told) >= asked.limit:
            break
    return told, mark, True


def _stretches(
    logs: list[UUID], mark: _Mark, head: int, *, everything: bool
) -> tuple[list[Arrival], bool]:
    """Return the stretches to look through next, and whether they are the last ones."""
    here = Q() if everything else Q(log__in=logs)
    after = Q(number__gt=mark.number) | Q(number=mark.number, last__gt=mark.position)
    rows = list(
        Arrival.objects.filter(here, after, number__gte=mark.number, number__lte=head)
        .order_by("number")[: STRETCHES + 1]
    )  # fmt: skip
    taken: list[Arrival] = []
    entries = 0
    for row in rows[:STRETCHES]:
        taken.append(row)
        entries += row.last - row.first + 1
        if entries >= ENTRIES:
            break
    return taken, len(taken) == len(rows)


def _extents(
    stretches: list[Arrival], mark: _Mark, days: dict[UUID, list[tuple[int, int]]] | None
) -> list[feed.Extent]:
    found: list[feed.Extent] = []
    for one in stretches:
        first = max(one.first, mark.position + 1) if one.number == mark.number else one.first
        for low, high in [(first, one.last)] if days is None else days.get(one.log, []):
            low, high = max(low, first), min(high, one.last)  # noqa: PLW2901 -- cut to the stretch
            if low <= high:
                found.append((one.number, one.log, low, high))
    return found


def _belongs(ground: Ground, one: feed.Found) -> bool:
    return ground.belongs(one.log_id, one.window, localtime(one.at).date())


def _rows(found: list[feed.Found], ground: Ground) -> list[Rating]:
    picked = feed.reasons(found)
    return [
        Rating(
            log=ground.grounds.terminals[one.log_id].hex,
            position=one.position,
            at=one.at.astimezone(timezone(timedelta(minutes=one.utc_offset))),
            clock=one.clock,
            window=ground.at(one.log_id, one.window, localtime(one.at).date()),
            scale=one.scale,
            level=one.level,
            national=one.national,
            mode=one.mode,
            outcome=one.outcome,
            replaces=one.replaces,
            replaced_by=one.replaced_by,
            item=one.item,
            elapsed=one.elapsed,
            reasons=picked.get((one.log_id, one.position), []),
        )
        for one in found
    ]


def _days(asked: RatingsAsked, now: datetime) -> Period:
    today = localdate(now)
    last = asked.last or max(today, asked.first or today)
    return Period(asked.first or FIRST, last)
