"""Reading entries in order and keeping in memory what they amount to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import UNSET, UnsetType

from collector.ingest.database.session import Session, Table
from collector.ingest.projection import known as at_
from collector.ingest.projection.closing import close
from collector.ingest.projection.counting import (
    REPEATS,
    REPLACED,
    UNRATED,
    VISITS,
    Counts,
)
from collector.ingest.projection.known import Known
from collector.ingest.projection.rules import Read, Rules, Stamp
from collector.ingest.projection.standing import Standing
from collector.ingest.tables import (
    CLOSING,
    QUARANTINE,
    RATING,
    REASON,
    SHIFT,
    STATE,
)
from collector.ingest.tables import UNRATED as UNRATED_TABLE
from collector.ingest.tables import VISIT as VISIT_TABLE
from sync.protocol.calls import Quarantined
from sync.protocol.entries import (
    Boot,
    Clock,
    Day,
    Fault,
    Rating,
    Reasons,
    Shift,
    State,
    Unknown,
    Unrated,
    Unreadable,
    Visit,
)


class Fold:
    """One run of consecutive entries of one log: `read` them all, then look at the results."""

    def __init__(self, session: Session, log: Any, rules: Rules, standing: Standing) -> None:
        self._session = session
        self._log = log
        self._rules = rules
        self.standing = standing
        self.known = Known(session, log)
        self.counts = Counts(rules.calendar)
        self.quarantined: list[Quarantined] = []
        self.rows: dict[Table, list[Sequence[Any]]] = {
            table: [] for table in (VISIT_TABLE, UNRATED_TABLE, RATING, REASON, SHIFT, STATE,
                                    CLOSING, QUARANTINE)
        }  # fmt: skip
        self.first = 0
        self._apply: Mapping[type, Callable[[Stamp, Any], None]] = {
            Boot: self._boot, Shift: self._shift, State: self._state, Visit: self._visit,
            Rating: self._rating, Reasons: self._reasons, Unrated: self._unrated,
            Clock: self._nothing, Day: self._day, Unknown: self._nothing,
            Unreadable: self._unreadable,
        }  # fmt: skip

    def read(self, first: int, entries: Sequence[Read]) -> None:
        """Take in the entries at positions from `first` on, which follow what was read before."""
        self.first = first
        visits: set[int] = set()
        ratings: set[int] = set()
        for kind, position in _references(entries):
            if position < first:
                (visits if kind == "visit" else ratings).add(position)
        self.known.load(visits, ratings)
        apply = self._apply
        for stamp, entry in entries:
            apply[type(entry)](stamp, entry)
        self.standing.entries = first + len(entries) - 1

    def _quarantine(self, position: int, fault: str, message: str) -> None:
        self.quarantined.append(Quarantined(position=position, code=fault, message=message))
        self.rows[QUARANTINE].append((self._log, position, fault, message))

    def _dangling(self, position: int, kind: str, reference: int) -> None:
        self._quarantine(
            position, Fault.BAD_REFERENCE, f"there is no {kind} at position {reference}"
        )

    def _unreadable(self, stamp: Stamp, entry: Unreadable) -> None:
        self._quarantine(stamp[0], entry.code, entry.message)

    def _nothing(self, stamp: Stamp, entry: Unknown | Clock) -> None:
        """Keep an entry that nothing is derived from yet."""

    def _boot(self, _stamp: Stamp, entry: Boot) -> None:
        self.standing.version = entry.version

    def _shift(self, stamp: Stamp, entry: Shift) -> None:
        self.rows[SHIFT].append((self._log, *stamp, entry.window, entry.staff, entry.action))
        standing = self.standing
        standing.window = entry.window
        if entry.action == "start":
            standing.staff = entry.staff
            standing.staff_at = stamp[1]
        elif standing.staff == entry.staff:
            standing.staff = ""
            standing.staff_at = stamp[1]

    def _state(self, stamp: Stamp, entry: State) -> None:
        self.rows[STATE].append((self._log, *stamp, entry.window, entry.state, entry.cause))
        standing = self.standing
        standing.window = entry.window
        standing.state = entry.state
        standing.cause = entry.cause
        standing.state_at = stamp[1]

    def _visit(self, stamp: Stamp, entry: Visit) -> None:
        row = [
            self._log, *stamp, entry.window, entry.staff,
            _or_empty(entry.ticket), _or_empty(entry.item), entry.by, None, "",
        ]  # fmt: skip
        self.rows[VISIT_TABLE].append(row)
        self.known.visits[stamp[0]] = row
        self.counts.add(stamp[1], entry.window, entry.staff, "", VISITS, 1)

    def _unrated(self, stamp: Stamp, entry: Unrated) -> None:
        visit = self.known.visits.get(entry.visit)
        if visit is None:
            self._dangling(stamp[0], "visit", entry.visit)
            return
        row = (self._log, *stamp, entry.visit, entry.cause)
        self.rows[UNRATED_TABLE].append(row)
        if visit[at_.V_RATING] is None and not visit[at_.V_UNRATED]:
            visit[at_.V_UNRATED] = entry.cause
            self._visit_changed(visit)
            self._count_unrated(visit, entry.cause, 1)

    def _reasons(self, stamp: Stamp, entry: Reasons) -> None:
        if entry.rating not in self.known.ratings:
            self._dangling(stamp[0], "rating", entry.rating)
            return
        self.rows[REASON] += [
            (self._log, stamp[0], code, entry.rating, entry.catalogue)
            for code in dict.fromkeys(entry.codes)
        ]

    def _day(self, stamp: Stamp, entry: Day) -> None:
        self.rows[CLOSING].append(
            (self._log, stamp[0], *close(self._session, self._log, entry, self))
        )
        self.standing.last_closing = max(self.standing.last_closing, entry.last)

    def _rating(self, stamp: Stamp, entry: Rating) -> None:
        visit: list[Any] | None = None
        replaced: list[Any] | None = None
        if entry.visit is not UNSET:
            visit = self.known.visits.get(entry.visit)
            if visit is None:
                self._dangling(stamp[0], "visit", entry.visit)
                return
        if entry.replaces is not UNSET:
            before = self.known.ratings.get(entry.replaces)
            replaced = self.known.last_of(before) if before is not None else None
            if replaced is None:
                self._dangling(stamp[0], "rating that can be replaced", entry.replaces)
                return
            if visit is None:
                visit = self.known.visits.get(replaced[at_.R_VISIT])
        outcome = "repeat" if entry.repeat or _taken(visit, replaced) else "counted"
        staff = _or_empty(entry.staff)
        rank, national = self._rules.levels[entry.scale, entry.level]
        row = [
            self._log, *stamp, entry.window, staff, _or_none(entry.visit), entry.scale, entry.level,
            rank, national, entry.mode, entry.elapsed, outcome, _or_none(entry.replaces), None,
        ]  # fmt: skip
        position = stamp[0]
        self.rows[RATING].append(row)
        self.known.ratings[position] = row
        column = rank if outcome == "counted" else REPEATS
        self.counts.add(stamp[1], entry.window, staff, entry.scale, column, 1)
        if replaced is not None:
            self._replace(replaced, position)
        if visit is not None and (outcome == "counted" or visit[at_.V_RATING] is not None):
            self._answer(visit, replaced, position)
        self.standing.window = entry.window
        self.standing.last_rating = position
        self.standing.last_rating_at = stamp[1]

    def _replace(self, row: list[Any], position: int) -> None:
        """Take a rating out of the counts: a citizen has changed it."""
        cell = (self._text(row[at_.AT]), row[at_.R_WINDOW], row[at_.R_STAFF], row[at_.R_SCALE])
        self.counts.add(*cell, row[at_.R_RANK] if row[at_.R_OUTCOME] == "counted" else REPEATS, -1)
        self.counts.add(*cell, REPLACED, 1)
        row[at_.R_OUTCOME] = "replaced"
        row[at_.R_REPLACED_BY] = position
        if row[at_.POSITION] < self.first:
            self.known.changed_ratings.add(row[at_.POSITION])

    def _answer(self, visit: list[Any], replaced: list[Any] | None, position: int) -> None:
        """Give a visit its rating, where it has none or its own was changed."""
        if _taken(visit, replaced):
            return
        visit[at_.V_RATING] = position
        if visit[at_.V_UNRATED]:
            # The answer came after all: it is worth more than the time-out before it.
            self._count_unrated(visit, visit[at_.V_UNRATED], -1)
            visit[at_.V_UNRATED] = ""
        self._visit_changed(visit)

    def _count_unrated(self, visit: list[Any], cause: str, n: int) -> None:
        # In the cell of the visit, so that visits and what became of them stand side by side.
        at = self._text(visit[at_.AT])
        self.counts.add(at, visit[at_.V_WINDOW], visit[at_.V_STAFF], "", UNRATED[cause], n)

    def _text(self, kept: str | datetime) -> str:
        """Return a time as it is written, also where the database gives it back as a time."""
        return kept if isinstance(kept, str) else self._session.moments.write(kept)

    def _visit_changed(self, visit: list[Any]) -> None:
        if visit[at_.POSITION] < self.first:
            self.known.changed_visits.add(visit[at_.POSITION])


def _taken(visit: list[Any] | None, replaced: list[Any] | None) -> bool:
    """Tell whether a visit has a rating already, other than the one being changed."""
    if visit is None or visit[at_.V_RATING] is None:
        return False
    return replaced is None or visit[at_.V_RATING] != replaced[at_.POSITION]


def _or_empty(value: str | UnsetType) -> str:
    return "" if value is UNSET else value


def _or_none(value: int | UnsetType) -> int | None:
    return None if value is UNSET else value


def _references(entries: Sequence[Read]) -> Iterator[tuple[Literal["visit", "rating"], int]]:
    for _, entry in entries:
        if isinstance(entry, Rating):
            if entry.visit is not UNSET:
                yield "visit", entry.visit
            if entry.replaces is not UNSET:
                yield "rating", entry.replaces
        elif isinstance(entry, Reasons):
            yield "rating", entry.rating
        elif isinstance(entry, Unrated):
            yield "visit", entry.visit
