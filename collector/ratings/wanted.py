"""What somebody looks for among the ratings, as it stands in the address."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from collector.given import day_in, number_in
from sync.protocol.catalogue import Scale

BAD: Final = "bad"
"""Stands for every level of the national scale that is a bad rating."""
_BAD_UP_TO = 2
_CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "mode": frozenset({"invited", "walk-up"}),
    "outcome": frozenset({"counted", "repeat", "replaced"}),
    "reasons": frozenset({"with", "without"}),
    "clock": frozenset({"unsure"}),
}
_TEXTS: Final[Mapping[str, int]] = {"window": 64, "staff": 64, "item": 200, "level": 130}
_CURSOR = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)"
    r"_([0-9a-f]{32})_([0-9]{1,18})"
)


class Cursor(Struct, frozen=True):
    """The last rating of the page before: the next one is older. `at` is UTC as it is stored."""

    at: str
    log: str
    position: int

    def __str__(self) -> str:
        return f"{self.at}_{self.log}_{self.position}"


class Levels(Struct, frozen=True):
    """Levels that are wanted: by their place on the national scale, or one of a scale's own."""

    nationals: tuple[int, ...] = ()
    scale: str = ""
    level: str = ""


class Wanted(Struct, frozen=True, kw_only=True):
    """All that is given has to fit. Days are the collector's, both included."""

    place: int | None = None
    window: str = ""
    staff: str = ""
    item: str = ""
    level: str = ""
    mode: str = ""
    outcome: str = ""
    reasons: str = ""
    clock: str = ""
    first: date | None = None
    last: date | None = None
    before: Cursor | None = None

    def given(self) -> dict[str, str]:
        """Return the filters that are set, as they stand in an address."""
        found = {"place": "" if self.place is None else str(self.place)}
        for name in ("window", "staff", "item", "level", *_CHOICES):
            found[name] = getattr(self, name)
        for name in ("first", "last"):
            day = getattr(self, name)
            found[name] = day.isoformat() if day else ""
        return {name: text for name, text in found.items() if text}

    def address(self, **changes: str) -> str:
        """Return the query of the same search with some filters changed, from its first page."""
        kept = {**self.given(), **changes}
        return urlencode({name: text for name, text in kept.items() if text})

    def levels(self, scales: Mapping[str, Scale]) -> Levels | None:
        """Return the levels that are wanted, or None for all of them."""
        if self.level == BAD:
            return Levels(nationals=tuple(range(1, _BAD_UP_TO + 1)))
        if self.level in {"1", "2", "3", "4", "5"}:
            return Levels(nationals=(int(self.level),))
        scale, _, level = self.level.partition(":")
        known = scales.get(scale)
        if known is None or known.rank(level) is None:
            return None
        return Levels(scale=scale, level=level)


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """Read an address. What makes no sense is as if it were not there: a page is shown anyhow."""
    texts = {name: _text(query.get(name, ""), most) for name, most in _TEXTS.items()}
    chosen = {name: query.get(name, "") for name in _CHOICES}
    return Wanted(
        place=number_in(query.get("place", "")),
        first=_day(query.get("first", "")),
        last=_day(query.get("last", "")),
        before=_cursor(query.get("before", "")),
        **texts,
        **{name: text if text in _CHOICES[name] else "" for name, text in chosen.items()},
    )


def _text(text: str, most: int) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()[:most]


def _day(text: str) -> date | None:
    day = day_in(text)
    # Outside these years a day cannot be moved between time zones.
    return day if day and 1970 <= day.year <= 8999 else None  # noqa: PLR2004 -- sync.protocol.entries


def _cursor(text: str) -> Cursor | None:
    found = _CURSOR.fullmatch(text)
    if found is None or _day(found[1][:10]) is None:
        return None
    return Cursor(found[1], found[2], int(found[3]))
