"""Erases what is due or asked for, and writes it down."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from msgspec import Struct

from collector.accounts.audit import By, record
from collector.attachments import keeping as pictures
from collector.attachments.models import Attachment
from collector.cases.models import Step
from collector.contacts.due import Schedule
from collector.contacts.due_pictures import pictures_due
from collector.inspections import photographing
from collector.personal_data import emptying, erased_list, erasure
from collector.personal_data.models import Contact, Why
from collector.rules.tables.personal_data import WORDS_DAYS

PROGRAM = "retention"
_DRAFTS = timedelta(days=1)


class Gone(Struct, frozen=True):
    """How much went. `notes`: of cases. `pictures`: of staff. `again`: came back with a backup."""

    contacts: int = 0
    statements: int = 0
    notes: int = 0
    pictures: int = 0
    drafts: int = 0
    again: int = 0


def erase_due(at: datetime) -> Gone:
    """Erase all that is due; may be run at any time and again."""
    today = localdate(at)
    schedule = Schedule()
    # Collected first: no query stays open while rows are written.
    contacts = [one for one, _day in schedule.contacts(today)]
    statements = [one for one, _day in schedule.statements(today)]
    places: Counter[tuple[str, str]] = Counter()
    for contact in contacts:
        if erasure.erase_contact(contact, Why.DUE, at):
            places[contact.place.path, "contacts"] += 1
    for statement in statements:
        with transaction.atomic():
            gone = erasure.erase_words([statement.pk], Why.DUE, at)
            pictures.erase(f"statement:{statement.pk}", at, WORDS_DAYS.name)
        places[statement.place.path, "statements"] += gone
    for step in list(schedule.notes(today)):
        places[step.case.path, "notes"] += Step.objects.filter(pk=step.pk).update(words=None)
    for one in list(pictures_due(schedule.book, today)):
        places[one.path, "pictures"] += pictures.erase(one.about, at, one.rule)
    for (path, kind), number in places.items():
        record(PROGRAM, f"{kind[:-1]}.erased", f"due:{today}", branch=path, detail={"n": number})
    photographing.let_go()
    drafts = pictures.forget(
        Attachment.objects.filter(about__startswith="draft:", made_at__lt=at - _DRAFTS)
    )
    again = erased_list.erase_again(at)
    if again:
        record(PROGRAM, "contact.erased", "restored", detail={"n": again})
    if places or drafts or again:
        emptying.ask()
    count = Counter[str]()
    for (_path, kind), number in places.items():
        count[kind] += number
    return Gone(
        contacts=count["contacts"], statements=count["statements"], notes=count["notes"],
        pictures=count["pictures"], drafts=drafts, again=again,
    )  # fmt: skip


def erase_asked(by: By, contact: Contact, reason: str, at: datetime) -> bool:
    """Erase a citizen's number and all that came with its receipt, because the citizen asks.

    reason: how the wish came, such as "by telephone"; False where it was gone already.
    """
    with transaction.atomic():
        gone = erasure.erase(contact.receipt(), Why.ASKED, at).all
        if gone:
            record(
                by, "contact.erased", f"contact:{contact.pk}", branch=contact.place.path,
                detail={"things": gone, "reason": reason},
            )  # fmt: skip
    emptying.ask()
    return bool(gone)
