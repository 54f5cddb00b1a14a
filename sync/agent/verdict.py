"""Whether the collector's word about a log is our own history: the only receipt there is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agrees:
    """The collector holds our log up to `position`, byte for byte."""

    position: int


@dataclass(frozen=True, slots=True)
class Differs:
    """The collector holds another history under our key."""

    message: str


@dataclass(frozen=True, slots=True)
class Untold:
    """We no longer have (or cannot read) what is needed to compare."""

    message: str


Verdict = Agrees | Differs | Untold


def compare(
    following: int, digest: str, last: int, digest_at: Callable[[int], bytes | None]
) -> Verdict:
    """Judge a collector that waits for position `following` and is at `digest` before it.

    `last` is the last position of our own log, read after the answer came.
    """
    held = following - 1
    if held > last:
        return Differs(
            f"the collector holds {held} entries of this log and this terminal has {last}: "
            "its disk was restored from an older copy, or copied"
        )
    own = digest_at(held)
    if own is None:
        return Untold(f"entry {held} is not on this terminal any more and cannot be compared")
    if own.hex() != digest:
        return Differs(f"the collector holds another history of {held} entries under this key")
    return Agrees(held)
