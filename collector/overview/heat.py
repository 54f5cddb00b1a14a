"""Hour × weekday: the share that is less than satisfied and its n, in each cell of a table."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from collector.figures.findings import Compared, Comparison, Verdict
from collector.overview import writing

STEPS = (0.04, 0.06, 0.08, 0.10)
"""Between the five greys, as shares. With a common share beyond them they grow with it."""


class Cell(Struct, frozen=True, kw_only=True):
    """One hour of one weekday. `text` is "" below the number a share needs; n 0: nobody rated."""

    text: str
    n: int
    grey: int
    beyond: str
    """"worse", "better" or ""."""

    @property
    def written(self) -> str:
        """`n` as it is written."""
        return writing.count(self.n)


class Heat(Struct, frozen=True, kw_only=True):
    """The table: hours across, weekdays down, and what the greys mean."""

    hours: tuple[int, ...]
    days: tuple[tuple[int, tuple[Cell, ...]], ...]
    legend: tuple[str, ...]


def draw_heat(comparison: Comparison[tuple[int, int]]) -> Heat | None:
    """Lay the cells out; None where there are none."""
    found = {one.key: one for one in comparison.parts}
    if not found:
        return None
    hours = range(min(hour for _, hour in found), max(hour for _, hour in found) + 1)
    steps = _steps(comparison)
    return Heat(
        hours=tuple(hours),
        days=tuple(
            (day, tuple(_cell(found.get((day, hour)), steps) for hour in hours))
            for day in sorted({day for day, _ in found})
        ),
        legend=tuple(_legend(steps)),
    )


def _steps(comparison: Comparison[tuple[int, int]]) -> tuple[float, ...]:
    common = comparison.common.value or 0.0
    times = 1
    while common > STEPS[-1] * times:
        times *= 2
    return tuple(step * times for step in STEPS)


def _cell(one: Compared[tuple[int, int]] | None, steps: tuple[float, ...]) -> Cell:
    if one is None:
        return Cell(text="", n=0, grey=0, beyond="")
    share = one.share
    if not share.enough:
        return Cell(text="", n=share.n, grey=0, beyond="")
    return Cell(
        text=writing.percent(share.k, share.n),
        n=share.n,
        grey=1 + sum(1 for step in steps if share.k / share.n > step),
        # The share is of those less than satisfied: above is worse.
        beyond={Verdict.ABOVE: "worse", Verdict.BELOW: "better"}.get(one.verdict, ""),
    )


def _legend(steps: tuple[float, ...]) -> Iterator[str]:
    ends = [f"{100 * step:.0f}" for step in steps]
    yield f"≤{ends[0]}"
    for low, high in pairwise(ends):
        yield f"{low}–{high}"
    yield f">{ends[-1]}"
