"""Numbers to call back: given, found, shown."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest

from collector.accounts.audit import record
from collector.personal_data import blind
from collector.personal_data.consent import CURRENT
from collector.personal_data.models import Contact
from collector.personal_data.phones import masked, normalised, shown
from collector.personal_data.receipts import Receipt


def give(receipt: Receipt, phone: str, at: datetime, language: str = "zh") -> Contact:
    """Keep a number. Raises ValueError for what is none, KeysMissingError."""
    number = normalised(phone)
    if number is None:
        raise ValueError("no telephone number")
    return Contact.objects.create(
        **receipt.fields(), place=receipt.place(), made_at=at, phone=number,
        index=blind.index(number), consent=CURRENT, language=language,
    )  # fmt: skip


def of_receipt(receipt: Receipt) -> QuerySet[Contact]:
    """Return the contacts of a receipt, the erased ones too, in the order they came."""
    return Contact.objects.filter(**receipt.fields())


def with_number(phone: str) -> QuerySet[Contact]:
    """Return the contacts that have this number, in any form it is written in.

    Rights are the caller's to add: `.filter(grants_of(request).where(SEE_CONTACTS,
    "place__path"))`. Raises ValueError for what is no number.
    """
    return Contact.objects.filter(index__in=blind.indexes(phone), erased_at=None)


def hidden(contact: Contact) -> str:
    """Return the number with all but five digits hidden; "" where it was erased."""
    number = contact.phone
    return masked(number) if number else ""


def seen(request: HttpRequest, contact: Contact) -> str:
    """Return the number in clear and write down who has seen it; "" where it was erased.

    The caller has asked whether this person may (SEE_CONTACTS at `contact.place`).
    """
    number = contact.phone
    record(request, "contact.seen", f"contact:{contact.id}", branch=contact.place.path)
    return shown(number) if number else ""
