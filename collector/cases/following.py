"""Following the logs: a case for each counting rating that is bad enough, once, and soon.

Each log has its own progress, written in the transaction that opens the cases: cut short anywhere
it goes on where it stood, and a second server finds nothing left to do. `collector rebuild` empties
what is read here and fills it again; the progress stays, and what was opened stays open.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.timezone import localdate, now

from collector.cases import opening
from collector.cases.changed import awaited, change_of_mind, follow_awaited, reasons_named
from collector.cases.deadlines import set_due
from collector.cases.models import Case, Following, Ledger
from collector.cases.opening import Facts, ledger
from collector.cases.places import Finder
from collector.cases.quiet import pass_over
from collector.cases.terms import Terms
from collector.ingest.models import Rating, ReasonPicked, Standing, Visit
from collector.rules.tables.cases import THRESHOLD
from collector.working_days import calendar as working_days

PIECE, LOGS = 1_000, 50
"""Entries of a log, and logs, looked at in one transaction: storing waits for it on an embedded
database."""
_BEHIND = (
    "SELECT s.log_id, s.entries FROM ingest_standing s LEFT JOIN cases_following f "
    "ON f.log = s.log_id WHERE coalesce(f.position, 0) < s.entries ORDER BY s.log_id"
)
Stop = Callable[[], bool]


def bring_up_to_date(
    stop: Stop = lambda: False,
    clock: Callable[[], datetime] = now,
    rest: Callable[[float], None] = lambda _seconds: None,
) -> int:
    """Look at what is new in all logs; return how many entries were looked at.

    `stop` is asked before each piece, `rest` is told after it how many seconds it took.
    """
    recount_deadlines()
    waiting = behind()
    if not waiting:
        return 0
    terms, done = Terms.read(), 0
    national = terms.book.highest(THRESHOLD)
    others: list[UUID] = []
    for first in range(0, len(waiting), LOGS):
        if stop():
            return done
        began = time.monotonic()
        passed = pass_over(waiting[first : first + LOGS], national, PIECE)
        done += passed.entries
        others += passed.others
        rest(time.monotonic() - began)
    if not others:
        return done
    places = Finder()
    for log in others:
        while not stop():
            began = time.monotonic()
            looked = _look_at_piece(log, terms, places, clock())
            done += looked
            if not looked:
                break
            rest(time.monotonic() - began)
    return done


def behind() -> list[UUID]:
    """Return the logs that hold more than was looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND)
        return [log if isinstance(log, UUID) else UUID(log) for log, _ in cursor.fetchall()]


def skip_what_is_there() -> None:
    """Begin at the end of every log: what is held now opens no case."""
    for log, entries in Standing.objects.values_list("log_id", "entries"):
        Following.objects.update_or_create(log=log, defaults={"position": entries})


def recount_deadlines() -> None:
    """Let open cases' deadlines follow the calendar, where that was changed since the last look."""
    mark = working_days.mark()
    if Ledger.objects.filter(pk=1, calendar=mark).exists():
        return
    with ledger() as held:
        calendar = Terms.read().calendar
        changed = []
        for case in Case.objects.select_for_update().filter(closed_at=None):
            before = case.due_on, case.step_due_on
            set_due(case, calendar)
            if (case.due_on, case.step_due_on) != before:
                changed.append(case)
        Case.objects.bulk_update(changed, ["due_on", "step_due_on"], batch_size=200)
        held.calendar = mark
        held.save()


def _look_at_piece(log: UUID, terms: Terms, places: Finder, at: datetime) -> int:
    known = _position(log)
    held = Standing.objects.filter(log=log).values_list("entries", flat=True).first() or 0
    until = min(held, known + PIECE)
    if until <= known:
        return 0
    here = Q(log=log, position__gt=known, position__lte=until)
    with ledger() as book:
        if _position(log) != known:
            return 0  # another server was quicker
        follow_awaited(log)
        for rating in Rating.objects.filter(here, replaces__isnull=False).order_by("position"):
            change_of_mind(rating, places, terms, at)
        for facts in _facts(log, _bad(log, here, places, terms)):
            place = places.of_rating(log, facts.window, localdate(facts.rated_at))
            opening.for_rating(book, facts, place, terms, at)
        reasons_named(log, here, at)
        Following.objects.update_or_create(log=log, defaults={"position": until})
    return until - known


def _bad(log: UUID, here: Q, places: Finder, terms: Terms) -> list[Rating]:
    """Return the ratings that need a case, and those a citizen has written about beforehand."""
    waiting = set(awaited(log).values_list("window", "position"))
    wanted = Q(position__in=[position for _, position in waiting])
    counted = Q(outcome=Rating.Outcome.COUNTED, national__lte=THRESHOLD.high)
    found = []
    rows = Rating.objects.filter(here).filter(counted | wanted)
    for row in rows.exclude(outcome=Rating.Outcome.REPLACED).order_by("position"):
        path = places.of_rating(log, row.window, localdate(row.at)).path
        least = terms.book.rule(THRESHOLD, path).number
        counts = row.outcome == Rating.Outcome.COUNTED
        if (row.window, row.position) in waiting or (counts and row.national <= least):
            found.append(row)
    return found


def _facts(log: UUID, rows: Iterable[Rating]) -> list[Facts]:
    ratings = list(rows)
    visits = {
        one.position: one
        for one in Visit.objects.filter(
            log=log, position__in=[row.visit for row in ratings if row.visit]
        )
    }
    picked: dict[int, list[ReasonPicked]] = {}
    for one in ReasonPicked.objects.filter(
        log=log, rating__in=[row.position for row in ratings]
    ).order_by("position", "code"):
        picked.setdefault(one.rating, []).append(one)
    return [
        facts_of(row, visits.get(row.visit or 0), picked.get(row.position, [])) for row in ratings
    ]


def facts_at(log: UUID, position: int) -> Facts | None:
    """Return a rating that has arrived as it is copied into its case."""
    found = _facts(log, Rating.objects.filter(log=log, position=position))
    return found[0] if found else None


def facts_of(row: Rating, visit: Visit | None, picked: list[ReasonPicked]) -> Facts:
    """Return a rating as it is copied into its case."""
    return Facts(
        log=row.log_id, position=row.position, window=row.window, rated_at=row.at,
        staff=row.staff, item=visit.item if visit else "", ticket=visit.ticket if visit else "",
        mode=row.mode, scale=row.scale, level=row.level, rank=row.rank, national=row.national,
        catalogue=picked[0].catalogue if picked else "",
        reasons=tuple(dict.fromkeys(one.code for one in picked)),
    )  # fmt: skip


def _position(log: UUID) -> int:
    return Following.objects.filter(log=log).values_list("position", flat=True).first() or 0
