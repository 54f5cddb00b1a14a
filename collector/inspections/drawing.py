"""Draws windows by lot so that anybody can check the draw afterwards with nothing but SHA-256.

Method "draw/1": each candidate's lot is the SHA-256, in hexadecimal, of the UTF-8 text
"<seed> <ticket>", where the ticket is "<hall code>/<window code>". Within a department the lots
are sorted; the first `number` of them are drawn. A window's lot does not depend on any other
window, so that adding or leaving one out moves nobody else's.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from msgspec import Struct

METHOD = "draw/1"


class Candidate(Struct, frozen=True, kw_only=True):
    """A window that can be drawn. `stratum`: the department's code, "" for a window in none."""

    window: int
    ticket: str
    stratum: str
    left_out: str = ""
    """Why it takes no part: the day on which it was drawn last, "" where it takes part."""


class Lot(Struct, frozen=True, kw_only=True):
    """A candidate's lot, and whether it was drawn."""

    candidate: Candidate
    lot: str
    drawn: bool


def draw(seed: str, candidates: Iterable[Candidate], number: int) -> list[Lot]:
    """Draw `number` windows of each department, all where there are no more.

    Returned by department, then by lot, whatever order the candidates come in.
    """
    found: list[Lot] = []
    for _stratum, some in sorted(_strata(candidates).items()):
        taken = 0
        for one in sorted(some, key=lambda one: (lot(seed, one.ticket), one.ticket)):
            drawn = not one.left_out and taken < number
            taken += drawn
            found.append(Lot(candidate=one, lot=lot(seed, one.ticket), drawn=drawn))
    return found


def lot(seed: str, ticket: str) -> str:
    """Return a ticket's lot."""
    return sha256(f"{seed} {ticket}".encode()).hexdigest()


def _strata(candidates: Iterable[Candidate]) -> Mapping[str, list[Candidate]]:
    strata: dict[str, list[Candidate]] = {}
    for one in candidates:
        strata.setdefault(one.stratum, []).append(one)
    return strata
