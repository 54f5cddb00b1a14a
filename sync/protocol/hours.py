"""When a hall is open, opens next and changes next, by its hours and in its time zone.

All moments are aware; those returned are in UTC, because Python takes the difference of two local
times by the wall and not by what has passed. Times of day in the hours are local ones, so each is
turned into an instant before anything is compared: a day on which clocks are set has 23 or 25
hours here too. A local time that such a day skips or repeats stands for the first instant that can
be meant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sync.protocol.settings import Hours, Span

HORIZON = 60
"""Days to look ahead. A hall that is closed for longer has no next opening to tell."""
_MIDNIGHT = "00:00"


def known(hours: Hours) -> bool:
    """Tell whether any hours are known at all."""
    return bool(hours.week)


def is_open(hours: Hours, now: datetime, zone: tzinfo) -> bool:
    """Tell whether the hall is open at `now`; without known hours it always is."""
    if not known(hours):
        return True
    return any(start <= now < end for start, end in _open_times(hours, now, zone, days=1))


def opened_at(hours: Hours, now: datetime, zone: tzinfo) -> datetime | None:
    """Return since when the hall is open at `now`, None while it is closed or nothing is known."""
    if not known(hours):
        return None
    times = _open_times(hours, now, zone, days=1)
    return next((start for start, end in times if start <= now < end), None)


def opens_on(hours: Hours, day: date) -> bool:
    """Tell whether a local date is a working day, whatever the time."""
    return bool(_spans(hours, day))


def next_opening(hours: Hours, now: datetime, zone: tzinfo) -> datetime | None:
    """Return when the hall opens next after `now`, None where that is not known."""
    if not known(hours):
        return None
    starts = (start for start, _ in _open_times(hours, now, zone, days=HORIZON) if start > now)
    return next(starts, None)


def next_change(hours: Hours, now: datetime, zone: tzinfo) -> datetime | None:
    """Return when `is_open` next turns into its opposite, or None where it does not so soon."""
    if not known(hours):
        return None
    for start, end in _open_times(hours, now, zone, days=HORIZON):
        if now < start:
            return start
        if now < end:
            return end
    return None


def _open_times(
    hours: Hours, now: datetime, zone: tzinfo, *, days: int
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times the hall is open from yesterday on, in order, none touching the next."""
    today = now.astimezone(zone).date()
    pending: tuple[datetime, datetime] | None = None
    for offset in range(-1, days + 1):
        for start, end in sorted(_of_day(hours, today + timedelta(days=offset), zone)):
            if pending is not None and start <= pending[1]:
                pending = pending[0], max(pending[1], end)
                continue
            if pending is not None:
                yield pending
            pending = start, end
    if pending is not None:
        yield pending


def _of_day(hours: Hours, day: date, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    for span in _spans(hours, day):
        # Midnight as an end is that of the following day; there is no "24:00".
        ends_on = day + timedelta(days=1) if span.closes == _MIDNIGHT else day
        start, end = _instant(day, span.opens, zone), _instant(ends_on, span.closes, zone)
        if start < end:
            yield start, end


def _spans(hours: Hours, day: date) -> tuple[Span, ...]:
    exception = hours.days.get(day.isoformat())
    if exception is not None:
        return exception
    weekday = day.weekday()
    return hours.week[weekday] if weekday < len(hours.week) else ()


def _instant(day: date, clock: str, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone).astimezone(UTC)
