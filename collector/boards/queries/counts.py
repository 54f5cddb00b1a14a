"""A day's figures of a hall's windows, and their sum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import add, attrgetter
from uuid import UUID

from msgspec import Struct

from collector.boards.rows import Counts
from collector.ingest.models import CountDay, log_id
from collector.ingest.tables import LEVEL_COLUMNS
from collector.organisation.models import Hall
from sync.protocol.catalogue import Scale

_LEVELS = tuple(f"level_{place}" for place in range(LEVEL_COLUMNS))
_COUNTERS = ("visits", "timeouts", "cancelled", "faults", "repeats", "replaced")
_SUMMED = attrgetter("ratings", *_COUNTERS)

_Part = tuple[Sequence[int], Sequence[int]]
"""The national levels that a scale's columns mean, and a row's numbers."""


class Today(Struct, frozen=True):
    """What was counted today, and by which logs (in hex), per window."""

    counts: Mapping[str, Counts]
    logs: Mapping[str, set[str]]

    def writers(self, windows: Iterable[str]) -> list[UUID]:
        """Return the logs that have counted anything for these windows."""
        return [log_id(log) for log in {log for one in windows for log in self.logs.get(one, ())}]


def today_of(
    hall: Hall, today: date, scales: Mapping[str, Scale], renamed: Mapping[str, str]
) -> Today:
    """Return today's figures per window."""
    nationals = {code: [level.national for level in scale.levels] for code, scale in scales.items()}
    parts: dict[str, list[_Part]] = defaultdict(list)
    logs: dict[str, set[str]] = defaultdict(set)
    # Added up here: a row a clerk and window is little, and grouping costs the database more.
    rows = CountDay.objects.filter(log__window__hall=hall, day=today).order_by()
    wanted = ("window", "log__hex", "scale", *_LEVELS, *_COUNTERS)
    for once, log, scale, *numbers in rows.values_list(*wanted):
        window = renamed.get(once, once)
        parts[window].append((nationals.get(scale, ()), numbers))
        logs[window].add(log)
    return Today({window: _counted(some) for window, some in parts.items()}, logs)


def _counted(parts: Sequence[_Part]) -> Counts:
    """Add up what was counted on several scales: what each level's place means, and the columns."""
    levels: dict[int, int] = {}
    sums: Sequence[int] = (0,) * (LEVEL_COLUMNS + len(_COUNTERS))
    for nationals, numbers in parts:
        sums = [*map(add, sums, numbers)]
        for national, number in zip(nationals, numbers, strict=False):
            levels[national] = levels.get(national, 0) + number
    return Counts(
        ratings=sum(sums[:LEVEL_COLUMNS]),
        levels=tuple(sorted(levels.items(), reverse=True)),
        **dict(zip(_COUNTERS, sums[LEVEL_COLUMNS:], strict=True)),
    )


def sum_of(counts: Iterable[Counts]) -> Counts:
    """Add up figures."""
    rows = list(counts)
    levels: dict[int, int] = {}
    for one in rows:
        for national, number in one.levels:
            levels[national] = levels.get(national, 0) + number
    sums = [sum(column) for column in zip(*map(_SUMMED, rows), strict=True)]
    return Counts(
        levels=tuple(sorted(levels.items(), reverse=True)),
        **dict(zip(("ratings", *_COUNTERS), sums, strict=False)),
    )
