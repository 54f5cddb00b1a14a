"""What earlier entries left behind, as far as the entries now being read refer to it."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from collector.ingest import tables
from collector.ingest.database.session import Session

# Rows are kept as lists in the order of their table's columns, because that is how they are
# written; these are the places of the columns that are read or changed again.
POSITION: Final = 1
AT: Final = 2
_RATING = tables.RATING.columns.index
R_WINDOW: Final = _RATING("window")
R_STAFF: Final = _RATING("staff")
R_VISIT: Final = _RATING("visit")
R_SCALE: Final = _RATING("scale")
R_LEVEL: Final = _RATING("level")
R_RANK: Final = _RATING("rank")
R_OUTCOME: Final = _RATING("outcome")
R_REPLACED_BY: Final = _RATING("replaced_by")
_VISIT = tables.VISIT.columns.index
V_WINDOW: Final = _VISIT("window")
V_STAFF: Final = _VISIT("staff")
V_RATING: Final = _VISIT("rating")
V_UNRATED: Final = _VISIT("unrated")

MOST_CHANGES: Final = 64
"""A citizen changes an answer once or twice; a chain longer than this is somebody's attack."""


class Known:
    """Visits and ratings by position: those held before, and the new ones as they come."""

    def __init__(self, session: Session, log: Any) -> None:
        self._session = session
        self._log = log
        self.visits: dict[int, list[Any]] = {}
        self.ratings: dict[int, list[Any]] = {}
        self.outcomes: dict[int, str] = {}
        """How the held ratings were counted when they were loaded."""
        self.changed_visits: set[int] = set()
        self.changed_ratings: set[int] = set()

    def load(self, visits: Iterable[int], ratings: Iterable[int]) -> None:
        """Look up rows held before, and whatever stands in their place by now."""
        wanted = set(ratings)
        for _ in range(MOST_CHANGES + 1):
            wanted -= self.ratings.keys()
            if not wanted:
                break
            for row in self._rows(tables.RATING.name, tables.RATING.columns, sorted(wanted)):
                self.ratings[row[POSITION]] = row
                self.outcomes[row[POSITION]] = row[R_OUTCOME]
            wanted = {
                found[R_REPLACED_BY]
                for position in wanted
                if (found := self.ratings.get(position)) and found[R_REPLACED_BY] is not None
            }
        of_ratings = {row[R_VISIT] for row in self.ratings.values() if row[R_VISIT] is not None}
        missing = (set(visits) | of_ratings) - self.visits.keys()
        for row in self._rows(tables.VISIT.name, tables.VISIT.columns, sorted(missing)):
            self.visits[row[POSITION]] = row

    def last_of(self, rating: list[Any]) -> list[Any] | None:
        """Follow the changes of an answer to the one that stands; None when there are too many."""
        for _ in range(MOST_CHANGES):
            following = rating[R_REPLACED_BY]
            if following is None:
                return rating
            rating = self.ratings[following]
        return None

    def _rows(self, name: str, columns: Sequence[str], positions: list[int]) -> list[list[Any]]:
        if not positions:
            return []
        fields = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join(["%s"] * len(positions))
        text = (
            f"SELECT {fields} FROM {name} "  # noqa: S608 -- names are constants
            f"WHERE log_id = %s AND position IN ({marks})"
        )
        return [list(row) for row in self._session.rows(text, self._log, *positions)]
