"""Nights on which a terminal and the collector counted differently, until somebody settles it."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from collector.alerts.conditions import Condition
from collector.alerts.life import Sight
from collector.alerts.models import Alert
from collector.boards.queries.findings import settled_closings
from collector.ingest.models import Closing, Log
from collector.organisation.models import Node

LOOKED_BACK = timedelta(days=14)


def sights(today: date) -> Iterator[Sight]:
    """Yield the disagreements of the last two weeks, and what was settled of older ones."""
    rows = Closing.objects.filter(
        outcome=Closing.Outcome.DISAGREES, date__gte=today - LOOKED_BACK,
        log__status=Log.Status.APPROVED, log__window__isnull=False,
    ).values_list("log_id", "date", "log__window__node", "log__window__code")  # fmt: skip
    found = list(rows)
    settled = settled_closings(Q(log__in=[row[0] for row in found])) if found else {}
    # Two terminals of one window may disagree on one night: one of them is enough.
    wrong = {(node, day): code for log, day, node, code in found if (log, day) not in settled}
    open_ones = Alert.objects.filter(condition=Condition.DISAGREES, cleared_at=None)
    standing = {(one.place_id, one.subject): one for one in open_ones.select_related("place")}
    places = Node.objects.in_bulk([node for node, _day in wrong])
    for (node, day), code in sorted(wrong.items()):
        yield Sight(
            condition=Condition.DISAGREES, place=places[node], subject=f"{day}", wrong=True,
            fine=False, facts={"window": code, "day": f"{day}"},
        )  # fmt: skip
        standing.pop((node, f"{day}"), None)
    for one in standing.values():
        if date.fromisoformat(one.subject) >= today - LOOKED_BACK:
            yield Sight(
                condition=Condition.DISAGREES, place=one.place, subject=one.subject, wrong=False,
                fine=True, facts=one.facts,
            )  # fmt: skip
