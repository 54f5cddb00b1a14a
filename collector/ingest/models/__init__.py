"""Tables of the terminals' side. `docs/architecture.md` says how they hang together.

Rules that let the database be spread over several machines later hold for all of them: every
key contains the log, a foreign key never leaves its log except to the organisation, order is by
position only, and one transaction touches one log.
"""

from collector.ingest.models.counts import CountDay, CountHour
from collector.ingest.models.logs import Checkpoint, Entry, Fork, Heartbeat, Log, log_id
from collector.ingest.models.projections import (
    Closing,
    Quarantine,
    Rating,
    ReasonPicked,
    Shift,
    Standing,
    Unrated,
    Visit,
    WindowState,
)

__all__ = [
    "Checkpoint",
    "Closing",
    "CountDay",
    "CountHour",
    "Entry",
    "Fork",
    "Heartbeat",
    "Log",
    "Quarantine",
    "Rating",
    "ReasonPicked",
    "Shift",
    "Standing",
    "Unrated",
    "Visit",
    "WindowState",
    "log_id",
]
