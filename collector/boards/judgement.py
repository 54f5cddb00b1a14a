"""What is wrong with a window, by rules a person can read: nothing here asks a database."""

import math
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from collector.boards.rows import (
    Counts,
    Coverage,
    Status,
    Trouble,
    TroubleKind,
    WindowFacts,
    WindowRow,
)

SILENT_AFTER = timedelta(seconds=120)
"""Four heartbeats missed."""
REST = timedelta(hours=16)
"""A closed window's terminal may be switched off overnight; the next day it is missed."""
CLOCK_LIMIT_MS = 120_000
"""The protocol calls a clock unsure beyond two minutes."""
BACKLOG_LIMIT = timedelta(minutes=10)
PAUSE_LIMIT = timedelta(minutes=30)
DISK_LIMIT = 512 * 1024 * 1024
LATE = timedelta(minutes=10)
"""So long after opening a window that is closed with nobody at it is said to be."""
SMALLEST_SAMPLE, SMALLEST_REST = 10, 30
CHANCE = 0.001
"""Fewer ratings than this share of equal windows would have: the lower end of 99.8 %."""

_SEVERITY = {kind: rank for rank, kind in enumerate(TroubleKind)}
_STATES = {status.value: status for status in Status}


def judge(facts: WindowFacts, now: datetime, hall: Counts | None = None) -> WindowRow:
    """Turn facts into a row: its status, since when, what is wrong, how complete it is.

    `hall` is the day's figures of all windows, this one among them, to compare it with.
    """
    status = _status(facts, now)
    found = [*_troubles(facts, status, now), *_few_rated(facts.today, hall)]
    troubles = tuple(sorted(found, key=lambda trouble: _SEVERITY[trouble.kind])) if found else ()
    return WindowRow(
        facts=facts,
        status=status,
        since=_since(facts, status),
        troubles=troubles,
        coverage=_coverage(facts, status, troubles, now),
    )


def in_order(rows: Iterable[WindowRow]) -> tuple[WindowRow, ...]:
    """Put the windows in trouble first, worst effect first; else by code as people count."""
    return tuple(sorted(rows, key=_rank))


@lru_cache(maxsize=8_192)
def as_counted(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which A2 comes before A10."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.findall(r"[0-9]{1,18}|[^0-9]+", code)
    )


def _rank(row: WindowRow) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    first = _SEVERITY[row.troubles[0].kind] if row.troubles else len(_SEVERITY)
    return first, as_counted(row.code)


def _status(facts: WindowFacts, now: datetime) -> Status:
    contact = facts.contact
    if contact is None:
        return Status.WAITING
    told = _STATES.get(contact.state or facts.state, Status.OPEN)
    if contact.seen is None:
        return Status.SILENT
    opening = facts.opening
    if opening.known and opening.since is None:
        # Switched off overnight, as it should be.
        return Status.CLOSED if now - contact.seen > SILENT_AFTER else told
    if opening.known and opening.since is not None:
        missed = now - max(contact.seen, opening.since)
        return Status.SILENT if missed > SILENT_AFTER else told
    if now - contact.seen > (REST if told is Status.CLOSED else SILENT_AFTER):
        return Status.SILENT
    return told


def _since(facts: WindowFacts, status: Status) -> datetime | None:
    if status is Status.SILENT:
        return facts.contact.seen if facts.contact else None
    return facts.state_since if facts.state == status.value else None


def _troubles(facts: WindowFacts, status: Status, now: datetime) -> Iterable[Trouble]:
    if status is Status.FAULT:
        yield Trouble(kind=TroubleKind.FAULT, since=facts.state_since, cause=facts.cause)
    if status is Status.SILENT:
        yield _silence(facts)
    if not facts.known:
        yield Trouble(kind=TroubleKind.FOREIGN, amount=facts.today.ratings)
    yield from _of_the_log(facts)
    if status is not Status.SILENT:
        yield from _of_the_terminal(facts, now)
    if status is Status.CLOSED:
        yield from _unstaffed(facts, now)
    since = _since(facts, status)
    if status is Status.PAUSED and since is not None and now - since > PAUSE_LIMIT:
        yield Trouble(kind=TroubleKind.PAUSED_LONG, since=since, cause=facts.cause)


