"""Whose figures are whose: which window a code in an entry means, and where it stood that day.

Counts are kept by log, day and the code in the entry. A window may have been given another code,
moved or merged since, and a terminal may write the old code for weeks before it hears of a new
one. So: a log speaks for its own window under every code that window has ever had; any other code
is looked up in the hall where its window stood that day. Nothing that is changed today changes
where the figures of an earlier day belong.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collector.organisation.models import Kind, Spell


@dataclass(frozen=True, slots=True)
class Stretch:
    """A window under one code at one place, from `since` on."""

    window: int
    since: date
    until: date | None
    path: str
    code: str
    hall: int


class Directory:
    """Every window's stretches. A snapshot: read anew for each page or report."""

    def __init__(self, stretches: Mapping[int, Sequence[Stretch]]) -> None:
        """Take each window's stretches in order, by the window's id."""
        self._of = stretches
        self._codes = {window: {one.code for one in some} for window, some in stretches.items()}
        holders: dict[tuple[int, str], list[Stretch]] = defaultdict(list)
        for some in stretches.values():
            for one in some:
                holders[one.hall, one.code].append(one)
        self._holders = {key: sorted(some, key=_begins) for key, some in holders.items()}

    @classmethod
    def read(cls) -> "Directory":
        """Read it from the database with one query."""
        rows = Spell.objects.filter(node__kind=Kind.WINDOW, hall__isnull=False).order_by("since")
        found: dict[int, list[Stretch]] = defaultdict(list)
        for row in rows.values_list("node__window", "since", "until", "path", "code", "hall_id"):
            found[row[0]].append(Stretch(*row))
        return cls(found)

    def window_of(self, own: int, code: str, day: date) -> int | None:
        """Return the id of the window that a log of window `own` meant by a code on a day.

        None: no window of that hall has ever had that code.
        """
        if code in self._codes.get(own, ()):
            return own
        stood = self.stretch(own, day)
        holders = self._holders.get((stood.hall, code)) if stood else None
        return _at(holders, day).window if holders else None

    def stretch(self, window: int, day: date) -> Stretch | None:
        """Return how a window stood on a day; before its first day as on that one, and so on."""
        some = self._of.get(window)
        return _at(some, day) if some else None

    def stretches(self, window: int | None) -> Sequence[Stretch]:
        """Return how a window has stood, in order; nothing for an unknown one."""
        return self._of.get(window, ()) if window is not None else ()

    def path(self, window: int, day: date) -> str:
        """Return the path a window's figures of a day belong to, "" for an unknown window."""
        found = self.stretch(window, day)
        return found.path if found else ""

    def turns(self, first: date, last: date) -> list[date]:
        """Return the days after `first` up to `last` on which any window's stretch begins.

        Between two of them every window stands still, so figures may be summed over all the days.
        """
        days = {one.since for some in self._of.values() for one in some[1:]}
        return sorted(day for day in days if first < day <= last)


def former_codes(hall: int) -> dict[str, str]:
    """Return codes that windows of a hall have had and no window has now, with the code now."""
    rows = (
        Spell.objects.filter(hall=hall, until__isnull=False, node__kind=Kind.WINDOW)
        .order_by("since")
        .values_list("code", "node__window__code")
    )
    return {once: now for once, now in rows if once != now}


def present(day: date) -> Q:
    """Return the condition that a window has not ended."""
    return Q(node__until__isnull=True) | Q(node__until__gt=day)


def _begins(one: Stretch) -> date:
    return one.since


def _at(some: Sequence[Stretch], day: date) -> Stretch:
    return some[max(0, bisect_right(some, day, key=_begins) - 1)]
