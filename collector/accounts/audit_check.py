"""Runs the audit trail's digests again and says where it does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from collector.accounts.audit import START, extend
from collector.accounts.models import AuditEntry, AuditHead

_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, first seen at which position."""

    position: int
    kind: str
    """missing · altered · cut-off · beyond-the-end · not-as-noted"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the trail goes, its last digest, and all that is wrong with it."""

    last: int
    digest: bytes
    findings: tuple[Finding, ...]


def verify(noted: tuple[int, str] | None = None) -> Verdict:
    """Check every entry up to the end that the trail has when this begins.

    Holds no lock: what is written meanwhile stands behind that end and is left for the next time.
    noted: a position and the beginning of its digest in hex that somebody wrote down earlier.
    Whoever can write to the database could make the whole trail anew; only a mark that was kept
    elsewhere shows that.
    """
    # In this order: an entry and its place in the head are committed together.
    written = AuditEntry.objects.aggregate(last=Max("position"))["last"] or 0
    head = AuditHead.objects.first()
    ends = head.position if head else 0
    findings: list[Finding] = []
    position, digest = 0, START
    for entry in _entries(max(ends, written)):
        position += 1
        if entry.position != position:
            findings.append(Finding(position, "missing"))
            position = entry.position
        elif extend(digest, entry) != bytes(entry.digest):
            findings.append(Finding(position, "altered"))
        digest = bytes(entry.digest)
        if noted and position == noted[0] and not digest.hex().startswith(noted[1].lower()):
            findings.append(Finding(position, "not-as-noted"))
    findings += _at_the_end(head, position, digest)
    if noted and noted[0] > position:
        findings.append(Finding(noted[0], "not-as-noted"))
    return Verdict(position, digest, tuple(findings))


def _at_the_end(head: AuditHead | None, last: int, digest: bytes) -> Iterator[Finding]:
    ended, known = (head.position, bytes(head.digest)) if head else (0, START)
    if ended > last:
        yield Finding(last + 1, "cut-off")
    elif ended < last:
        yield Finding(ended + 1, "beyond-the-end")
    elif known != digest:
        yield Finding(last, "altered")


def _entries(last: int) -> Iterator[AuditEntry]:
    found = AuditEntry.objects.filter(position__lte=last).order_by("position")
    return found.iterator(_AT_A_TIME)
