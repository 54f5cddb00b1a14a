"""Ratings that two people have found mistaken or malicious, for figures "with and without" them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate, make_aware
from msgspec import Struct

from collector.accounts.grants import condition
from collector.cases.models import Case, Outcome
from collector.figures.queries import Period


class Upheld(Struct, frozen=True, kw_only=True):
    """A rating that is left out of the figures "without". `day`: on which it was given."""

    case: str
    log: UUID
    position: int
    day: date
    window: str
    staff: str
    item: str
    path: str
    scale: str
    rank: int
    national: int
    mode: str
    kind: str


def upheld(path: str | tuple[str, ...], period: Period) -> list[Upheld]:
    """Return the ratings of a branch, or several, given in a period, whose appeal was upheld."""
    branches = (path,) if isinstance(path, str) else path
    return _upheld(condition(branches, "path"), period)


def upheld_in(place: int, period: Period) -> list[Upheld]:
    """Return them for a place, by its node's id: also where it stood elsewhere on that day."""
    return _upheld(Q(path__contains=f"/{place}/"), period)


def _upheld(where: Q, period: Period) -> list[Upheld]:
    rows = Case.objects.filter(where, outcome__in=_OUTCOMES, log__isnull=False).filter(
        rated_at__gte=_start(period.first),
        rated_at__lt=_start(period.last + timedelta(days=1)),
    )
    return [_of(case) for case in rows.order_by("rated_at", "pk")]


def of_rating(log: UUID, position: int) -> Case | None:
    """Return the case of a rating."""
    return Case.objects.filter(log=log, position=position).first()


def of_ratings(keys: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], Case]:
    """Return the cases of some ratings, by log and position."""
    wanted = set(keys)
    rows = Case.objects.filter(
        log__in={log for log, _ in wanted}, position__in={position for _, position in wanted}
    )
    found = {(one.log, one.position): one for one in rows if one.log and one.position}
    return {key: case for key, case in found.items() if key in wanted}


_OUTCOMES = (Outcome.MISTAKEN, Outcome.MALICIOUS)


def _of(case: Case) -> Upheld:
    assert case.log is not None  # noqa: S101 -- the query says so
    assert case.rated_at is not None  # noqa: S101 -- what has a log has its facts
    return Upheld(
        case=case.number, log=case.log, position=case.position or 0, day=localdate(case.rated_at),
        window=case.window, staff=case.staff, item=case.item, path=case.path, scale=case.scale,
        rank=case.rank or 0, national=case.national or 0, mode=case.mode, kind=case.outcome,
    )  # fmt: skip


def _start(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
