"""Takes citizens' data away: overwritten in its rows, whose history stays."""

from datetime import datetime

from django.db import transaction
from msgspec import Struct

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
            statements=_erase_statements(receipt, why, at),
            others=sum(eraser(receipt, at) for eraser in personal_data().erasers),
        )


def erase_contacts(receipt: Receipt, why: Why, at: datetime) -> int:
    """Erase a receipt's numbers alone; return how many."""
    return Contact.objects.filter(**receipt.fields(), erased_at=None).update(
        phone=None, index=b"", erased_at=at, erased_why=why
    )


def erase_contact(contact: Contact, why: Why, at: datetime) -> bool:
    """Erase one number; False where it was gone already."""
    return bool(
        Contact.objects.filter(pk=contact.pk, erased_at=None).update(
            phone=None, index=b"", erased_at=at, erased_why=why
        )
    )


def _erase_statements(receipt: Receipt, why: Why, at: datetime) -> int:
    return Statement.objects.filter(**receipt.fields(), erased_at=None).update(
        text=None, erased_at=at, erased_why=why
    )
