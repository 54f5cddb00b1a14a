"""One rating, found by the number on its receipt: what is kept of it, and what was signed.

The signed bytes are the truth. The row that pages and figures use was derived from them; both are
read, and where they differ that is for the page to say.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime
from msgspec import UNSET, Struct

from collector.accounts.grants import EVERYWHERE, within
from collector.figures.places import Places
from collector.ingest.models import Entry, Log, Rating
from collector.ratings.segment import as_bytes
from sync.protocol.catalogue import Scale
from sync.protocol.entries import Rating as Signed
from sync.protocol.entries import read

_NUMBER = re.compile(r"(.{1,64})-([0-9]{1,15})", re.DOTALL)
_SHORT = re.compile(r"[0-9a-f]{4,64}")
SHORT = 12


class One(Struct, frozen=True, kw_only=True):
    """A rating, with the row that was derived from it and the entry that was signed.

    `row` is None where the row is gone, `signed` where the entry is gone or is no rating; never
    both. `path` is where it belongs, by what was signed.
    """

    log: Log
    position: int
    window: str
    row: Rating | None
    signed: Signed | None
    path: str

    @property
    def at(self) -> datetime:
        """Return the device's belief of the time."""
        if self.signed is not None:
            return self.signed.at
        assert self.row is not None  # noqa: S101 -- never both
        return self.row.at


def read_number(number: str) -> tuple[str, int] | None:
    """Take a receipt number apart: window and position."""
    found = _NUMBER.fullmatch(number)
    return (found[1], int(found[2])) if found and "\0" not in number else None


def find(number: str, short: str, branches: Sequence[str]) -> list[One]:
    """Return the ratings with a number that lie in some branches, the latest log first.

    `short` is how the log's name begins, "" for any: several logs have written one window's
    numbers where halls share a code or a terminal was replaced.
    """
    parts = read_number(number)
    if parts is None or (short and _SHORT.fullmatch(short) is None):
        return []
    window, position = parts
    logs = _candidates(window, position, short)
    rows = {row.log_id: row for row in Rating.objects.filter(log__in=list(logs), position=position)}
    bodies = Entry.objects.filter(log__in=list(logs), position=position)
    signed = {log: entry for log, body in bodies.values_list("log_id", "body")
              if isinstance(entry := read(as_bytes(body)), Signed)}  # fmt: skip
    places = Places()
    found: list[One] = []
    for log in logs.values():
        row, told = rows.get(log.id), signed.get(log.id)
        truth = told or row
        if truth is None or truth.window != window:
            continue
        stand = places.stand(log.id, window, localtime(truth.at).date())
        path = "".join(f"/{place}" for place in stand.places) + "/"
        if within(path or EVERYWHERE, branches):
            found.append(One(log=log, position=position, window=window, row=row, signed=told,
                             path=path))  # fmt: skip
    return sorted(found, key=lambda one: one.log.enrolled_at, reverse=True)


def _candidates(window: str, position: int, short: str) -> dict[UUID, Log]:
    logs = Log.objects.select_related("window__hall__node", "heartbeat", "standing")
    if short:
        logs = logs.filter(hex__startswith=short)
        known = logs.exclude(status=Log.Status.PENDING, window=None)
        return {log.id: log for log in known[:100]}
    # One look along the key of each log; there is no index on what a window wrote.
    wrote = Rating.objects.filter(
        log__in=Log.objects.values("id"), position=position, window=window
    )
    return {log.id: log for log in logs.filter(Q(id__in=list(wrote.values_list("log", flat=True))))}


class Difference(Struct, frozen=True):
    """A field in which the derived row is not what was signed."""

    name: str
    kept: str
    signed: str


def differences(one: One, scales: Mapping[str, Scale]) -> list[Difference]:
    """Compare the derived row with the signed bytes, field by field."""
    if one.row is None or one.signed is None:
        return []
    row, entry = one.row, one.signed
    level = scales[entry.scale].rank(entry.level) if entry.scale in scales else None
    pairs: list[tuple[str, object, object]] = [
        ("at", _instant(row.at), _instant(entry.at)),
        ("clock", row.clock, entry.clock),
        ("boot", row.boot, entry.boot),
        ("up", row.up, entry.up),
        ("window", row.window, entry.window),
        ("staff", row.staff, "" if entry.staff is UNSET else entry.staff),
        ("visit", row.visit, None if entry.visit is UNSET else entry.visit),
        ("scale", row.scale, entry.scale),
        ("level", row.level, entry.level),
        ("mode", row.mode, entry.mode),
        ("elapsed", row.elapsed, entry.elapsed),
        ("replaces", row.replaces, None if entry.replaces is UNSET else entry.replaces),
    ]
    if level is not None:
        national = scales[entry.scale].levels[level].national
        pairs += [("rank", row.rank, level), ("national", row.national, national)]
    if entry.repeat and row.outcome == Rating.Outcome.COUNTED:
        pairs.append(("outcome", row.outcome, Rating.Outcome.REPEAT.value))
    return [Difference(name, _said(kept), _said(told)) for name, kept, told in pairs
            if kept != told]  # fmt: skip


def _instant(at: datetime) -> str:
    return localtime(at).isoformat(timespec="milliseconds")


def _said(value: object) -> str:
    return "–" if value in {None, ""} else str(value)
