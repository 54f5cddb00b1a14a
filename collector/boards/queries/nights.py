"""How the night ended for the logs of a hall, where it did not end well."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from collector.boards.queries.findings import settled_closings
from collector.boards.queries.logs import StandingLog
from collector.boards.rows import NightClosing
from collector.ingest.models import Closing, CountDay, log_id
from collector.organisation.models import Hall
from sync.protocol import night
from sync.protocol.settings import Schedule

GRACE = timedelta(minutes=15)
"""A terminal has this long after its minute of the night before its closing is missed."""

_Night = tuple[str, date]
"""A log, by its hex, and the business day that was to be closed."""


def nights_of(
    hall: Hall,
    logs: Sequence[StandingLog],
    schedule: Schedule,
    now: datetime,
) -> dict[str, NightClosing]:
    """Return how the night that is due ended, by the log's hex, where it is not just complete."""
    latest = night.latest_day(schedule, now - GRACE)
    here = Closing.objects.filter(
        log__window__hall=hall,
        last=F("log__standing__last_closing"),
        # What the standing keeps is the last entry that was closed; the closing itself comes after.
        position__gt=F("log__standing__last_closing"),
    )
    fine: set[str] = set()
    done: dict[str, NightClosing] = {}
    for name, day, outcome in here.values_list("log__hex", "date", "outcome"):
        if outcome == Closing.Outcome.COMPLETE and day >= latest:
            fine.add(name)
        else:
            done[name] = NightClosing(day=day, outcome=outcome)
    if any(one.outcome != Closing.Outcome.COMPLETE for one in done.values()):
        done |= _settled(hall, done)
    missed: dict[_Night, tuple[StandingLog, datetime]] = {}
    for log in logs:
        if log.hex in fine:
            continue
        due = night.last_due(log.hex, schedule, now - GRACE)
        day = night.business_date(due)
        last = done.get(log.hex)
        if last is None or last.day < day:
            missed[log.hex, day] = log, due
    for key, decided in _busy(missed.keys()):
        log, due = missed[key]
        if decided is not None and decided < due:
            behind = log.contact.pending or 0
            done[log.hex] = NightClosing(day=key[1], outcome="behind", behind=behind)
    return done


def _settled(hall: Hall, done: Mapping[str, NightClosing]) -> dict[str, NightClosing]:
    """Return those of the nights that somebody has looked into since."""
    found = settled_closings(Q(log__window__hall=hall)).items()
    return {
        finding.log.hex: NightClosing(day=day, outcome="settled")
        for (_log, day), finding in found
        if (here := done.get(finding.log.hex)) is not None
        and here.day == day and here.outcome != Closing.Outcome.COMPLETE
    }  # fmt: skip


def _busy(asked: Collection[_Night]) -> Iterable[tuple[_Night, datetime | None]]:
    """Yield those of the days that had anything to close, with when their log was approved."""
    if not asked:
        return
    rows = CountDay.objects.filter(
        log__in=[log_id(log) for log, _day in asked], day__in={day for _log, day in asked}
    )
    for log, day, decided in rows.values_list("log__hex", "day", "log__decided_at").distinct():
        if (log, day) in asked:
            yield (log, day), decided
