"""Whether what was tapped, what the journals hold and what the collector counts are one number."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """One window's taps since the demonstration began, counted in three places.

    `taps` is what the scripted citizen tapped, None where a person does; `journal` ratings in
    the terminal's own log; `collector` ratings held there, repeats and replaced ones included.
    """

    window: str
    taps: int | None
    journal: int
    collector: int

    @property
    def agrees(self) -> bool:
        """Whether they are one number."""
        return self.journal == self.collector and self.taps in (None, self.journal)


def problems(tallies: Sequence[Tally], *, taps_expected: bool) -> list[str]:
    """Say what does not fit, a sentence each; an empty list is success."""
    found = [
        f"{tally.window}: 数字不一致 · the numbers differ" for tally in tallies if not tally.agrees
    ]
    if taps_expected and not any(tally.taps for tally in tallies):
        found.append("没有任何点选 · nothing was tapped")
    return found
