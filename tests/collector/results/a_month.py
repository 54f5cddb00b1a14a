"""A month of a hall that is over: figures, cases, closings, as other rooms leave them."""

from datetime import timedelta

from django.utils.timezone import localdate

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
