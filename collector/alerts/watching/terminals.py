"""Terminals that are silent, out of order or full, by the judgement of the live board.

A hall that loses its network is one thing that happened, and one alert.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from msgspec import Struct

from collector.alerts.conditions import Condition
from collector.alerts.life import Sight
from collector.alerts.models import Alert
from collector.boards.judgement import DISK_LIMIT, SILENT_AFTER
from collector.boards.rows import Board, Status, WindowRow
from collector.ingest.models import Heartbeat, Log
from collector.organisation.models import Hall, Node
from collector.organisation.paths import ids_of

WATCHED = (Condition.HALL_SILENT, Condition.SILENT, Condition.FAULT, Condition.TERMINAL_DISK)
MOST_NAMED = 12


class Limits(Struct, frozen=True):
    """From when on a terminal in trouble is an alert, and how many silent ones are the hall's."""

    patience: timedelta
    storm: int


def halls_to_look_at(now: datetime) -> list[Hall]:
    """Return the halls where something may be wrong, or was: two queries for any number."""
    wrong = Heartbeat.objects.filter(
        Q(at__lt=now - SILENT_AFTER) | Q(state=Status.FAULT) | Q(disk_free__lt=DISK_LIMIT),
        log__status=Log.Status.APPROVED,
    )
    open_ones = Alert.objects.filter(condition__in=WATCHED, cleared_at=None)
    halls = set(wrong.values_list("log__window__hall", flat=True))
    paths = list(open_ones.values_list("place__path", flat=True))
    nodes = {each for path in paths for each in ids_of(path)}
    return list(
        Hall.objects.filter(Q(pk__in=halls - {None}) | Q(node__in=nodes)).select_related("node")
    )


def sights(
    board: Board, hall: Node, places: Mapping[str, Node], limits: Limits, now: datetime
) -> Iterator[Sight]:
    """Judge a hall's board. `places`: its windows' nodes by code."""
    rows = [row for row in board.rows if row.code in places and row.facts.contact is not None]
    silent = [row for row in rows if row.status is Status.SILENT and _since(row) is not None]
    storm = len(silent) >= limits.storm
    lasting = [row for row in silent if now - (_since(row) or now) >= limits.patience]
    standing = Alert.objects.filter(
        condition=Condition.HALL_SILENT, place=hall, cleared_at=None
    ).exists()
    yield Sight(
        condition=Condition.HALL_SILENT, place=hall, wrong=storm and bool(lasting),
        # The last ones back speak for themselves.
        fine=len(silent) * 2 <= limits.storm, facts=_of_hall(silent, rows),
    )  # fmt: skip
    for row in rows:
        place = places[row.code]
        yield _silence(row, place, wrong=row in lasting and not storm and not standing, now=now)
        yield _fault(row, place, limits, now)
        yield _disk(row, place)


def gone(hall: Node, board: Board, places: Mapping[str, Node]) -> list[Alert]:
    """Return open alerts about windows that have ended or have no terminal any more."""
    there = {
        places[row.code].pk
        for row in board.rows
        if row.code in places and row.facts.contact is not None
    }
    found = Alert.objects.filter(
        condition__in=WATCHED, cleared_at=None, place__path__startswith=hall.path
    ).select_related("place")  # fmt: skip
    return [one for one in found if one.place_id not in {*there, hall.pk}]


def _since(row: WindowRow) -> datetime | None:
    """Return since when a terminal is missed: not from before the hall has opened."""
    contact, opened = row.facts.contact, row.facts.opening.since
    if contact is None or contact.seen is None:
        return None
    return max(contact.seen, opened) if opened else contact.seen


def _fresh(row: WindowRow, now: datetime) -> bool:
    contact = row.facts.contact
    return contact is not None and contact.seen is not None and now - contact.seen <= SILENT_AFTER


def _of_hall(silent: Sequence[WindowRow], rows: Sequence[WindowRow]) -> dict[str, object]:
    codes = sorted(row.code for row in silent)
    first = min((since for row in silent if (since := _since(row))), default=None)
    named = codes[:MOST_NAMED] + ([f"+{len(codes) - MOST_NAMED}"] if codes[MOST_NAMED:] else [])
    return {
        "k": len(silent), "n": sum(row.status is not Status.CLOSED for row in rows),
        "windows": named, "since": first.isoformat() if first else None,
    }  # fmt: skip


def _silence(row: WindowRow, place: Node, *, wrong: bool, now: datetime) -> Sight:
    contact = row.facts.contact
    # The last contact, as the windows' page says it; how long is too long counts from opening on.
    seen = contact.seen if contact else None
    return Sight(
        condition=Condition.SILENT, place=place, wrong=wrong, fine=_fresh(row, now),
        facts={"window": row.code, "since": seen.isoformat() if seen else None,
               "waiting": (contact.pending if contact else 0) or 0},
    )  # fmt: skip


def _fault(row: WindowRow, place: Node, limits: Limits, now: datetime) -> Sight:
    opening, since = row.facts.opening, row.facts.state_since
    out = row.status is Status.FAULT
    lasts = since is None or now - since >= limits.patience
    return Sight(
        condition=Condition.FAULT, place=place,
        wrong=out and lasts and (opening.since is not None or not opening.known),
        fine=not out and _fresh(row, now),
        facts={"window": row.code, "since": since.isoformat() if since else None},
    )  # fmt: skip


def _disk(row: WindowRow, place: Node) -> Sight:
    free = row.facts.contact.disk_free if row.facts.contact else None
    return Sight(
        condition=Condition.TERMINAL_DISK, place=place,
        wrong=free is not None and free < DISK_LIMIT,
        fine=free is not None and free >= 2 * DISK_LIMIT,
        facts={"window": row.code, "free": free},
    )  # fmt: skip
