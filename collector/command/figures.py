"""`collector figures`: what the pages would show of a place and a period, as JSON."""

import argparse
import json
from typing import Any

import msgspec
from django.utils.timezone import localdate

from collector.command.days import day_of
from collector.command.places import place_of
from collector.figures import queries, rollup
from collector.figures.queries import Period, Totals

BY = ("day", "month", "hour", "staff", "item", "reason")


def run(arguments: argparse.Namespace) -> int:
    """Bring the figures up to date and print those that were asked for."""
    rollup.bring_up_to_date()
    place = place_of(arguments.place)
    period = Period(
        day_of(arguments.first, localdate().replace(day=1)), day_of(arguments.last, localdate())
    )
    found: dict[str, Any] = {
        "place": place.code,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "total": _plain(queries.totals(place.pk, period)),
    }
    if arguments.by:
        found[f"by_{arguments.by}"] = _parts(place.pk, period, arguments.by)
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 -- this is where a command talks
    return 0


def _parts(place: int, period: Period, by: str) -> dict[str, Any]:
    if by == "reason":
        return {
            f"{catalogue} {code} {national}": n
            for (catalogue, code, national), n in queries.reasons(place, period).items()
        }
    read: Any = {
        "day": queries.by_day, "month": queries.by_month, "hour": queries.by_hour_of_week,
        "staff": queries.by_staff, "item": queries.by_item,
    }[by]  # fmt: skip
    parts: dict[Any, Totals] = read(place, period)
    return {
        " ".join(map(str, key)) if isinstance(key, tuple) else str(key): _plain(total)
        for key, total in sorted(parts.items())
    }


def _plain(total: Totals) -> Any:
    return msgspec.to_builtins(total) | {"waiting": total.waiting}
