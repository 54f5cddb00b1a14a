"""Which period a subscription is to be sent next, and whether all of it is there."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from collector.figures.queries import Period
from collector.ingest.models import Closing, Log
from collector.organisation.models import Node
from collector.overview.reading import reached_of
from collector.reports.asking import Span, period_of


def last_ended(cadence: str, today: date) -> Period:
    """Return the latest day, week or month that is over."""
    span = Span(cadence)
    return period_of(span, period_of(span, today).first - timedelta(days=1))


def is_complete(place: Node, period: Period, today: date) -> bool:
    """Tell whether every terminal has closed the last night and nothing of before is missing.

    A terminal that nobody has heard of since says by its missing closing that it may hold more.
    """
    reached = reached_of(place, period, today)
    if reached.unread or reached.complete < reached.days:
        return False
    logs = Log.objects.filter(
        window__node__path__startswith=place.path, status=Log.Status.APPROVED
    ).values_list("pk", flat=True)
    closed = Closing.objects.filter(
        log__in=list(logs), date=period.last, outcome=Closing.Outcome.COMPLETE
    )
    return closed.values("log").distinct().count() >= len(logs)


def is_late(period: Period, hour: int, now: datetime) -> bool:
    """Tell whether the hour has come, on the day after a period, at which it leaves anyway."""
    local = localtime(now)
    return (local.date(), local.hour) >= (period.last + timedelta(days=1), hour)
