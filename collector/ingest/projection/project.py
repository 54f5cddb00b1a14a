"""Bringing the projections of one log up to date, in the transaction that stores its entries."""

from collections.abc import Sequence
from typing import Any

from collector.ingest import tables
from collector.ingest.database.session import Session
from collector.ingest.projection import known as at_
from collector.ingest.projection.fold import Fold
from collector.ingest.projection.rules import Read, Rules
from collector.ingest.projection.standing import read_standing, write_standing
from sync.protocol.calls import Quarantined

_CHANGE_RATING = (
    "UPDATE ingest_rating SET outcome = %s, replaced_by = %s WHERE log_id = %s AND position = %s"
)
_CHANGE_VISIT = (
    "UPDATE ingest_visit SET rating = %s, unrated = %s WHERE log_id = %s AND position = %s"
)


def project(
    session: Session, log: Any, rules: Rules, first: int, entries: Sequence[Read]
) -> list[Quarantined]:
    """Derive what the entries from `first` on amount to; return those that make no sense.

    Called in a transaction that holds the log, with the entries that follow the last ones.
    """
    fold = Fold(session, log, rules, read_standing(session, log))
    fold.read(first, entries)
    for table, rows in fold.rows.items():
        session.insert(table, rows)
    session.run_many(_CHANGE_RATING, [
        (row[at_.R_OUTCOME], row[at_.R_REPLACED_BY], log, position)
        for position in sorted(fold.known.changed_ratings)
        for row in (fold.known.ratings[position],)
    ])  # fmt: skip
    session.run_many(_CHANGE_VISIT, [
        (row[at_.V_RATING], row[at_.V_UNRATED], log, position)
        for position in sorted(fold.known.changed_visits)
        for row in (fold.known.visits[position],)
    ])  # fmt: skip
    session.add(tables.COUNT_DAY, fold.counts.days(log))
    session.add(tables.COUNT_HOUR, fold.counts.hours(log))
    write_standing(session, log, fold.standing)
    return fold.quarantined


def forget(session: Session, log: Any) -> None:
    """Empty the projections of a log, in a transaction that holds it, to make them again."""
    for table in tables.DERIVED:
        session.run(f"DELETE FROM {table.name} WHERE log_id = %s", log)  # noqa: S608 -- constants
    session.run(f"DELETE FROM {tables.STANDING} WHERE log_id = %s", log)  # noqa: S608 -- the same
