"""What the filter against repeats changes in a window's figure: both figures side by side."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils.timezone import make_aware
from msgspec import Struct

from collector.figures.models import LogDay
from collector.figures.national import SATISFIED
from collector.figures.rates import Share
from collector.ingest.models import Rating
from collector.ratings.scope import Stay


class Effect(Struct, frozen=True):
    """The share of 满意 among all taps, asked for or not: those that count, and with repeats too.

    The rates on other pages have neither walk-ups nor repeats in them: no filter changes those.
    """

    counted: Share
    everything: Share

    @property
    def repeats(self) -> int:
        """Return how many taps the filter keeps out."""
        return self.everything.n - self.counted.n


def of_day(log: UUID, windows: Iterable[str], day: date) -> Effect | None:
    """Count one log's day, None where the figures have not read it yet. Two queries."""
    extent = LogDay.objects.filter(log=log, day=day).values_list("first", "last").first()
    if extent is None:
        return None
    here = Q(
        log=log, position__range=extent, window__in=list(windows), at__gte=_midnight(day),
        at__lt=_midnight(day + timedelta(days=1)),
    )  # fmt: skip
    return _effect(_grouped(here))


DAYS: Final = 62
"""The figure of a window is made for so many of its days at most, the latest."""


def of_window(some: Sequence[Stay], first: date | None, last: date | None) -> Effect | None:
    """Count the logs of a window over days, both included. Two queries, along the logs' keys."""
    days = LogDay.objects.filter(log__in=[one.log for one in some])
    if first:
        days = days.filter(day__gte=first)
    if last:
        days = days.filter(day__lte=last)
    extents = [
        row for row in days.order_by("-day").values_list("log", "day", "first", "last")[:DAYS]
        if any(one.log == row[0] and one.first <= row[1] <= one.last for one in some)
    ]  # fmt: skip
    if not extents:
        return None
    here = Q(pk__in=())
    for log, day, start, end in extents:
        moments = _midnight(day), _midnight(day + timedelta(days=1))
        here |= Q(log=log, position__range=(start, end), at__gte=moments[0], at__lt=moments[1])
    return _effect(_grouped(here))


def _effect(rows: Sequence[tuple[str, int, int]]) -> Effect:
    counted = [(national, n) for outcome, national, n in rows if outcome == Rating.Outcome.COUNTED]
    return Effect(_share(counted), _share([(national, n) for _, national, n in rows]))


def _grouped(here: Q) -> list[tuple[str, int, int]]:
    rows = Rating.objects.filter(here).exclude(outcome=Rating.Outcome.REPLACED).order_by()
    return list(rows.values_list("outcome", "national").annotate(n=Count("position")))


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _share(rows: Sequence[tuple[int, int]]) -> Share:
    good = sum(n for national, n in rows if national >= SATISFIED)
    return Share(good, sum(n for _, n in rows))
