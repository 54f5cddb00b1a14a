"""The collector's own disk: when it is full, no rating can be taken in."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from collector.alerts.conditions import Condition
from collector.alerts.life import Sight
from collector.organisation.models import Node

RECOVERED = 1.5
"""So many times the limit has to be free before it is over."""


class Space(NamedTuple):
    """Bytes of the disk, and those of them that are free."""

    total: int
    free: int


def sights(space: Callable[[], Space], percent: int) -> Iterator[Sight]:
    """Yield the one sight, at the outermost place; nothing where there is no place yet."""
    root = Node.objects.filter(parent=None, until=None).order_by("pk").first()
    if root is None:
        return
    total, free = space()
    share = 100 * free / total if total else 100.0
    yield Sight(
        condition=Condition.STORAGE, place=root, wrong=share < percent,
        fine=share >= percent * RECOVERED,
        # Whole tens of megabytes: what changes with each rating is no news.
        facts={"free": free // 10_000_000 * 10_000_000, "total": total},
    )  # fmt: skip
