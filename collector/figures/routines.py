"""Keeps the figures up to date while ratings arrive."""

from collector.figures.rollup import bring_up_to_date
from collector.ingest.rush import giving_way
from collector.routine import Chore, Routine

EVERY = 2.0
"""Seconds between two looks: how far a figure may be behind what is stored."""


def routines() -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    trouble = ("the figures could not be brought up to date", "统计暂未更新")
    return (Routine("figures", trouble, Chore(giving_way(bring_up_to_date), EVERY)),)
