"""Whether what was tapped, what the journals hold and what the collector counts are one number."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """One window's taps since the demonstration began, counted in three places.

    `taps` is what citizens were thanked for, `journal` ratings in the terminal's own log,
    `collector` ratings the collector holds, repeats and replaced ones included.
    """

    window: str
    taps: int
    journal: int
    collector: int

    @property
    def agrees(self) -> bool:
        """Whether the three are one number."""
        return self.taps == self.journal == self.collector


def problems(tallies: Sequence[Tally], *, taps_expected: bool) -> list[str]:
    """Say what does not fit, a sentence each; an empty list is success."""
    found = [
        f"{tally.window}: 三处数字不一致 · the three numbers differ"
        for tally in tallies
        if not tally.agrees
    ]
    if taps_expected and not sum(tally.taps for tally in tallies):
        found.append("没有任何点选 · nothing was tapped")
    return found
