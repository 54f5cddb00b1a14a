"""Keeps what a citizen sends: once, sealed, and with a case where one is due."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from msgspec import Struct

from collector.attachments import keeping as pictures
from collector.attachments.checking import PictureError
from collector.comments.form import MOST_PHOTOS, Typed, digest_of
from collector.comments.opened import Opened
from collector.organisation.models import Hall
from collector.personal_data import contacts
from collector.personal_data.models import Statement
from collector.personal_data.receipts import Receipt

MOST_OF_A_RECEIPT = 12
"""Statements by one receipt; after that the desk helps."""
MOST_OF_A_WINDOW = 60
"""Statements by a window's code, which many hold, within an hour."""


class Kept(Struct, frozen=True):
    """What came of a form. `again`: it had been kept before."""

    statement: Statement
    again: bool = False


class FullError(Exception):
    """So much has come by this code that no more is taken now."""


def _make_room(receipt: Receipt, at: datetime) -> None:
    """Let one form of a hall in at a time, and no more than there is room for."""
    # On the embedded database the transaction itself is that lock.
    Hall.objects.select_for_update(no_key=True).get(pk=receipt.hall)
    if not _room_left(receipt, at):
        raise FullError


def _room_left(receipt: Receipt, at: datetime) -> bool:
    rows = Statement.objects.filter(
        hall=receipt.hall, window=receipt.window, tag=receipt.tag, position=receipt.position
    )
    if receipt.position:
        return rows.count() < MOST_OF_A_RECEIPT
    return rows.filter(made_at__gt=at - timedelta(hours=1)).count() < MOST_OF_A_WINDOW


def already(receipt: Receipt, once: str) -> Statement | None:
    """Return what this form has become, where it was sent before."""
    return Statement.objects.filter(once=digest_of(receipt, once)).defer("text").first()


def hold_photos(receipt: Receipt, given: Typed) -> tuple[int, PictureError | None]:
    """Keep a form's photos until it is right; return how many it has now, and why one is not taken.

    A form that has to be sent again does not have to bring its photos again.
    """
    about = _draft(receipt, given.once)
    there = pictures.of(about).count()
    for photo in given.photos:
        if there >= MOST_PHOTOS:
            break
        try:
            pictures.accept(photo, "", about)
        except PictureError as error:
            return there, error
        there += 1
    return there, None


def keep(
    opened: Opened, receipt: Receipt, given: Typed, at: datetime, *, kind: Statement.Kind,
    catalogue: str, language: str, own: str = "",
) -> Kept:  # fmt: skip
    """Keep a form that is right. Sent twice, also at the same moment, it is kept once.

    own: the digest of the person's own link, for a window's code. Raises FullError and
    KeysMissingError.
    """
    mine = opened.receipt(own) if own else receipt
    try:
        with transaction.atomic():
            before = already(receipt, given.once)
            if before is not None:
                return Kept(before, again=True)
            _make_room(receipt, at)
            statement = Statement.objects.create(
                **mine.fields(), place=mine.place(), made_at=at, kind=kind, text=given.text,
                reasons=list(given.reasons), catalogue=catalogue if given.reasons else "",
                language=language, once=digest_of(receipt, given.once),
            )  # fmt: skip
            if given.call:
                contacts.give(mine, given.phone, at, language)
            pictures.of(_draft(receipt, given.once)).update(about=about_of(statement))
    except IntegrityError:
        before = already(receipt, given.once)
        if before is None:
            raise
        return Kept(before, again=True)
    return Kept(statement)


def about_of(statement: Statement) -> str:
    """Return what a statement's photos are about."""
    return f"statement:{statement.pk}"


def erase_photos(receipt: Receipt, at: datetime) -> int:
    """Erase the photos of a receipt's statements; return how many."""
    statements = Statement.objects.filter(**receipt.fields()).defer("text")
    return sum(pictures.erase(about_of(one), at) for one in statements)


def _draft(receipt: Receipt, once: str) -> str:
    return f"draft:{digest_of(receipt, once)}"
