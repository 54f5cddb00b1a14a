"""Which forks and disagreeing closings somebody has settled already."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from collector.boards.models import Finding


def settled_forks(wanted: Q) -> Mapping[UUID, Finding]:
    """Return the latest finding about each log's fork; `wanted` is about findings."""
    found: dict[UUID, Finding] = {}
    for one in Finding.objects.filter(wanted, day__isnull=True):
        found.setdefault(one.log_id, one)
    return found


def settled_closings(wanted: Q) -> Mapping[tuple[UUID, date], Finding]:
    """Return the latest finding about each log's closing of a day."""
    found: dict[tuple[UUID, date], Finding] = {}
    for one in Finding.objects.filter(wanted, day__isnull=False).select_related("log"):
        if one.day is not None:
            found.setdefault((one.log_id, one.day), one)
    return found


def is_open(seen: datetime, finding: Finding | None) -> bool:
    """Tell whether a batch set aside at `seen` is not covered by a finding."""
    return finding is None or seen > finding.at
