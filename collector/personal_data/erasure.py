"""Takes citizens' data away: overwritten in its rows, whose history stays."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from collector.personal_data import erased_list
from collector.personal_data.apps import personal_data
from collector.personal_data.models import Contact, Statement, Why
from collector.personal_data.receipts import Receipt


class Erased(Struct, frozen=True):
    """How many things went."""

    contacts: int = 0
    statements: int = 0
    others: int = 0

    @property
    def all(self) -> int:
        """Everything together."""
        return self.contacts + self.statements + self.others


def erase(receipt: Receipt, why: Why, at: datetime) -> Erased:
    """Erase all that a receipt's citizen left here and in other rooms. Again does nothing.

    The caller writes it into the audit trail, and asks `emptying.ask` afterwards.
    """
    with transaction.atomic():
        return Erased(
            contacts=erase_contacts(receipt, why, at),
            statements=erase_words(_words_of(receipt), why, at),
            others=sum(eraser(receipt, at) for eraser in personal_data().erasers),
        )


def _words_of(receipt: Receipt) -> list[UUID]:
    rows = Statement.objects.filter(**receipt.fields(), erased_at=None)
    return list(rows.values_list("pk", flat=True))


def erase_contacts(receipt: Receipt, why: Why, at: datetime) -> int:
    """Erase a receipt's numbers alone; return how many."""
    rows = Contact.objects.filter(**receipt.fields(), erased_at=None)
    return _erase_numbers(list(rows.values_list("pk", flat=True)), why, at)


def erase_contact(contact: Contact, why: Why, at: datetime) -> bool:
    """Erase one number; False where it was gone already."""
    return bool(_erase_numbers([contact.pk], why, at))


def erase_words(statements: Collection[UUID], why: Why, at: datetime) -> int:
    """Erase the words of statements; return how many."""
    _remember("statement", statements, why)
    return Statement.objects.filter(pk__in=statements, erased_at=None).update(
        text=None, erased_at=at, erased_why=why
    )


def _erase_numbers(contacts: Collection[UUID], why: Why, at: datetime) -> int:
    _remember("contact", contacts, why)
    return Contact.objects.filter(pk__in=contacts, erased_at=None).update(
        phone=None, index=b"", erased_at=at, erased_why=why
    )


def _remember(kind: str, ids: Collection[UUID], why: Why) -> None:
    # What is due comes due again by itself in a backup that is put back.
    if why != Why.DUE:
        erased_list.note(kind, ids)
