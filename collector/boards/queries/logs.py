"""The logs that stand in a hall, with what their terminals last said of themselves."""

from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.dateparse import parse_datetime
from msgspec import Struct

from collector.boards.models import Finding
from collector.boards.queries.day_strip import RECENT
from collector.boards.rows import Contact
from collector.ingest.models import Fork, Log, Quarantine
from collector.organisation.models import Hall


class StandingLog(Struct, frozen=True):
    """A log of this hall as the queries find it."""

    hex: str
    approved: bool
    window: str
    writes: str
    contact: Contact
    state: str
    cause: str
    state_at: datetime | None
    staff: str
    last_rating: datetime | None


def freshness(log: StandingLog) -> tuple[bool, float]:
    """Return what is larger the later a log was heard of; never heard of is the least."""
    seen = log.contact.seen
    return seen is not None, seen.timestamp() if seen else 0.0


def logs_of(hall: Hall, wanted: Q, renamed: Mapping[str, str]) -> list[StandingLog]:
    """Read the logs of a hall's windows. `renamed`: what a code that is no more is called now."""
    rows = (
        Log.objects.filter(wanted, window__hall=hall)
        .order_by()
        .values(
            "hex", "status", "next", "stored_at", "version", "window__code",
            *(f"heartbeat__{name}" for name in (
                "at", "state", "staff", "last", "oldest_pending", "version", "disk_free",
                "clock_offset",
            )),
            *(f"standing__{name}" for name in (
                "window", "state", "cause", "state_at", "staff", "version", "last_rating_at",
            )),
        )
    )  # fmt: skip
    found = sorted(rows, key=itemgetter("hex"))
    here = Q(log__window__hall=hall)
    settled = Finding.objects.filter(
        log=OuterRef("log"), day__isnull=True, at__gte=OuterRef("received_at")
    )
    forks = _number_of(Fork.objects.filter(here).exclude(Exists(settled)))
    quarantined = _number_of(
        Quarantine.objects.filter(here, position__gt=F("log__standing__entries") - RECENT)
    )
    for row in found:
        row["standing__window"] = renamed.get(row["standing__window"], row["standing__window"])
    return [_log(row, forks.get(row["hex"], 0), quarantined.get(row["hex"], 0)) for row in found]


def _number_of(rows: Any) -> dict[str, int]:
    return dict(rows.order_by().values_list("log__hex").annotate(n=Count("*")))


def contact_of(row: Mapping[str, Any], forks: int = 0, quarantined: int = 0) -> Contact:
    """Read a log's columns, with its heartbeat's and standing's, as one statement of contact."""
    held = row["next"] - 1
    beat, stored = row["heartbeat__at"], row["stored_at"]
    last = row["heartbeat__last"]
    pending = None if last is None else max(0, last - held)
    # What an entry said is newer than the heartbeat only once all that it knew of is here.
    from_entries = beat is None or (pending == 0 and stored is not None and stored > beat)
    return Contact(
        log=row["hex"],
        seen=max(beat, stored) if beat and stored else beat or stored,
        state=(row["standing__state"] if from_entries else row["heartbeat__state"]) or "",
        staff=(row["standing__staff"] if from_entries else row["heartbeat__staff"]) or None,
        held=held,
        pending=pending,
        oldest_pending=_moment(row["heartbeat__oldest_pending"]) if pending else None,
        clock_offset=row["heartbeat__clock_offset"],
        version=row["heartbeat__version"] or row["standing__version"] or row["version"] or "",
        disk_free=row["heartbeat__disk_free"],
        forks=forks,
        quarantined=quarantined,
    )


def _log(row: Mapping[str, Any], forks: int, quarantined: int) -> StandingLog:
    return StandingLog(
        hex=row["hex"],
        approved=row["status"] == Log.Status.APPROVED,
        window=row["window__code"],
        writes=row["standing__window"] or "",
        contact=contact_of(row, forks, quarantined),
        state=row["standing__state"] or "",
        cause=row["standing__cause"] or "",
        state_at=row["standing__state_at"],
        staff=row["standing__staff"] or "",
        last_rating=row["standing__last_rating_at"],
    )


def _moment(text: str | None) -> datetime | None:
    """Read a time a device wrote; what it wrote may be anything."""
    try:
        read = parse_datetime(text or "")
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None else None
