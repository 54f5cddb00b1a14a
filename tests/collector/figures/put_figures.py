"""Figures of a place and day, put where the roll-up would have put them."""

from datetime import date
from typing import Any

from collector.figures.models import PlaceDay, PlaceMonth


def put(place: int, day: date, scale: str, **columns: int) -> None:
    """Add counts to a place's day and to its month, which always agree."""
    month = day.replace(day=1)
    for row, _made in (
        PlaceDay.objects.get_or_create(place_id=place, day=day, scale=scale),
        PlaceMonth.objects.get_or_create(place_id=place, month=month, scale=scale),
    ):
        for name, n in columns.items():
            setattr(row, name, getattr(row, name) + n)
        row.save()


def put_answers(place: int, day: date, *, satisfied: int, bad: int, visits: int) -> None:
    """Add services of which some were rated, on the scale of three."""
    put(place, day, "satisfaction-3", invited_0=satisfied, invited_2=bad)
    put(place, day, "", visits=visits, rated=satisfied + bad)


def put_one_of(days: Any, months: Any, place: int, day: date, **key: str) -> None:
    """Add a hundred ratings, ten of them bad, of one member of staff or item of a place."""
    columns = {"scale": "satisfaction-3", "invited_0": 90, "invited_2": 10}
    days.objects.create(place_id=place, day=day, **key, **columns)
    months.objects.create(place_id=place, month=day.replace(day=1), **key, **columns)
