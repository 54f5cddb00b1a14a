"""A day's figures of a hall's windows, and their sum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from collector.boards.rows import Counts
from collector.ingest.models import CountDay
from collector.ingest.tables import LEVEL_COLUMNS
from collector.organisation.models import Hall
from sync.protocol.catalogue import Scale

_LEVELS = tuple(f"level_{place}" for place in range(LEVEL_COLUMNS))
_COUNTERS = ("visits", "timeouts", "cancelled", "faults", "repeats", "replaced")
_SUMMED = attrgetter("ratings", *_COUNTERS)


def counts_of(
    hall: Hall, today: date, scales: Mapping[str, Scale], renamed: Mapping[str, str]
) -> dict[str, Counts]:
    """Return today's figures per window."""
    # Added up here: a row a clerk and window is little, and grouping costs the database more.
    sums: dict[tuple[str, str], Sequence[int]] = {}
    rows = CountDay.objects.filter(log__window__hall=hall, day=today).order_by()
    for window, scale, *numbers in rows.values_list("window", "scale", *_LEVELS, *_COUNTERS):
        key = renamed.get(window, window), scale
        before = sums.get(key)
        sums[key] = numbers if before is None else [*map(int.__add__, before, numbers)]
    nationals = {code: [level.national for level in scale.levels] for code, scale in scales.items()}
    parts: dict[str, list[tuple[Sequence[int], Sequence[int]]]] = defaultdict(list)
    for (window, scale), numbers in sums.items():
        parts[window].append((nationals.get(scale, ()), numbers))
    return {window: _counted(some) for window, some in parts.items()}


def _counted(parts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Counts:
    """Add up what was counted on several scales: what each level's place means, and the columns."""
    levels: dict[int, int] = {}
    for nationals, numbers in parts:
        for national, number in zip(nationals, numbers, strict=False):
            levels[national] = levels.get(national, 0) + number
    sums = [sum(column) for column in zip(*(numbers for _, numbers in parts), strict=True)]
    return Counts(
        ratings=sum(sums[:LEVEL_COLUMNS]),
        levels=tuple(sorted(levels.items(), reverse=True)),
        **dict(zip(_COUNTERS, sums[LEVEL_COLUMNS:], strict=True)),
    )


def add(counts: Iterable[Counts]) -> Counts:
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
