"""A mark that changes whenever something was stored: what a live page looks at each second.

It is asked of the database and not kept in memory, so that a batch taken by another process is
noticed like one's own. Sums, not only the latest times: of two transactions the one with the
earlier time may be committed last.
"""

from django.db.models import Count, Max, Sum

from collector.ingest.models import Fork, Heartbeat, Log


def change_mark() -> tuple[object, ...]:
    """Return the mark. Three queries over tables with one row a terminal."""
    logs = Log.objects.aggregate(
        number=Count("id"), held=Sum("next"), stored=Max("stored_at"), decided=Max("decided_at")
    )
    beats = Heartbeat.objects.aggregate(number=Count("log_id"), last=Sum("last"), at=Max("at"))
    return (*logs.values(), *beats.values(), Fork.objects.count())
