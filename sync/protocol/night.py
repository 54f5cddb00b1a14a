"""The minute of the night at which a terminal closes its day, fixed by its log id.

A minute from a hash spreads a city's terminals evenly and needs no agreement between them; a
random one, or one after a failure, would bunch them (docs/adr).
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sync.protocol.settings import Schedule

_NOON = timedelta(hours=12)
_DAY = 24 * 60


@lru_cache(maxsize=8_192)
def minute_of(log: str, schedule: Schedule) -> time:
    """Return the local time of day at which this log's terminal closes its day."""
    first, span = _night(schedule)
    return _time(first + int(log[:8], 16) * span // 2**32)


def business_date(local: datetime) -> date:
    """Return the business day a closing at this local time is for.

    A closing in the small hours is for the day before; one in the evening for its own.
    """
    return (local - _NOON).date()


def last_due(log: str, schedule: Schedule, local: datetime) -> datetime:
    """Return the latest moment, not after `local`, at which a closing was due."""
    return _last(minute_of(log, schedule), local)


def latest_day(schedule: Schedule, local: datetime) -> date:
    """Return the latest business day that a closing of any log was due for by `local`."""
    first, span = _night(schedule)
    # Along the night a due day changes where the present stands in it, and at noon.
    turns = [first, first + span - 1] + [
        minute
        for minute in (local.hour * 60 + local.minute, 12 * 60)
        if (minute - first) % _DAY < span
    ]
    return max(business_date(_last(_time(minute), local)) for minute in turns)


def _night(schedule: Schedule) -> tuple[int, int]:
    """Return the first minute of the night, and how many it has."""
    start = time.fromisoformat(schedule.night_from)
    end = time.fromisoformat(schedule.night_until)
    first = start.hour * 60 + start.minute
    return first, (end.hour * 60 + end.minute - first) % _DAY or 1


def _time(minute: int) -> time:
    return time(minute % _DAY // 60, minute % 60)


def _last(at: time, local: datetime) -> datetime:
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)
