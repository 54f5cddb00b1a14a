"""Scores of inspections, as exact fractions, for the composite."""

from collector.figures.queries import Period


def scores_of(_path: str, _period: Period) -> tuple[str, ...]:
    """Return the scores of the inspections of a branch in a period that count."""
    return ()
