"""What time it was when a citizen tapped, as well as two clocks can tell. Nothing is rewritten.

A terminal writes what its wall clock said (`at`) and how long its program had run (`up`), by a
clock that never jumps. Where a later moment of the same run is known better, one counts back from
there: corrected = at of that moment, less how far the clock was ahead then, less (its up less the
rating's up). A clock that was wrong and set in between is corrected by that as well.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from sync.protocol.entries import AnyEntry

TRUSTED_WITHIN: Final = timedelta(minutes=2)
"""A clock that says "ok" is no further off than this: docs/protocol.md, "Entries"."""


class Reference(Struct, frozen=True, kw_only=True):
    """A moment that is known better. `ahead`: how far the wall clock was ahead, ms.

    told: whether the terminal has compared clocks with this collector then; else its clock was
    set from a source it trusts, and nothing finer is known.
    """

    at: datetime
    up: int
    ahead: int
    told: bool
    heard: datetime | None = None


class Clocks(Struct, frozen=True, kw_only=True):
    """Both clocks. `offset`: how far the wall clock was ahead at the tap, ms; None: unknown."""

    at: datetime
    boot: int
    up: int
    clock: str
    reference: Reference | None
    offset: int | None
    corrected: datetime | None


def correct(entry: AnyEntry, told: Reference | None, later: Iterable[AnyEntry]) -> Clocks:
    """Correct an entry's time.

    told: what the terminal has last said, if it was of the same run. later: entries that follow,
    in order; the last one of the same run with a trusted clock is as good as one can have.
    """
    reference = told or _trusted(entry, later)
    corrected = None
    if reference is not None:
        back = timedelta(milliseconds=reference.up - entry.up + reference.ahead)
        corrected = reference.at - back
    return Clocks(
        at=entry.at,
        boot=entry.boot,
        up=entry.up,
        clock=entry.clock,
        reference=reference,
        offset=None if corrected is None else round((entry.at - corrected) / _MS),
        corrected=corrected,
    )


_MS = timedelta(milliseconds=1)


def _trusted(entry: AnyEntry, later: Iterable[AnyEntry]) -> Reference | None:
    same = [one for one in (entry, *later) if one.boot == entry.boot and one.clock == "ok"]
    if not same:
        return None
    return Reference(at=same[-1].at, up=same[-1].up, ahead=0, told=False)
