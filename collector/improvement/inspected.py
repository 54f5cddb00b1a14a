"""Scores of inspections, as the composite and before and after need them."""

from collector.figures.queries import Period
from collector.inspections.models import Inspection, State


def scores_of(path: str, period: Period) -> tuple[str, ...]:
    """Return the scores of a branch's inspections done in a period, as exact fractions, "19/20".

    In the order of days. Those that count, as the page of inspections' results has them: not a
    second sheet of the same one, and no second look at what was wrong.
    """
    rows = Inspection.objects.filter(
        path__startswith=path, state=State.DONE, counts=True, of=None,
        day__range=(period.first, period.last),
    )  # fmt: skip
    scores = rows.exclude(score="").order_by("day", "pk").values_list("score", flat=True)
    return tuple(scores)
