"""How a terminal stands after its last entry: one row a log, kept while entries are read."""

from typing import Any

from msgspec import Struct

from collector.ingest.database.session import Session
from collector.ingest.tables import STANDING, STANDING_COLUMNS


class Standing(Struct):
    """The row, without its log. Times are as the database keeps them."""

    window: str = ""
    state: str = ""
    cause: str = ""
    state_at: Any = None
    staff: str = ""
    staff_at: Any = None
    version: str = ""
    last_rating: int = 0
    last_rating_at: Any = None
    last_closing: int = 0
    entries: int = 0


_FIELDS = ", ".join(f'"{name}"' for name in STANDING_COLUMNS)
_READ = f"SELECT {_FIELDS} FROM {STANDING} WHERE log_id = %s"  # noqa: S608 -- constants
_WRITE = (
    f"INSERT INTO {STANDING} (log_id, {_FIELDS}) "  # noqa: S608 -- constants
    f"VALUES ({', '.join(['%s'] * (len(STANDING_COLUMNS) + 1))}) ON CONFLICT (log_id) DO UPDATE "
    "SET " + ", ".join(f'"{name}" = excluded."{name}"' for name in STANDING_COLUMNS)
)


def read_standing(session: Session, log: Any) -> Standing:
    """Read a log's standing; an empty one where it has no entries yet."""
    rows = session.rows(_READ, log)
    return Standing(*rows[0]) if rows else Standing()


def write_standing(session: Session, log: Any, standing: Standing) -> None:
    """Put a log's standing in place of the one before."""
    session.run(_WRITE, log, *(getattr(standing, name) for name in STANDING_COLUMNS))
