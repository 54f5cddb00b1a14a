"""`collector figures`: what the pages would show of a place and a period, as JSON."""

import argparse
import json
from datetime import date
from typing import Any

import msgspec
from django.utils.timezone import localdate

from collector.command import CommandError
from collector.figures import queries, rollup
from collector.figures.queries import Period, Totals
from collector.organisation.models import Kind, Node, Window

BY = ("day", "month", "hour", "staff", "item", "reason")


def run(arguments: argparse.Namespace) -> int:
    """Bring the figures up to date and print those that were asked for."""
    rollup.bring_up_to_date()
    place = place_of(arguments.place)
    period = Period(
        _day(arguments.first, localdate().replace(day=1)), _day(arguments.last, localdate())
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


def place_of(code: str) -> Node:
    """Find a place by its code, a window by its hall's code and its own: hall/A01."""
    if not code:
        node = Node.objects.filter(parent=None).order_by("pk").first()
    elif "/" in code:
        hall, _, window = code.partition("/")
        found = Window.objects.filter(hall__code=hall, code=window).select_related("node").first()
        node = found.node if found else None
    else:
        node = Node.objects.exclude(kind=Kind.WINDOW).filter(code=code).first()
    if node is None:
        raise CommandError(f"there is no place {code or '(root)'} · 没有这个地方")
    return node


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError as error:
        raise CommandError(f"{text}: a day is YYYY-MM-DD · 日期写作 YYYY-MM-DD", 2) from error
