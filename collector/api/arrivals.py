"""The order in which ratings are told: by when they came in, fixed once and for ever.

Neither times nor ids of rows will do: a terminal that was cut off for a week sends older ratings
after newer ones, and in a database with several writers a smaller id may become visible after a
larger one. What can be relied on is that a log only grows at its end, and that its projections
appear with its entries. So whoever reads first gives numbers, under one lock, to what has come in
since: numbers are visible in the order in which they were given, and what has one never gets
another. It costs those who store nothing, and whoever never reads, nothing at all.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from msgspec import Struct

from collector.api.models import Arrival, CaseTold, Numbering, Told
from collector.cases.models import Case

EVERY: Final = timedelta(seconds=1)
"""No more often are numbers given, however many ask."""
SETTLES: Final = timedelta(minutes=2)
"""So long a terminal's last rating waits for the reasons and the changed answer that may follow it,
unless another one has followed meanwhile: everything about a visit stands before the next one."""
_NEW = (
    "SELECT s.log_id, COALESCE(t.position, 0), s.entries, s.last_rating, l.stored_at > %s "
    "FROM ingest_standing s JOIN ingest_log l ON l.id = s.log_id "
    "LEFT JOIN api_told t ON t.log = s.log_id "
    "WHERE s.entries > COALESCE(t.position, 0) ORDER BY s.log_id"
)


class Waiting(Struct, frozen=True):
    """A log with more than has been told. `settled`: up to where nothing more is awaited."""

    log: UUID
    told: int
    settled: int
    held: int


def waiting(now: datetime) -> list[Waiting]:
    """Return the logs that hold more than was told, with one query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW, [connection.ops.adapt_datetimefield_value(now - SETTLES)])
        rows = cursor.fetchall()
    return [
        Waiting(
            log=log if isinstance(log, UUID) else UUID(log),
            told=told,
            settled=rating - 1 if fresh and rating else held,
            held=held,
        )
        for log, told, held, rating, fresh in rows
    ]


def number(now: datetime) -> None:
    """Put what has settled since the last look into the order."""
    if not _due(Numbering.objects.first(), now):
        return
    with transaction.atomic():
        Numbering.objects.get_or_create(pk=1)
        # Held until the end: so numbers become visible in their order, in either database.
        head = Numbering.objects.select_for_update().get(pk=1)
        if not _due(head, now):
            return
        new = [one for one in waiting(now) if one.settled > one.told]
        Arrival.objects.bulk_create(
            [
                Arrival(number=at, log=one.log, first=one.told + 1, last=one.settled)
                for at, one in enumerate(new, head.last + 1)
            ],
            batch_size=200,
        )
        Told.objects.bulk_create(
            [Told(log=one.log, position=one.settled) for one in new],
            update_conflicts=True, unique_fields=["log"], update_fields=["position"],
            batch_size=200,
        )  # fmt: skip
        head.last, head.at = head.last + len(new), now
        _number_cases(head)
        head.save()


def _number_cases(head: Numbering) -> None:
    """Put cases into an order of their own: also one of a smaller id that was seen later."""
    untold = Case.objects.filter(~Exists(CaseTold.objects.filter(case=OuterRef("pk"))))
    new = list(untold.order_by("pk").values_list("pk", flat=True))
    CaseTold.objects.bulk_create(
        [CaseTold(number=at, case_id=one) for at, one in enumerate(new, head.last_case + 1)],
        batch_size=200,
    )
    head.last_case += len(new)


def _due(head: Numbering | None, now: datetime) -> bool:
    # A clock that was set back must not stop it.
    return head is None or head.at is None or not timedelta() <= now - head.at < EVERY
