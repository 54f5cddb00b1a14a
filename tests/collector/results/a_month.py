"""A month of a hall that is over: figures, cases, closings, as other rooms leave them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import localdate, make_aware

from collector.cases.models import Case
from collector.figures.models import PlaceReached
from collector.organisation.models import Node
from tests.collector.improvement.counted import Day, count

LAST = (localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
"""The first day of the last month that is over."""
WORD = f"{LAST:%Y-%m}"


def rated(node: Node, good: int, basic: int = 0, bad: int = 0, unrated: int = 0) -> None:
    """Put ratings of the month into a place's figures."""
    count(Day(node, LAST + timedelta(days=3), good, basic, bad, unrated))


def closed_nights(node: Node, due: int, complete: int) -> None:
    PlaceReached.objects.create(
        place=node, day=LAST + timedelta(days=3), due=due, complete=complete
    )


def case_of(node: Node, number: str, day: date = LAST, **more: Any) -> Case:
    """A bad rating's case, opened in the month and due in it."""
    at = make_aware(datetime.combine(day, datetime.min.time()))
    done = {"closed_at": at, "stage": "closed"} if more.get("outcome") else {}
    return Case.objects.create(
        number=number, origin="rating", path=node.path, place=node, window=node.code,
        log=uuid4(), position=7, rated_at=at, staff="3140", mode="invited",
        scale="satisfaction-3", level="unsatisfied", rank=2, national=2, opened_at=at,
        opened_on=day, since=day, days_total=5, days_verify=1, days_put_right=3, days_answer=4,
        due_on=day + timedelta(days=7), step_due_on=day + timedelta(days=1), **{**done, **more},
    )  # fmt: skip
