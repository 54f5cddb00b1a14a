"""When a business day has to be closed."""

from datetime import date, datetime, timedelta

from sync.protocol import night
from sync.protocol.settings import Schedule


def due(
    *,
    log: str,
    schedule: Schedule,
    local: datetime,
    sure: bool,
    closed: str | None,
    began: datetime | None,
) -> str | None:
    """Return the date to close now, YYYY-MM-DD, or None.

    `closed` is the date of the last `day` entry, `began` when the log's first entry was written,
    `sure` whether the clock can be trusted. A closing that was missed is due until it is made.
    """
    moment = night.last_due(log, schedule, local)
    wanted = night.business_date(moment)
    if began is None or (closed is None and began > moment):
        return None
    if closed is None or date.fromisoformat(closed) < wanted:
        return wanted.isoformat()
    # A day closed in the future was closed by a wrong clock: a trusted one goes on from today.
    if sure and date.fromisoformat(closed) > local.date() + timedelta(days=1):
        return wanted.isoformat()
    return None
