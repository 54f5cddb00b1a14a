"""The part of a log that proves one entry: from one signed checkpoint to the next, verified.

Nothing is taken from a stored digest but where the part begins, and that one is signed too: every
digest after it is made again from the bytes, and the last one has to bear the device's signature.
"""

import base64
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from collector.ingest.models import Checkpoint, Entry, Log, Quarantine
from sync.protocol import chain
from sync.protocol.batch import MAX_ENTRIES, Head
from sync.protocol.key import signed_by

MOST: Final = MAX_ENTRIES
"""A device signs at least as often as this; what is longer than a batch is cut before its end."""
REACH: Final = 3
"""So many lines are shown on either side of an entry."""


class Line(Struct, frozen=True, kw_only=True):
    """One entry of the part. `stored` is the digest kept beside it, `made` the one made again."""

    position: int
    body: bytes
    stored: bytes
    made: bytes
    received: str
    quarantined: str = ""

    @property
    def holds(self) -> bool:
        """Whether bytes and digest are those that belong together."""
        return self.stored == self.made


class Segment(Struct, frozen=True, kw_only=True):
    """The part, and what came of verifying it.

    before: position of the checkpoint it begins after, 0 for the beginning of the log; `prev` the
    digest there, `prev_signed` whether the device signed that. end: position of the checkpoint it
    ends at, None where no signature covers the entry. signed: whether that signature holds.
    missing: positions with no row.
    """

    log: str
    key: bytes
    before: int
    prev: bytes
    prev_signed: bool
    lines: tuple[Line, ...]
    end: int | None
    signature: bytes
    signed: bool
    missing: tuple[int, ...]
    around: tuple[Line, ...]
    """The lines beside the entry, also those of other parts."""

    @property
    def damaged(self) -> tuple[Line, ...]:
        """Return the lines whose bytes or digest were changed since they were stored."""
        return tuple(line for line in self.lines if not line.holds)

    @property
    def holds(self) -> bool:
        """Whether all of it is as the device wrote and signed it."""
        return self.signed and self.prev_signed and not self.missing and not self.damaged

    def line(self, position: int) -> Line | None:
        """Return the line of a position."""
        return next((one for one in self.lines if one.position == position), None)

    def proof(self) -> bytes | None:
        """Return the part as a batch with the device's own signature, as it is stored here.

        None where there is no signature to go with it.
        """
        if self.end is None or not self.lines:
            return None
        head = Head(
            v=1,
            log=self.log,
            key=base64.b64encode(self.key).decode("ascii"),
            first=self.before + 1,
            count=len(self.lines),
            prev=self.prev.hex(),
            digest=self.lines[-1].stored.hex(),
            sig=base64.b64encode(self.signature).decode("ascii"),
        )
        return b"\n".join([msgspec.json.encode(head), *(one.body for one in self.lines), b""])


def as_bytes(kept: Any) -> bytes:
    """Return what a column of bytes holds. Whoever tampers with SQLite may leave a text there."""
    return kept.encode() if isinstance(kept, str) else bytes(kept)


def read_segment(log: Log, position: int) -> Segment:
    """Read and verify the part of a log around a position. Four queries, at most a batch long."""
    before, prev_signature = _checkpoint_before(log.id, position)
    following = Checkpoint.objects.filter(log=log, position__gte=position).order_by("position")
    end, signature = following.values_list("position", "signature").first() or (None, b"")
    until = min(end or position + MOST, before + MOST)
    span = max(1, min(before, position - REACH - 1)), max(until, position + REACH)
    rows = list(
        Entry.objects.filter(log=log, position__range=span)
        .order_by("position").values_list("position", "body", "digest", "received_on")
    )  # fmt: skip
    key = bytes(log.key)
    prev, prev_signed = chain.start(key), True
    if before:
        found = next((as_bytes(row[2]) for row in rows if row[0] == before), None)
        prev = found or b""
        prev_signed = found is not None and signed_by(key, before, found, prev_signature)
    faults = Quarantine.objects.filter(log=log, position__range=span)
    every = _chained(key, rows, dict(faults.values_list("position", "code")))
    lines = tuple(one for one in every if before < one.position <= until)
    there = {one.position for one in lines}
    whole = end is not None and until == end
    return Segment(
        log=log.hex,
        key=key,
        before=before,
        prev=prev,
        prev_signed=prev_signed,
        lines=lines,
        end=end if whole else None,
        signature=as_bytes(signature),
        signed=_signed(key, end if whole else None, lines, as_bytes(signature)),
        missing=tuple(n for n in range(before + 1, min(end or position, until) + 1)
                      if n not in there),
        around=tuple(one for one in every if abs(one.position - position) <= REACH),
    )  # fmt: skip


def _checkpoint_before(log: UUID, position: int) -> tuple[int, bytes]:
    found = (
        Checkpoint.objects.filter(log=log, position__lt=position)
        .order_by("-position").values_list("position", "signature").first()
    )  # fmt: skip
    return (found[0], as_bytes(found[1])) if found else (0, b"")


def _chained(
    key: bytes, rows: Sequence[tuple[int, Any, Any, object]], faults: dict[int, str]
) -> tuple[Line, ...]:
    """Make every digest again, each from the one stored before it: a damage shows where it is."""
    lines: list[Line] = []
    at, running = 0, chain.start(key)
    for position, body, digest, received in rows:
        # The first row has none before it, and a row after a hole has not either.
        raw, kept = as_bytes(body), as_bytes(digest)
        made = chain.extend(running, raw) if position == at + 1 else kept
        at, running = position, kept
        lines.append(Line(
            position=position, body=raw, stored=running, made=made,
            received=f"{received}", quarantined=faults.get(position, ""),
        ))  # fmt: skip
    return tuple(lines)


def _signed(key: bytes, end: int | None, lines: Sequence[Line], signature: bytes) -> bool:
    if end is None or not lines or lines[-1].position != end:
        return False
    return signed_by(key, end, lines[-1].stored, signature)