def _unstaffed(facts: WindowFacts, now: datetime) -> Iterable[Trouble]:
    """Yield it where hours are known and on, and the plan does not say that it may be so."""
    opened = facts.opening.since
    if opened is None or facts.staff or (facts.opening.plans and not facts.planned):
        return
    since = opened
    if facts.state == Status.CLOSED.value and facts.state_since is not None:
        since = max(opened, facts.state_since)
    if now - since > LATE:
        yield Trouble(kind=TroubleKind.UNSTAFFED, since=since, cause=", ".join(facts.planned))


def _silence(facts: WindowFacts) -> Trouble:
    contact = facts.contact
    return Trouble(
        kind=TroubleKind.SILENT,
        since=contact.seen if contact else None,
        amount=(contact.pending if contact else None) or 0,
    )


def _of_the_log(facts: WindowFacts) -> Iterable[Trouble]:
    contact, closing = facts.contact, facts.closing
    if contact is not None and contact.forks:
        yield Trouble(kind=TroubleKind.FORK, amount=contact.forks)
    if contact is not None and contact.quarantined:
        yield Trouble(kind=TroubleKind.QUARANTINE, amount=contact.quarantined)
    if closing is not None and closing.outcome == "disagrees":
        yield Trouble(kind=TroubleKind.DISAGREES, day=closing.day)
    if closing is not None and closing.outcome == "behind":
        yield Trouble(kind=TroubleKind.BEHIND, amount=closing.behind, day=closing.day)


def _of_the_terminal(facts: WindowFacts, now: datetime) -> Iterable[Trouble]:
    contact = facts.contact
    if contact is None:
        return
    oldest = contact.oldest_pending
    if contact.pending and oldest is not None and now - oldest > BACKLOG_LIMIT:
        yield Trouble(kind=TroubleKind.BACKLOG, since=oldest, amount=contact.pending)
    if contact.clock_offset is not None and abs(contact.clock_offset) > CLOCK_LIMIT_MS:
        yield Trouble(kind=TroubleKind.CLOCK, amount=contact.clock_offset)
    if contact.disk_free is not None and contact.disk_free < DISK_LIMIT:
        yield Trouble(kind=TroubleKind.DISK, amount=contact.disk_free)


def _few_rated(today: Counts, hall: Counts | None) -> Iterable[Trouble]:
    """Yield a hint where fewer services are rated than chance explains, against the rest."""
    if hall is None:
        return
    services, rated = hall.services - today.services, hall.ratings - today.ratings
    if today.services < SMALLEST_SAMPLE or services < SMALLEST_REST:
        return
    if _at_most(today.ratings, today.services, rated / services) < CHANCE:
        rest = Counts(ratings=rated, timeouts=services - rated)
        yield Trouble(kind=TroubleKind.FEW_RATED, counts=today, rest=rest)


def _at_most(hits: int, tries: int, chance: float) -> float:
    """Return how likely at most so many hits are, by the binomial distribution.

    Where that is more than a quarter, which is never few, it is 1. Sums logarithms, and only what
    weighs anything: the numbers of a busy window are too large to be raised to powers.
    """
    if hits >= tries * chance:
        return 1.0
    if chance == 1:
        return 0.0
    term = math.exp(
        math.lgamma(tries + 1) - math.lgamma(hits + 1) - math.lgamma(tries - hits + 1)
        + hits * math.log(chance) + (tries - hits) * math.log1p(-chance)
    )  # fmt: skip
    total = term
    for n in range(hits, 0, -1):
        term *= n * (1 - chance) / ((tries - n + 1) * chance)
        total += term
        if term < total * 1e-9:
            break
    return total


def _coverage(
    facts: WindowFacts, status: Status, troubles: tuple[Trouble, ...], now: datetime
) -> Coverage:
    contact = facts.contact
    if any(t.kind in {TroubleKind.FORK, TroubleKind.DISAGREES} for t in troubles):
        return Coverage.BROKEN
    if contact is None or contact.seen is None:
        return Coverage.NONE if not facts.today.services else Coverage.BEHIND
    if status is Status.SILENT:
        return Coverage.BEHIND if _same_day(contact.seen, now) else Coverage.NONE
    return Coverage.BEHIND if contact.pending else Coverage.FULL


def _same_day(seen: datetime, now: datetime) -> bool:
    return seen.astimezone(now.tzinfo).date() == now.date()
