"""Reads the audit trail for those who may: filtered, newest first, a part at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from collector.accounts.audit import START, extend
from collector.accounts.grants import condition
from collector.accounts.models import AuditEntry

_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: all that fit every part that is given. Days are the collector's."""

    account: str = ""
    action: str = ""
    about: str = ""
    first: date | None = None
    last: date | None = None


def entries(wanted: Wanted, branches: Sequence[str]) -> QuerySet[AuditEntry]:
    """Return what fits and lies in these branches, newest first."""
    found = AuditEntry.objects.filter(condition(branches, "branch")).order_by("-position")
    if wanted.account:
        found = found.filter(account=wanted.account)
    if wanted.action:
        found = found.filter(Q(action=wanted.action) | Q(action__startswith=wanted.action + "."))
    if wanted.about:
        found = found.filter(about__contains=wanted.about)
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found


def one_by_one(found: QuerySet[AuditEntry]) -> Iterator[AuditEntry]:
    """Hand out any number of entries without holding them all."""
    return found.iterator(_AT_A_TIME)


def holding(shown: Sequence[AuditEntry]) -> dict[int, bool]:
    """Tell for each of these whether it is as it was written, going by the entry before it."""
    before = {entry.position - 1 for entry in shown}
    digests = {0: START} | {
        position: bytes(digest)
        for position, digest in AuditEntry.objects.filter(position__in=before).values_list(
            "position", "digest"
        )
    }
    return {
        entry.position: (found := digests.get(entry.position - 1)) is not None
        and extend(found, entry) == bytes(entry.digest)
        for entry in shown
    }


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
