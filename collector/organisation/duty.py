"""Who is at which window when, as it was planned. What happened is in the shifts of the logs."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import F, Q

from collector.organisation.models import Duty

DAYS_OF_A_WEEK = 7


def holds(duty: Duty, day: date) -> bool:
    """Tell whether a duty is on a day: within its days, on its weekday, in its turn."""
    if day < duty.since or (duty.until is not None and day >= duty.until):
        return False
    return bool(duty.weekdays >> day.weekday() & 1) and _weeks(duty, day) % duty.every_weeks == 0


def now(duty: Duty, moment: datetime) -> bool:
    """Tell whether a duty is on at a moment of the hall's own time."""
    if not holds(duty, moment.date()):
        return False
    if duty.starts is None or duty.ends is None:
        return True
    return duty.starts <= moment.time() < duty.ends


def of_day(day: date, condition: Q | None = None) -> list[Duty]:
    """Return the duties of a day with their staff and windows, earliest first; one query."""
    rows = (
        Duty.objects.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day)))
        .filter(condition or Q())
        .select_related("staff", "window__hall")
        .order_by("starts", "staff__number", "pk")
    )
    return [one for one in rows if holds(one, day)]


def planned(moment: datetime, windows: Iterable[int]) -> dict[int, list[str]]:
    """Return the numbers of the staff planned at each window at a moment."""
    found: dict[int, list[str]] = {}
    for one in of_day(moment.date(), Q(window__in=list(windows))):
        if now(one, moment):
            found.setdefault(one.window_id, []).append(one.staff.number)
    return found


def planned_in(moment: datetime, hall: int) -> tuple[bool, dict[int, tuple[str, ...]]]:
    """Return whether a hall plans duty at all, and who is planned now at which of its windows.

    Two queries; what the database can decide it does, since a large hall has thousands.
    """
    day, clock = moment.date(), moment.time()
    all_day = Q(starts__isnull=True)
    rows = (
        Duty.objects.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day)))
        .filter(all_day | Q(starts__lte=clock, ends__gt=clock), window__hall=hall)
        .alias(today=F("weekdays").bitand(1 << day.weekday()))
        .filter(today__gt=0)
        .order_by("staff__number")
    )
    found: dict[int, tuple[str, ...]] = {}
    for one in rows.values_list("window_id", "staff__number", "since", "every_weeks"):
        window, number, since, weeks = one
        if weeks == 1 or _since_week(since, day) % weeks == 0:
            found[window] = (*found.get(window, ()), number)
    return bool(found) or Duty.objects.filter(window__hall=hall).exists(), found


def twice(duties: Iterable[Duty]) -> list[tuple[Duty, Duty]]:
    """Return pairs of duties of one day that have one person at two windows at one time."""
    pairs = []
    seen: dict[int, list[Duty]] = {}
    for one in duties:
        others = seen.setdefault(one.staff_id, [])
        pairs += [(other, one) for other in others if other.window_id != one.window_id
                  and _overlap(other, one)]  # fmt: skip
        others.append(one)
    return pairs


def _overlap(one: Duty, other: Duty) -> bool:
    if None in {one.starts, one.ends, other.starts, other.ends}:
        return True
    assert one.starts and one.ends and other.starts and other.ends  # noqa: S101, PT018 -- as asked
    return one.starts < other.ends and other.starts < one.ends


def _weeks(duty: Duty, day: date) -> int:
    return _since_week(duty.since, day)


@lru_cache(maxsize=1_024)
def _since_week(since: date, day: date) -> int:
    monday = since - timedelta(days=since.weekday())
    return (day - monday).days // DAYS_OF_A_WEEK
