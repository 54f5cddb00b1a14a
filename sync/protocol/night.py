"""The minute of the night at which a terminal closes its day, fixed by its log id.

A minute from a hash spreads a city's terminals evenly and needs no agreement between them; a
random one, or one after a failure, would bunch them (docs/adr).
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sync.protocol.settings import Schedule

_NOON = timedelta(hours=12)


@lru_cache(maxsize=8_192)
def minute_of(log: str, schedule: Schedule) -> time:
    """Return the local time of day at which this log's terminal closes its day."""
    start = time.fromisoformat(schedule.night_from)
    end = time.fromisoformat(schedule.night_until)
    first = start.hour * 60 + start.minute
    span = (end.hour * 60 + end.minute - first) % 1440 or 1
    chosen = (first + int(log[:8], 16) * span // 2**32) % 1440
    return time(chosen // 60, chosen % 60)


def business_date(local: datetime) -> date:
    """Return the business day a closing at this local time is for.

    A closing in the small hours is for the day before; one in the evening for its own.
    """
    return (local - _NOON).date()


def last_due(log: str, schedule: Schedule, local: datetime) -> datetime:
    """Return the latest moment, not after `local`, at which a closing was due."""
    today = local.replace(
        hour=(at := minute_of(log, schedule)).hour, minute=at.minute, second=0, microsecond=0
    )
    return today if today <= local else today - timedelta(days=1)
