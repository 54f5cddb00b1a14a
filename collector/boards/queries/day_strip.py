"""The day strips: when services ended today, and when a window stood still."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from collector.boards.rows import Span, Strip
from collector.ingest.models import CountHour, Rating, Visit, WindowState
from collector.ingest.tables import LEVEL_COLUMNS

RECENT = 400
"""How many of a log's last entries are looked at: several busy days at one window."""

_NONE: Mapping[str, str] = MappingProxyType({})
_STANDSTILL = {"paused": "paused", "fault": "fault"}


def services_of(
    logs: Sequence[UUID], midnight: datetime, renamed: Mapping[str, str] = _NONE
) -> dict[str, Strip]:
    """Return each window's services since midnight, minute by minute of its zone. Three queries.

    renamed: codes that windows have had, with the ones they have now.
    """
    zone = midnight.tzinfo
    rated: dict[str, list[int]] = defaultdict(list)
    unrated: dict[str, list[int]] = defaultdict(list)
    counted = _recent(Rating.objects.filter(outcome=Rating.Outcome.COUNTED), logs, midnight)
    for window, at in counted.values_list("window", "at"):
        rated[renamed.get(window, window)].append(_minute(at, zone))
    in_vain = _recent(Visit.objects.exclude(unrated=""), logs, midnight)
    for window, at in in_vain.values_list("window", "at"):
        unrated[renamed.get(window, window)].append(_minute(at, zone))
    changes: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    states = _recent(WindowState.objects.all(), logs, midnight)
    for window, at, state in states.order_by("log_id", "position").values_list(
        "window", "at", "state"
    ):
        changes[renamed.get(window, window)].append((at, state))
    return {
        window: Strip(
            rated=tuple(sorted(set(rated[window]))),
            unrated=tuple(sorted(set(unrated[window]))),
            spans=tuple(_standstill(changes[window], zone)),
        )
        for window in {*rated, *unrated, *changes}
    }


def hours_of(
    logs: Collection[UUID],
    midnight: datetime,
    codes: Collection[str],
    renamed: Mapping[str, str] = _NONE,
) -> dict[str, Strip]:
    """Return the ratings per hour of some windows of a hall too large to draw each. One query.

    logs: those that have written for these windows today.
    """
    levels = [F(f"level_{place}") for place in range(LEVEL_COLUMNS)]
    total: Any = sum(levels[1:], start=levels[0])
    asked = {*codes, *(once for once, code in renamed.items() if code in codes)}
    # Ratings have a scale and visits none; a window has a row a scale and hour, added up here.
    rows = CountHour.objects.filter(log__in=logs, day=midnight.date()).exclude(scale="")
    rows = rows.filter(window__in=asked)
    hours: dict[str, dict[int, int]] = defaultdict(dict)
    for window, hour, n in rows.order_by().values_list("window", "hour", total):
        if n:
            here = hours[renamed.get(window, window)]
            here[hour] = here.get(hour, 0) + n
    return {window: Strip(hours=tuple(sorted(some.items()))) for window, some in hours.items()}


def _minute(at: datetime, zone: tzinfo | None) -> int:
    local = at.astimezone(zone)
    return local.hour * 60 + local.minute


def _recent(rows: QuerySet[Any], logs: Sequence[UUID], midnight: datetime) -> QuerySet[Any]:
    # The bound on the position is what makes this walk a short stretch of the key; `at` alone
    # has no index, and must not have one: it would be written with every rating.
    return rows.filter(
        log__in=logs,
        position__gt=F("log__standing__entries") - RECENT,
        at__gte=midnight,
    )


def _standstill(changes: Iterable[tuple[datetime, str]], zone: tzinfo | None) -> Iterable[Span]:
    """Yield the finished stretches; the one that still lasts is added where it is drawn."""
    since: datetime | None = None
    kind = ""
    for at, state in changes:
        if since is not None and at > since:
            yield Span(kind=kind, start=_minute(since, zone), end=_minute(at, zone))
        since, kind = (at, _STANDSTILL[state]) if state in _STANDSTILL else (None, "")
