"""Which scales and reason catalogues ratings were really given with, read from the figures."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import F, Max, Min, Q, Sum
from msgspec import Struct

from collector.figures.models import LEVELS, PlaceDay, PlaceMonth, PlaceReason
from collector.organisation.models import Kind

_RATINGS: Final = sum(
    (F(f"{how}_{rank}") for how in ("invited", "walk_up") for rank in range(1, LEVELS)),
    start=F("invited_0") + F("walk_up_0"),
)


class Used(Struct, frozen=True):
    """How many ratings that count were given with something, and between which days.

    Of a scale the days are the first ones of its first and its last month.
    """

    ratings: int
    first: date
    last: date


def scales(places: Iterable[int]) -> dict[str, Used]:
    """Return what was answered with each scale in these places, none of them inside another."""
    rows = (
        PlaceMonth.objects.filter(place__in=list(places)).exclude(scale="").order_by()
        .values_list("scale").annotate(n=Sum(_RATINGS), first=Min("month"), last=Max("month"))
    )  # fmt: skip
    return {scale: Used(int(n), first, last) for scale, n, first, last in rows if n}


def catalogues(places: Iterable[int]) -> dict[str, Used]:
    """Return how often reasons of each catalogue were named; a rating may name several."""
    rows = (
        PlaceReason.objects.filter(place__in=list(places)).order_by()
        .values_list("catalogue").annotate(n=Sum("ratings"), first=Min("day"), last=Max("day"))
    )  # fmt: skip
    return {catalogue: Used(int(n), first, last) for catalogue, n, first, last in rows if n}


def scales_at_windows(where: Q, since: date) -> dict[int, tuple[str, date]]:
    """Return the scale last answered with at each window since a day, by the window's node.

    where: a condition on the path in `place__path`.
    """
    rows = PlaceDay.objects.filter(where, place__kind=Kind.WINDOW, day__gte=since)
    return _last(rows.exclude(scale="").order_by().values_list("place", "scale")
                 .annotate(last=Max("day")))  # fmt: skip


def catalogues_at_windows(where: Q, since: date) -> dict[int, tuple[str, date]]:
    """Return the catalogue whose reasons were last named at each window, as `scales_at_windows`."""
    rows = PlaceReason.objects.filter(where, place__kind=Kind.WINDOW, day__gte=since)
    return _last(rows.order_by().values_list("place", "catalogue").annotate(last=Max("day")))


def _last(rows: Iterable[tuple[int, str, date]]) -> dict[int, tuple[str, date]]:
    found: dict[int, tuple[str, date]] = {}
    for place, name, day in rows:
        if place not in found or found[place][1] < day:
            found[place] = (name, day)
    return found
