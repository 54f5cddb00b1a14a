"""The ingest tables as the bulk path sees them: names, columns in row order, keys.

Rows are written here without an ORM object each. A test compares this page with the models.
"""

from typing import Final

from collector.ingest.database.session import Table

_POSITION = ("log_id", "position")
_TIMES = ("at", "utc_offset", "clock", "boot", "up")

LEVEL_COLUMNS: Final = 5
COUNTERS: Final = (
    "level_0", "level_1", "level_2", "level_3", "level_4",
    "repeats", "replaced", "visits", "timeouts", "cancelled", "faults",
)  # fmt: skip
DAY_KEY: Final = ("log_id", "day", "window", "staff", "scale")
HOUR_KEY: Final = ("log_id", "day", "hour", "window", "scale")


def _of_log(name: str, *columns: str) -> Table:
    return Table(name=name, columns=(*_POSITION, *columns), key=_POSITION)


ENTRY = _of_log("ingest_entry", "body", "digest", "received_on")
QUARANTINE = _of_log("ingest_quarantine", "code", "message")
VISIT = _of_log(
    "ingest_visit", *_TIMES, "window", "staff", "ticket", "item", "by", "rating", "unrated"
)
UNRATED = _of_log("ingest_unrated", *_TIMES, "visit", "cause")
RATING = _of_log(
    "ingest_rating", *_TIMES, "window", "staff", "visit", "scale", "level", "rank", "national",
    "mode", "elapsed", "outcome", "replaces", "replaced_by",
)  # fmt: skip
REASON = Table(
    name="ingest_reasonpicked",
    columns=("log_id", "position", "code", "rating", "catalogue"),
    key=("log_id", "position", "code"),
)
SHIFT = _of_log("ingest_shift", *_TIMES, "window", "staff", "action")
STATE = _of_log("ingest_windowstate", *_TIMES, "window", "state", "cause")
CLOSING = _of_log(
    "ingest_closing", "date", "at", "first", "last", "levels", "visits", "unrated",
    "own_levels", "own_visits", "own_unrated", "outcome", "difference",
)  # fmt: skip
COUNT_DAY = Table(name="ingest_countday", columns=(*DAY_KEY, *COUNTERS), key=DAY_KEY)
COUNT_HOUR = Table(name="ingest_counthour", columns=(*HOUR_KEY, *COUNTERS), key=HOUR_KEY)

STANDING_COLUMNS: Final = (
    "window", "state", "cause", "state_at", "staff", "staff_at", "version",
    "last_rating", "last_rating_at", "last_closing", "entries",
)  # fmt: skip
STANDING = "ingest_standing"

DERIVED: Final = (
    QUARANTINE, VISIT, UNRATED, RATING, REASON, SHIFT, STATE, CLOSING, COUNT_DAY, COUNT_HOUR,
)  # fmt: skip
"""Everything that `rebuild` empties and makes again, beside the standing."""
