"""The page about terminals: who waits, how each log stands, what was set aside, the closings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q
from django.utils.timezone import localtime

from collector.accounts.grants import EVERYWHERE, condition
from collector.boards.judgement import as_counted
from collector.boards.models import Finding
from collector.boards.odd_rows import ForkRow, QuarantinedEntry
from collector.boards.queries.findings import is_open, settled_forks
from collector.boards.queries.logs import contact_of
from collector.boards.rows import (
    Enrolment,
    NightClosing,
    Place,
    TerminalRow,
    Terminals,
)
from collector.ingest.models import Closing, CountDay, Entry, Fork, Log, Quarantine
from sync.protocol import batch, chain

NIGHTS = 10
SHOWN = 50
"""So many quarantined entries are shown, the latest of each log first; the rest is counted."""
SHOWN_FORKS = 10
TEXT_LENGTH = 2_000
_LATE_HOUR = 12
_PROMPT_DAYS = timedelta(days=1)


def read_terminals(
    now: datetime, branches: Sequence[str] = (EVERYWHERE,), *, waiting: bool = True
) -> Terminals:
    """Read the page. `now` is in the hall's time zone. A fixed number of queries.

    branches: only terminals at windows in these, and with `waiting` those that stand nowhere yet.
    """
    days = tuple(now.date() - timedelta(days=back) for back in reversed(range(NIGHTS)))
    rows = _log_rows(branches, waiting=waiting)
    here = condition(branches, "log__window__node__path")
    hexes = {row["id"]: row["hex"] for row in rows}
    windows = {row["id"]: row["window__code"] or "" for row in rows}
    held = {row["id"]: row["next"] - 1 for row in rows}
    decided = [row for row in rows if row["status"] != Log.Status.PENDING]
    quarantined = dict(
        Quarantine.objects.filter(here).order_by().values_list("log_id").annotate(n=Count("*"))
    )
    forks = _forks(here, hexes, windows, held)
    nights = _nights([row["id"] for row in decided], days)
    forked = {fork.log for fork in forks}
    terminals = [
        _terminal(
            row,
            nights[row["id"]],
            forked=row["hex"] in forked,
            quarantined=quarantined.get(row["id"], 0),
        )
        for row in decided
    ]
    return Terminals(
        at=now,
        days=days,
        enrolments=tuple(
            Enrolment(log=row["hex"], code=row["code"], name=row["name"],
                      version=row["version"], since=row["enrolled_at"])
            for row in rows if row["status"] == Log.Status.PENDING
        ),
        rows=tuple(sorted(terminals, key=_rank)),
        quarantined=_quarantined(here, hexes, windows),
        quarantined_total=sum(quarantined.values()),
        forks=forks,
    )  # fmt: skip


def _terminal(
    row: Mapping[str, Any], nights: tuple[NightClosing, ...], *, forked: bool, quarantined: int
) -> TerminalRow:
    """Return a terminal that was decided about. `quarantined`: entries of its set aside."""
    settings = row["heartbeat__settings"] or {}
    return TerminalRow(
        log=row["hex"],
        status=row["status"],
        window=row["window__code"] or "",
        window_name=row["window__name"] or "",
        window_name_en=row["window__name_en"] or "",
        hall=Place(
            code=row["window__hall__code"] or "",
            name=row["window__hall__name"] or "",
            name_en=row["window__hall__name_en"] or "",
        ),
        writes=_elsewhere(row["standing__window"], row["window__code"]),
        name=row["name"],
        contact=contact_of(row, int(forked), quarantined),
        nights=nights,
        refused=str(settings.get("refused", "")),
        missing=int(settings.get("missing", 0)),
    )


def _log_rows(branches: Sequence[str], *, waiting: bool) -> Sequence[Mapping[str, Any]]:
    wanted = condition(branches, "window__node__path")
    pending = Q(status=Log.Status.PENDING)
    wanted = wanted | pending if waiting else wanted & ~pending
    if waiting and EVERYWHERE in branches:
        wanted = Q()
    rows: Any = Log.objects.filter(wanted).order_by("enrolled_at", "id").values(
        "id", "hex", "status", "code", "name", "next", "stored_at", "enrolled_at", "version",
        "window__code", "window__name", "window__name_en",
        "window__hall__code", "window__hall__name", "window__hall__name_en",
        *(f"heartbeat__{name}" for name in (
            "at", "state", "staff", "last", "oldest_pending", "version", "disk_free",
            "clock_offset", "settings",
        )),
        *(f"standing__{name}" for name in ("window", "state", "staff", "version")),
    )  # fmt: skip
    return [dict(row) for row in rows]


def _rank(row: TerminalRow) -> tuple[Any, ...]:
    return row.status, as_counted(row.hall.code), as_counted(row.window)


def _elsewhere(writes: str | None, window: str | None) -> str:
    return writes if writes and writes != window else ""


def _nights(ids: Sequence[UUID], days: Sequence[date]) -> Mapping[UUID, tuple[NightClosing, ...]]:
    """Return for each log how each of the days was closed."""
    span = (days[0], days[-1])
    closed = {
        (log, day): (outcome, localtime(at), entries)
        for log, day, outcome, at, entries in Closing.objects.filter(log__in=ids, date__range=span)
        .order_by("log_id", "position")
        .values_list("log_id", "date", "outcome", "at", "last")
    }
    busy = set(
        CountDay.objects.filter(log__in=ids, day__range=span)
        .order_by()
        .values_list("log_id", "day")
        .distinct()
    )
    nights: dict[UUID, tuple[NightClosing, ...]] = defaultdict(tuple)
    for log in ids:
        nights[log] = tuple(
            NightClosing(day=day, outcome=_night(log, day, days[-1], closed, busy)) for day in days
        )
    return nights


def _night(
    log: UUID,
    day: date,
    today: date,
    closed: Mapping[tuple[UUID, date], tuple[str, datetime, int]],
    busy: set[tuple[UUID, date]],
) -> str:
    """Name a day: complete, late, disagrees, behind, tonight or none."""
    found = closed.get((log, day))
    if found is None:
        if day == today:
            return "tonight"
        return "behind" if (log, day) in busy else "none"
    outcome, at, _last = found
    if (
        outcome == Closing.Outcome.COMPLETE
        and at.date() > day
        and (at.date() > day + _PROMPT_DAYS or at.hour >= _LATE_HOUR)
    ):
        return "late"
    return outcome


def _quarantined(
    here: Q, hexes: Mapping[UUID, str], windows: Mapping[UUID, str]
) -> tuple[QuarantinedEntry, ...]:
    rows = list(
        Quarantine.objects.filter(here)
        .order_by("-position")
        .values_list("log_id", "position", "code", "message")[:SHOWN]
    )
    # Django writes the pairs out as (log = … AND position = …) OR …: each is one look at a key.
    bodies = {
        (log, position): bytes(body)
        for log, position, body in Entry.objects.filter(
            pk__in=[(log, position) for log, position, _code, _message in rows]
        ).values_list("log_id", "position", "body")
    }
    return tuple(
        QuarantinedEntry(
            log=hexes.get(log, log.hex),
            window=windows.get(log, ""),
            position=position,
            code=code,
            message=plain_text(message.encode()),
            text=plain_text(bodies.get((log, position), b"")),
        )
        for log, position, code, message in rows
    )


def plain_text(body: bytes) -> str:
    """Return bytes as text that can only be read: nothing in it steers a terminal or a page.

    Whatever is not a printable character stands as an escape, so that a right-to-left override
    or a line feed is seen and not obeyed.
    """
    text = body[:TEXT_LENGTH].decode("utf-8", "backslashreplace")
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
    return shown + (" …" if len(body) > TEXT_LENGTH else "")


def _forks(
    here: Q, hexes: Mapping[UUID, str], windows: Mapping[UUID, str], held: Mapping[UUID, int]
) -> tuple[ForkRow, ...]:
    groups = list(
        Fork.objects.filter(here)
        .order_by()
        .values_list("log_id")
        .annotate(first=Min("first"), last=Max("last"), n=Count("*"), seen=Max("received_at"))
        .order_by("-seen")[:SHOWN_FORKS]
    )
    settled = settled_forks(Q(log__in=[log for log, *_rest in groups]))
    partings = _partings([(log, first) for log, first, *_rest in groups])
    return tuple(
        ForkRow(
            log=hexes.get(log, log.hex),
            window=windows.get(log, ""),
            common=partings.get(log),
            held=held.get(log, 0),
            first=first,
            last=last,
            batches=number,
            seen=seen,
            **_settled(seen, settled.get(log)),
        )
        for log, first, last, number, seen in groups
    )


def _settled(seen: datetime, finding: Finding | None) -> dict[str, Any]:
    if finding is None or is_open(seen, finding):
        return {}
    return {"settled_at": finding.at, "settled_by": finding.by, "verdict": finding.verdict}


def _partings(earliest: Sequence[tuple[UUID, int]]) -> dict[UUID, int]:
    """Find the last position at which the earliest batch set aside still agrees with the log."""
    if not earliest:
        return {}
    chosen = Q()
    for log, first in earliest:
        chosen |= Q(log=log, first=first)
    theirs: dict[UUID, dict[int, bytes]] = {}
    wanted = Q()
    for log, first, raw in Fork.objects.filter(chosen).values_list("log_id", "first", "batch"):
        found = batch.decode(bytes(raw))
        if isinstance(found, batch.Refused):
            continue
        digests = [found.prev, *chain.digests(found.prev, found.bodies)]
        theirs.setdefault(log, {}).update(dict(enumerate(digests, first - 1)))
        wanted |= Q(log=log, position__range=(first - 1, found.last))
    partings = {log: 0 for log, first in earliest if first == 1}
    rows = Entry.objects.filter(wanted).defer("body") if theirs else ()
    agreeing = sorted(
        (entry.log_id, entry.position)
        for entry in rows
        if theirs[entry.log_id].get(entry.position) == bytes(entry.digest)
    )
    return {**partings, **dict(agreeing)}
