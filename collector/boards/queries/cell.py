"""One cell of the closings: the copies of a log beside each other, and what a fork would change."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Sum
from django.utils.timezone import localtime

from collector.boards.models import Finding
from collector.ingest.models import Closing, CountDay, Entry, Fork, Log
from collector.ingest.tables import LEVEL_COLUMNS
from sync.protocol import batch, chain, entries
from sync.protocol.catalogue import Scale

SATISFIED = 3
"""From this national level on an answer is among the satisfied, basically satisfied with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of the log: whose, up to which position, with which digest after it."""

    whose: str
    """"terminal", "here" or "aside"."""
    position: int
    digest: str
    agrees: bool | None
    """None: there is nothing at that position to compare it with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one day's figures are, and would be if the history set aside counted as well."""

    day: date
    added: int
    rated: int
    satisfied: int
    rated_then: int
    satisfied_then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Everything about one log and one day."""

    log: str
    window: str
    window_name: str
    window_name_en: str
    day: date
    closing: Closing | None
    copies: tuple[Copy, ...]
    missing: tuple[int, int] | None
    """First and last position that the terminal has and that are not here."""
    forked: bool
    effects: tuple[Effect, ...] = ()
    findings: tuple[Finding, ...] = ()
    seen: datetime | None = None
    taps: Mapping[int, int] = field(default_factory=dict)


def read_cell(log: Log, day: date, scales: Mapping[str, Scale]) -> Cell:
    """Read one cell. Costs a few queries and, where there is a fork, its batches."""
    closing = Closing.objects.filter(log=log, date=day).order_by("-position").first()
    aside = _aside(log)
    added = _ratings(aside.values(), scales)
    beat = getattr(log, "heartbeat", None)
    held = log.next - 1
    copies = [Copy(whose="here", position=held, digest=bytes(log.digest).hex(), agrees=True)]
    missing = None
    if beat is not None:
        told = bytes(beat.digest)
        copies.insert(
            0,
            Copy(
                whose="terminal", position=beat.last, digest=told.hex(),
                agrees=_same(log, beat.last, told),
            ),
        )  # fmt: skip
        missing = (held + 1, beat.last) if beat.last > held else None
    if aside:
        last = max(aside)
        copies.append(Copy(whose="aside", position=last, digest=aside[last][1].hex(), agrees=False))
    return Cell(
        log=log.hex,
        window=log.window.code if log.window else "",
        window_name=log.window.name if log.window else "",
        window_name_en=log.window.name_en if log.window else "",
        day=day,
        closing=closing,
        copies=tuple(copies),
        missing=missing,
        forked=bool(aside),
        effects=tuple(_effect(log, one, taps, scales) for one, taps in sorted(added.items())),
        findings=tuple(Finding.objects.filter(log=log)[:20]),
        seen=beat.at if beat else None,
    )


def _aside(log: Log) -> dict[int, tuple[bytes, bytes]]:
    """Return the entries set aside that differ from those held: body and digest by position."""
    found: dict[int, tuple[bytes, bytes]] = {}
    for raw in Fork.objects.filter(log=log).order_by("first").values_list("batch", flat=True):
        read = batch.decode(bytes(raw))
        if isinstance(read, batch.Refused):
            continue
        digests = chain.digests(read.prev, read.bodies)
        found |= {
            read.first + step: (bytes(body), digest)
            for step, (body, digest) in enumerate(zip(read.bodies, digests, strict=True))
        }
    held = dict(
        Entry.objects.filter(log=log, position__in=list(found)).values_list("position", "digest")
    )
    return {
        position: pair
        for position, pair in found.items()
        if position not in held or bytes(held[position]) != pair[1]
    }


def _ratings(
    aside: Iterable[tuple[bytes, bytes]], scales: Mapping[str, Scale]
) -> dict[date, Counter[int]]:
    """Count the ratings among entries by day and national level; repeats do not count."""
    found: dict[date, Counter[int]] = {}
    for body, _digest in aside:
        entry = entries.read(body)
        if not isinstance(entry, entries.Rating) or entry.repeat:
            continue
        scale = scales.get(entry.scale)
        nationals = [one.national for one in scale.levels if one.id == entry.level] if scale else []
        if nationals:
            found.setdefault(localtime(entry.at).date(), Counter())[nationals[0]] += 1
    return found


def _effect(log: Log, day: date, taps: Counter[int], scales: Mapping[str, Scale]) -> Effect:
    columns = [f"level_{place}" for place in range(LEVEL_COLUMNS)]
    rows = (
        CountDay.objects.filter(log=log, day=day)
        .order_by()
        .values_list("scale")
        .annotate(**{f"{name}_sum": Sum(name) for name in columns})
    )
    counted: Counter[int] = Counter()
    for name, *sums in rows:
        levels = scales[name].levels if name in scales else ()
        counted.update({level.national: int(n) for level, n in zip(levels, sums, strict=False)})
    rated, satisfied = counted.total(), _satisfied(counted)
    return Effect(
        day=day, added=taps.total(), rated=rated, satisfied=satisfied,
        rated_then=rated + taps.total(), satisfied_then=satisfied + _satisfied(taps),
    )  # fmt: skip


def _satisfied(counts: Counter[int]) -> int:
    return sum(number for national, number in counts.items() if national >= SATISFIED)


def _same(log: Log, position: int, digest: bytes) -> bool | None:
    if position == log.next - 1:
        return bytes(log.digest) == digest
    held = Entry.objects.filter(log=log, position=position).values_list("digest", flat=True).first()
    return None if held is None else bytes(held) == digest
