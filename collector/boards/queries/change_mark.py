"""Marks that change whenever something was stored: what live pages look at each second.

They are asked of the database and not kept in memory, so that a batch taken by another process is
noticed like one's own. Sums, not only the latest times: of two transactions the one with the
earlier time may be committed last. When a terminal was heard last is left out, or the board of
every hall would be drawn anew each second; whether it is still heard is in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, Sum

from collector.ingest.models import Fork, Heartbeat, Log

HEARD = timedelta(minutes=1)
"""A terminal that was heard so long ago is drawn anew, and again when it is back."""


def change_marks(now: datetime) -> Mapping[str, object]:
    """Return a mark for each hall by its code; "" is what stands in no hall.

    Three queries over tables with one row a terminal.
    """
    logs = Log.objects.values_list("window__hall__code").annotate(
        Count("id"), Sum("next"), Max("stored_at"), Max("decided_at")
    )
    beats = Heartbeat.objects.values_list("log__window__hall__code", "state").annotate(
        Count("log_id"),
        Sum("last"),
        Sum("pending"),
        heard=Count("log_id", filter=Q(at__gte=now - HEARD)),
    )
    forks = Fork.objects.values_list("log__window__hall__code").annotate(Count("batch_digest"))
    found: dict[str, list[Any]] = defaultdict(list)
    for rows in (logs, beats, forks):
        _gather(found, rows.order_by())
    return {hall: tuple(sorted(rows, key=repr)) for hall, rows in found.items()}


def _gather(found: dict[str, list[Any]], rows: Iterable[tuple[Any, ...]]) -> None:
    for hall, *row in rows:
        found[hall or ""].append(tuple(row))
