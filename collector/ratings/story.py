"""Everything a log says about one rating: who, what for, what happened when, what came of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from msgspec import UNSET, Struct

from collector.figures.places import Places
from collector.ingest.models import (
    Entry,
    Fork,
    Heartbeat,
    Quarantine,
    Rating,
    ReasonPicked,
    Shift,
    Visit,
)
from collector.organisation.models import Node
from collector.ratings.clocks import Clocks, Reference, correct
from collector.ratings.found import One
from collector.ratings.repeats import Effect, of_day
from collector.ratings.segment import Segment, as_bytes, read_segment
from sync.protocol.entries import AnyEntry, Unknown, Unreadable, read


class Copy(Struct, frozen=True, kw_only=True):
    """The terminal's own account of its log, compared with what is held here.

    verdict: "same"; "other" where its digest is another one; "ahead" where it holds more than has
    come; "short" where it holds less than is held here; "unheard" where it never said.
    """

    verdict: str
    last: int = 0
    digest: bytes = b""
    ours: bytes = b""
    beat: Heartbeat | None = None


class Told(Struct, frozen=True, kw_only=True):
    """The whole of it. Lists are in the order of positions."""

    one: One
    place: tuple[Node, ...]
    visit: Visit | None
    shift: Shift | None
    reasons: tuple[ReasonPicked, ...]
    before: Rating | None
    after: Rating | None
    repeats: tuple[int, ...]
    quarantined: str
    clocks: Clocks
    segment: Segment
    said: Mapping[int, AnyEntry | Unknown | Unreadable]
    """What the lines of the segment say, by position."""
    copy: Copy
    effect: Effect | None
    forks: tuple[Fork, ...]
    received: str
    day: date


def tell(one: One) -> Told:
    """Read it: a fixed number of queries, however long the log."""
    log, position, row = one.log, one.position, one.row
    segment = read_segment(log, position)
    said = {line.position: read(line.body) for line in (*segment.lines, *segment.around)}
    of_log = {"log": log}
    around = Rating.objects.filter(**of_log)
    before = around.filter(position__lt=position).order_by("-position").first()
    following = list(around.filter(position__gt=position).order_by("position")[:20])
    places = Places()
    day = localtime(one.at).date()
    ids = places.stand(log.id, one.window, day).places
    nodes = {node.pk: node for node in Node.objects.filter(pk__in=ids)}
    line = segment.line(position)
    return Told(
        one=one,
        place=tuple(nodes[pk] for pk in ids if pk in nodes),
        visit=Visit.objects.filter(**of_log, position=_visit(one)).first(),
        shift=_shift(one),
        reasons=tuple(
            ReasonPicked.objects.filter(**of_log, position__gt=position, rating=position)
            .order_by("position", "code")
        ),
        before=before,
        after=following[0] if following else None,
        repeats=tuple(_repeats(following)) if row is None or row.outcome != "repeat" else (),
        quarantined=Quarantine.objects.filter(**of_log, position=position)
        .values_list("message", flat=True).first() or "",
        clocks=_clocks(one, segment, said),
        segment=segment,
        said=said,
        copy=_copy(one),
        effect=of_day(log.id, [one.window], day),
        forks=tuple(Fork.objects.filter(**of_log).order_by("first").defer("batch")),
        received=line.received if line else "",
        day=day,
    )  # fmt: skip


def _visit(one: One) -> int:
    """Return the position of the service, 0 for none."""
    if one.signed is not None:
        return 0 if one.signed.visit is UNSET else one.signed.visit
    return (one.row.visit or 0) if one.row is not None else 0


def _shift(one: One) -> Shift | None:
    found = Shift.objects.filter(log=one.log, position__lt=one.position).order_by("-position")
    latest = found.first()
    return latest if latest is not None and latest.action == "start" else None


def _repeats(following: list[Rating]) -> Iterator[int]:
    """Yield the repeats that came right after, before the next rating that counts."""
    for rating in following:
        if rating.outcome != Rating.Outcome.REPEAT:
            return
        yield rating.position


def _clocks(
    one: One, segment: Segment, said: Mapping[int, AnyEntry | Unknown | Unreadable]
) -> Clocks:
    later = [said[line.position] for line in segment.lines if line.position > one.position]
    known: list[Any] = [entry for entry in later if not isinstance(entry, Unknown | Unreadable)]
    entry: Any = one.signed if one.signed is not None else one.row
    return correct(entry, _told(one, entry.boot), known)


def _told(one: One, boot: int) -> Reference | None:
    """Return what the terminal has last said of its clock, where that is of the same run."""
    beat = getattr(one.log, "heartbeat", None)
    if beat is None or beat.clock_offset is None:
        return None
    latest = (
        Entry.objects.filter(log=one.log, position__lte=beat.last)
        .order_by("-position").values_list("body", flat=True).first()
    )  # fmt: skip
    entry = read(as_bytes(latest)) if latest is not None else None
    if entry is None or isinstance(entry, Unknown | Unreadable) or entry.boot != boot:
        return None
    return Reference(at=entry.at, up=entry.up, ahead=beat.clock_offset, told=True, heard=beat.at)


def _copy(one: One) -> Copy:
    beat: Heartbeat | None = getattr(one.log, "heartbeat", None)
    if beat is None:
        return Copy(verdict="unheard")
    ours = b""
    if beat.last >= one.log.next:
        verdict = "ahead"
    elif beat.last < one.position:
        verdict = "short"
    else:
        held = Entry.objects.filter(log=one.log, position=beat.last)
        ours = as_bytes(held.values_list("digest", flat=True).first() or b"")
        verdict = "same" if ours == bytes(beat.digest) else "other"
    return Copy(verdict=verdict, last=beat.last, digest=bytes(beat.digest), ours=ours, beat=beat)
