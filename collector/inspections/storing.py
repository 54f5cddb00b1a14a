"""Takes filled-in sheets in: each exactly once, and no sheet at the cost of another."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localtime, now
from msgspec import Struct

from collector.accounts import audit
from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.attachments import keeping
from collector.inspections import following, scoring
from collector.inspections.models import Answer, Inspection, Photo, State, Version
from collector.inspections.reference import about
from collector.inspections.scoring import Score
from collector.inspections.sheet import Sheet, SheetError
from collector.organisation.models import Kind, Node

KINDS = (Kind.HALL, Kind.DEPARTMENT, Kind.WINDOW)
"""What is inspected."""


class Taken(StrEnum):
    """What became of a sheet."""

    STORED = "stored"
    ALREADY = "already"
    BESIDE = "beside"
    """Another device had filled in the same inspection before: both are kept."""


class Stored(Struct, frozen=True, kw_only=True):
    """Which inspection a sheet is, and what became of it. `first`: whose it stands beside."""

    inspection: UUID
    taken: Taken
    first: UUID | None = None


def store(request: HttpRequest, sheet: Sheet) -> Stored:
    """Take a sheet in with all that follows from it, or raise SheetError and change nothing.

    The same submission again is answered as before. Where it was changed since, because the first
    answer was lost and somebody went on writing, the changed sheet is kept beside the first.
    """
    try:
        with transaction.atomic():
            planned = _locked(sheet)
            # Looked at under the lock: whoever sent the same before has committed by now.
            return _already(request, sheet) or _store(request, sheet, planned)
    except IntegrityError:
        # Two calls with one submission at the same moment: the other one was quicker.
        if found := _already(request, sheet):
            return found
        raise


def _already(request: HttpRequest, sheet: Sheet) -> Stored | None:
    names = {sheet.submission, sheet.other()}
    for found in Inspection.objects.filter(submission__in=names):
        if found.inspector != request.user.get_username():
            raise SheetError("not-yours")
        if found.digest == sheet.digest():
            return Stored(inspection=found.id, taken=Taken.ALREADY, first=found.beside_id)
    return None


def _store(request: HttpRequest, sheet: Sheet, planned: Inspection | None) -> Stored:
    at = now()
    node = Node.objects.filter(pk=sheet.node, kind__in=KINDS).first()
    if node is None or not grants_of(request).may(Permission.INSPECT, node.path):
        raise SheetError("no-such-place")
    if sheet.inspection is not None and (planned is None or planned.node_id != node.pk):
        raise SheetError("no-such-inspection")
    first = Inspection.objects.filter(submission=sheet.submission).first() or planned
    version = _version(sheet, first, node)
    only = first.only if first is not None else []
    answers = {name: one.answer for name, one in sheet.answers.items()}
    if missing := scoring.unanswered(version.whole, answers, only):
        raise SheetError("unanswered", *missing)
    if strange := sorted(set(answers) - {item.id for _part, item in version.whole.walk()}):
        raise SheetError("unknown-items", *strange)
    photos = _photos(request, sheet, first)
    score = scoring.score(version.whole, answers, only)
    done = _inspection(request, sheet, first, node, version, at)
    _fill(done, sheet, request.user.get_username(), score, at)
    _keep_answers(done, sheet, photos)
    if done.counts:
        # Findings carry the answers' notes into their cases: the answers come first.
        following.follow(request, done, score)
    audit.record(
        request, "inspection.done", about(done), branch=done.path,
        detail={"version": version.pk, "score": done.score, "beside": str(done.beside_id or "")},
    )  # fmt: skip
    return Stored(
        inspection=done.id,
        taken=Taken.BESIDE if done.beside_id else Taken.STORED,
        first=done.beside_id,
    )


def _locked(sheet: Sheet) -> Inspection | None:
    """Return the inspection a sheet fills in, locked, so that of two devices one is the first."""
    if sheet.inspection is None:
        return None
    return Inspection.objects.select_for_update().filter(pk=sheet.inspection).first()


def _version(sheet: Sheet, planned: Inspection | None, node: Node) -> Version:
    if planned is not None:
        if planned.version_id != sheet.version:
            raise SheetError("other-version")
        return planned.version
    found = (
        Version.objects.filter(pk=sheet.version, published_at__isnull=False)
        .select_related("checklist__node")
        .first()
    )
    if found is None or not node.path.startswith(found.checklist.path):
        raise SheetError("no-such-version")
    return found


def _photos(request: HttpRequest, sheet: Sheet, first: Inspection | None) -> Mapping[UUID, Photo]:
    """Return the photos that a sheet names: those nobody has yet, or its own earlier form has."""
    wanted = [one for given in sheet.answers.values() for one in given.photos]
    if len(set(wanted)) != len(wanted):
        raise SheetError("not-a-sheet")
    free = Q(inspection=None)
    if first is not None and first.submission == sheet.submission:
        free |= Q(inspection=first)
    found = {
        one.id: one
        for one in Photo.objects.filter(free, id__in=wanted, account=request.user.pk)
    }  # fmt: skip
    if missing := [str(one) for one in wanted if one not in found]:
        raise SheetError("photos-missing", *missing)
    return found


def _inspection(
    request: HttpRequest,
    sheet: Sheet,
    first: Inspection | None,
    node: Node,
    version: Version,
    at: datetime,
) -> Inspection:
    """Return the row to fill in: the planned one, or a new one where that is taken already."""
    if first is not None and first.state == State.PLANNED:
        return first
    taken = first is not None and first.submission == sheet.submission
    return Inspection(
        id=sheet.other() if taken else sheet.submission,
        submission=sheet.other() if taken else sheet.submission,
        node=node,
        path=node.path,
        version=version,
        # Beside the first of all, however many there are.
        beside=(first.beside or first) if first is not None else None,
        of=first.of if first is not None else None,
        only=first.only if first is not None else [],
        # What was called off and done all the same counts; a second sheet of one visit does not.
        counts=first is None or first.state == State.CALLED_OFF,
        announced=first.announced if first is not None else False,
        made_at=at,
        made_by=request.user.get_username(),
    )


def _fill(done: Inspection, sheet: Sheet, by: str, score: Score, at: datetime) -> None:
    done.state = State.DONE
    done.path = done.node.path
    done.inspector, done.digest = by, sheet.digest()
    done.submission = done.submission or sheet.submission
    done.received_at = at
    ahead = sheet.sent - at
    done.clock_ahead = max(-(2**31), min(round(ahead.total_seconds()), 2**31 - 1))
    # By our clock, as far as the phone's own clock tells how long ago it was.
    done.started, done.finished = sheet.started - ahead, min(sheet.finished - ahead, at)
    done.day = localtime(done.finished).date()
    done.score = str(score.value) if score.value is not None else ""
    done.scores = {
        str(part.part.id): str(part.value) for part in score.parts if part.value is not None
    }
    done.missed = [item.id for item in score.missed]
    done.remark = sheet.remark.strip() or None
    done.save()


def _keep_answers(done: Inspection, sheet: Sheet, photos: Mapping[UUID, Photo]) -> None:
    for name, given in sheet.answers.items():
        Answer.objects.create(
            inspection=done, item=name, degree=given.degree or "", points=given.points,
            note=given.note.strip() or None,
        )  # fmt: skip
        for one in given.photos:
            _belong(photos[one], done, name)


def _belong(photo: Photo, done: Inspection, item: str) -> None:
    if photo.inspection_id is not None:
        # The earlier form of this sheet keeps its photo: the same picture stands in both.
        Photo.objects.create(
            id=uuid5(photo.id, done.digest), account_id=photo.account_id, inspection=done,
            item=item, attachment=photo.attachment, received_at=photo.received_at,
        )  # fmt: skip
        return
    photo.inspection, photo.item = done, item
    photo.save()
    keeping.belong(photo.attachment, about(done))
