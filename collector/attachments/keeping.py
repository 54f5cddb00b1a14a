"""Takes pictures in, hands them out, erases them."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.core.files.base import File
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import now

from collector.attachments.checking import content_of, plain_picture
from collector.attachments.models import Attachment


def accept(upload: "File[bytes] | bytes", by: str, about: str = "") -> Attachment:
    """Check a picture, draw it anew and keep it sealed. Raises PictureError, KeysMissingError.

    by: an account's name, "" for a citizen. about: what it belongs to; `belong` says it later.
    """
    body, width, height = plain_picture(content_of(upload))
    return Attachment.objects.create(
        about=about, by=by, width=width, height=height, size=len(body),
        digest=sha256(body).hexdigest(), body=body, made_at=now(),
    )  # fmt: skip


def belong(attachment: Attachment, about: str) -> None:
    """Say what a picture belongs to."""
    Attachment.objects.filter(pk=attachment.pk).update(about=about)


def of(about: str) -> QuerySet[Attachment]:
    """Return what belongs to something, without the bodies; the erased ones too."""
    return Attachment.objects.filter(about=about).defer("body")


def view(attachment: UUID, about: str) -> HttpResponse:
    """Answer with a picture of what it has to belong to; 404 without one, 410 for an erased one.

    Whether this person may see what it belongs to, the caller has asked.
    """
    found = Attachment.objects.filter(pk=attachment, about=about).first()
    if found is None:
        return HttpResponse(status=404)
    body = found.body
    if body is None:
        return HttpResponse(status=410)
    answer = HttpResponse(body, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = "inline; filename=photo.jpg"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def erase(about: str, at: datetime, rule: str = "") -> int:
    """Erase all pictures of something; return how many. rule: by which one, "" where asked for."""
    return erase_some(Attachment.objects.filter(about=about), at, rule)


def erase_some(attachments: QuerySet[Attachment], at: datetime, rule: str = "") -> int:
    """Erase pictures; return how many."""
    return attachments.filter(erased_at=None).update(
        body=None, digest="", erased_at=at, erased_rule=rule
    )


def forget(attachments: QuerySet[Attachment]) -> int:
    """Delete rows and all, for what never belonged to anything; return how many."""
    return attachments.delete()[0]
