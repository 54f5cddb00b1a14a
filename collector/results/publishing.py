"""Writing, publishing and withdrawing bulletins; each act in the audit trail.

Raises PublishError with a sentence for people.
"""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from collector.accounts import audit
from collector.improvement.plain_texts import holds_a_personal_number
from collector.organisation.models import Kind, Node
from collector.results.models import Bulletin
from collector.results.public import kept, read_public
from collector.results.reading import AREAS, period_of
from sync.protocol.catalogue import Scale

LONGEST = 4_000


class PublishError(Exception):
    """It cannot be done; the sentence says why and what to do."""


def draft(request: HttpRequest, place: Node, month: date) -> Bulletin:
    """Begin a bulletin, or return the draft that is there."""
    if place.kind not in {*AREAS, Kind.HALL}:
        raise PublishError(
            _("Bulletins are about halls and the places above them: a window would be its clerk.")
        )
    there = Bulletin.objects.filter(node=place, month=month, state=Bulletin.State.DRAFT).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            made = Bulletin.objects.create(
                node=place, month=month, made_at=now(), made_by=request.user.get_username()
            )
            _record(request, made, "made")
    except IntegrityError:
        return Bulletin.objects.get(node=place, month=month, state=Bulletin.State.DRAFT)
    return made


def write(request: HttpRequest, number: int, version: int, texts: Mapping[str, str]) -> Bulletin:
    """Write what was put right, for the public."""
    written = {name: texts.get(name, "").replace("\0", "").strip()
               for name in ("put_right", "put_right_en")}  # fmt: skip
    for text in written.values():
        if len(text) > LONGEST:
            raise PublishError(_("A text is longer than 4,000 characters. Shorten it."))
        if holds_a_personal_number(text):
            raise PublishError(
                _("A text holds what looks like a telephone or identity number. Everybody reads "
                  "bulletins: write it without.")
            )  # fmt: skip
    with transaction.atomic():
        bulletin = _taken(number, version, Bulletin.State.DRAFT)
        bulletin.put_right, bulletin.put_right_en = written["put_right"], written["put_right_en"]
        bulletin.save()
        _record(request, bulletin, "changed")
    return bulletin


def publish(
    request: HttpRequest, number: int, version: int, scales: Mapping[str, Scale]
) -> Bulletin:
    """Publish a draft: its figures are read now, as they may be printed, and stay so."""
    today = localdate()
    try:
        with transaction.atomic():
            bulletin = _taken(number, version, Bulletin.State.DRAFT)
            if period_of(bulletin.month).last >= today:
                raise PublishError(_("The month is not over. Publish it when it is."))
            public = read_public(bulletin.node, bulletin.month, scales, today)
            bulletin.content = kept(public)
            bulletin.state = Bulletin.State.PUBLISHED
            bulletin.published_at, bulletin.published_by = now(), request.user.get_username()
            bulletin.save()
            _record(request, bulletin, "published")
    except IntegrityError as error:
        raise PublishError(
            _("A bulletin of this place and month is published already. Withdraw it first.")
        ) from error
    return bulletin


def withdraw(request: HttpRequest, number: int, version: int, why: str) -> Bulletin:
    """Take a published bulletin back; its address says so from now on, and why."""
    if not why.strip():
        raise PublishError(_("Say why: it stands where the bulletin was."))
    if holds_a_personal_number(why):
        raise PublishError(_("The reason holds what looks like a telephone or identity number."))
    with transaction.atomic():
        bulletin = _taken(number, version, Bulletin.State.PUBLISHED)
        bulletin.state = Bulletin.State.WITHDRAWN
        bulletin.why = why.replace("\0", "").strip()[:500]
        bulletin.withdrawn_at, bulletin.withdrawn_by = now(), request.user.get_username()
        bulletin.save()
        _record(request, bulletin, "withdrawn")
    return bulletin


def _taken(number: int, version: int, state: str) -> Bulletin:
    won = Bulletin.objects.filter(pk=number, version=version).update(version=version + 1)
    bulletin = Bulletin.objects.select_related("node").get(pk=number)
    if not won:
        raise PublishError(
            _("Somebody else has changed this bulletin after you opened it. Nothing of yours was "
              "saved. Look at it again.")
        )  # fmt: skip
    if bulletin.state != state:
        raise PublishError(_("This cannot be done with the bulletin as it stands now."))
    return bulletin


def _record(request: HttpRequest, bulletin: Bulletin, verb: str) -> None:
    audit.record(
        request, f"bulletin.{verb}", f"{bulletin.node.code} {bulletin.month:%Y-%m}",
        branch=bulletin.node.path, detail={"bulletin": bulletin.pk},
    )  # fmt: skip
