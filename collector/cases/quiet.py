"""Passing over what is new in logs where nothing happened that a case could follow from.

Most logs, most of the time: a look at a log of its own costs hundreds of times what this does.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from msgspec import Struct

from collector.cases.models import Case, Following
from collector.cases.opening import ledger
from sync.protocol.receipt_code import tag_of

_NEW = """
SELECT n.log_id, n.known, n.entries,
  EXISTS (SELECT 1 FROM ingest_rating r WHERE r.log_id = n.log_id
    AND r.position > n.known AND r.position <= n.entries
    AND (r.national <= %s OR r.replaces IS NOT NULL))
  OR EXISTS (SELECT 1 FROM ingest_reasonpicked p WHERE p.log_id = n.log_id
    AND p.position > n.known AND p.position <= n.entries)
FROM (SELECT s.log_id, s.entries, coalesce(f.position, 0) AS known
  FROM ingest_standing s LEFT JOIN cases_following f ON f.log = s.log_id
  WHERE s.log_id IN ({logs})) n
WHERE n.entries > n.known AND n.entries <= n.known + %s
"""


class Passed(Struct, frozen=True):
    """How many entries were passed over, and the logs that want a look of their own."""

    entries: int
    others: list[UUID]


def pass_over(logs: Sequence[UUID], national: int, most: int) -> Passed:
    """Pass over what is new in these logs, where that is at most `most` entries of no interest.

    Of interest is a rating of at most this level, a change of mind, a reason, and whatever comes
    to a log of whose rating a citizen has written before it arrived. Holds the ledger, as whoever
    opens cases does: what a citizen writes meanwhile finds its rating, or is found here.
    """
    with ledger():
        awaited = set(Case.objects.filter(log=None, position__gt=0).values_list("tag", flat=True))
        quiet = [
            (log, known, entries)
            for log, known, entries, eventful in _new(logs, national, most)
            if not eventful and tag_of(log.hex) not in awaited
        ]
        Following.objects.bulk_create(
            [Following(log=log, position=entries) for log, _known, entries in quiet],
            update_conflicts=True, unique_fields=["log"], update_fields=["position"],
        )  # fmt: skip
    passed = {log for log, _known, _entries in quiet}
    return Passed(
        sum(entries - known for _log, known, entries in quiet),
        [log for log in logs if log not in passed],
    )


def _new(logs: Sequence[UUID], national: int, most: int) -> list[tuple[UUID, int, int, bool]]:
    native = connection.features.has_native_uuid_field
    names = [log if native else log.hex for log in logs]
    text = _NEW.format(logs=", ".join(["%s"] * len(names)))
    with connection.cursor() as cursor:
        cursor.execute(text, [national, *names, most])
        return [
            (log if native else UUID(log), known, entries, bool(eventful))
            for log, known, entries, eventful in cursor.fetchall()
        ]
