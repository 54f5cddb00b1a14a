"""Keeps photos that come before their sheet, each once, under an id that the phone has made."""

from datetime import timedelta
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now

from collector.attachments import keeping
from collector.attachments.models import Attachment
from collector.inspections.models import Photo
from collector.inspections.sheet import SheetError

FORSAKEN = timedelta(days=60)
"""A photo whose sheet has not come so long after it is let go."""


def keep(request: HttpRequest, name: UUID, upload: "File[bytes] | bytes") -> Photo:
    """Keep a photo. Sent again it is the same one. Raises PictureError, SheetError."""
    found = Photo.objects.filter(pk=name).first()
    if found is None:
        with transaction.atomic():
            attachment = keeping.accept(upload, request.user.get_username(), f"photo:{name}")
            found, made = Photo.objects.get_or_create(
                pk=name,
                defaults={"account_id": request.user.pk, "attachment": attachment,
                          "received_at": now()},
            )  # fmt: skip
            if not made:
                attachment.delete()
    if found.account_id != request.user.pk:
        raise SheetError("not-yours")
    return found


def let_go() -> int:
    """Delete photos whose sheets never came; return how many."""
    rows = Photo.objects.filter(inspection=None, received_at__lt=now() - FORSAKEN).values_list(
        "pk", "attachment"
    )
    some = list(rows)
    with transaction.atomic():
        Photo.objects.filter(pk__in=[photo for photo, _one in some]).delete()
        keeping.forget(Attachment.objects.filter(pk__in=[one for _photo, one in some]))
    return len(some)
