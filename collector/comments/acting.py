"""What a citizen does on the page: each act once, then the page again by its address."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Struct, field, structs

from collector.accounts.addresses import address_of, bucket
from collector.accounts.audit import record
from collector.comments import casework, keeping
from collector.comments.apps import comments
from collector.comments.form import Typed, fresh, typed, wrong
from collector.comments.holding import holder_of
from collector.comments.reasons import catalogue_of, choices
from collector.comments.visiting import Visit, digest_of_own, new_own
from collector.personal_data import emptying, erasure
from collector.personal_data.models import Contact, Statement, Why
from collector.personal_data.phones import normalised

PROGRAM = "public page"
"""Who has done it, in the audit trail: whoever holds the code."""


class Shown(Struct, frozen=True, kw_only=True):
    """The page is shown (again): what was typed, what is wrong, which question is asked.

    photos: how many are held for this form. did: what was done just now.
    """

    form: Typed
    wrong: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    did: str = ""
    photos: int = 0


class Done(Struct, frozen=True):
    """It is done; the page is at this address."""

    href: str


def act(request: HttpRequest, visit: Visit, at: datetime) -> Done | Shown:
    """Do what a form says. Raises KeysMissingError."""
    acts: dict[str, Callable[[HttpRequest, Visit, datetime], Done | Shown]] = {
        "satisfied": _satisfied,
        "not-satisfied": _not_satisfied,
        "no-call": _no_call,
        "erase": _erase,
    }
    return acts.get(request.POST.get("do", ""), _send)(request, visit, at)


def _send(request: HttpRequest, visit: Visit, at: datetime) -> Done | Shown:
    catalogue = catalogue_of(visit.opened)
    given = typed(request, (one.code for one in choices(visit.opened, catalogue)))
    receipt = visit.receipt
    before = keeping.already(receipt, given.once)
    if before is not None:
        return _sent(visit, own="", again=True)
    photos, refused = keeping.hold_photos(receipt, given)
    found = wrong(structs.replace(given, photos=()), photos)
    if refused is not None:
        found["photo"] = refused.en if visit.english else refused.zh
    elif len(given.photos) > photos:
        found["photo"] = _("At most three photos can be sent; the first ones were kept.")
    if found:
        return Shown(form=given, wrong=found, photos=photos)
    try:
        return _keep(visit, given, at)
    except keeping.FullError:
        return Shown(form=given, wrong={"text": _full()}, photos=photos)


def _full() -> str:
    return _(
        "So much has come by this code that no more is taken now. Please try again later, or go "
        "to the hall's service desk."
    )


def _keep(visit: Visit, given: Typed, at: datetime) -> Done:
    catalogue = catalogue_of(visit.opened)
    own = new_own() if visit.many_hold_it else ""
    first = not any(one.erased_at is None for one in visit.statements())
    with transaction.atomic():
        kept = keeping.keep(
            visit.opened, visit.receipt, given, at,
            kind=Statement.Kind.COMMENT if first else Statement.Kind.ADDED,
            catalogue=catalogue.id if catalogue is not None else "",
            language="en" if visit.english else "zh", own=digest_of_own(own) if own else "",
        )  # fmt: skip
        if not kept.again:
            casework.told(visit, kept.statement, at, contact=given.call)
    return _sent(visit, own="" if kept.again else own, again=kept.again)


def _sent(visit: Visit, *, own: str, again: bool) -> Done:
    # Of a window's code, the person's own link was in the first answer: only its digest is kept.
    return Done(visit.href(own, did="sent-before" if again else "sent"))


def _satisfied(request: HttpRequest, visit: Visit, at: datetime) -> Done | Shown:
    said = not visit.many_hold_it and casework.satisfied(visit, at, holder_of(request))
    return Done(visit.href(did="satisfied" if said else "too-late"))


def _not_satisfied(request: HttpRequest, visit: Visit, at: datetime) -> Done | Shown:
    if visit.many_hold_it:
        return Done(visit.href())
    given = typed(request, ())
    receipt = visit.receipt
    if keeping.already(receipt, given.once) is not None:
        return Done(visit.href(did="reopened"))
    found = {} if not given.text else wrong(given, 0)
    if found:
        return Shown(form=given, wrong=found, asked="not-satisfied")
    try:
        with transaction.atomic():
            if not casework.not_satisfied(visit, at):
                return Done(visit.href(did="too-late"))
            if given.text:
                keeping.keep(
                    visit.opened, receipt, given, at, kind=Statement.Kind.NOT_SATISFIED,
                    catalogue="", language="en" if visit.english else "zh",
                )  # fmt: skip
    except keeping.FullError:
        return Shown(form=given, wrong={"text": _full()}, asked="not-satisfied")
    return Done(visit.href(did="reopened"))


def _no_call(request: HttpRequest, visit: Visit, at: datetime) -> Done | Shown:
    refused = _not_theirs(request, visit)
    if refused:
        return Shown(form=fresh(), wrong=refused, asked="no-call")
    with transaction.atomic():
        if erasure.erase_contacts(visit.receipt, Why.NOT_WANTED, at):
            casework.no_call(visit, at)
            _note(visit, "citizen.call-declined")
    emptying.ask()
    return Done(visit.href(did="no-call"))


def _erase(request: HttpRequest, visit: Visit, at: datetime) -> Done | Shown:
    refused = _not_theirs(request, visit)
    if refused:
        return Shown(form=fresh(), wrong=refused, asked="erase")
    if not visit.many_hold_it:
        with transaction.atomic():
            erased = erasure.erase(visit.receipt, Why.ASKED, at)
            if erased.contacts:
                casework.no_call(visit, at)
            if erased.all:
                _note(visit, "citizen.erased", things=erased.all)
        emptying.ask()
    return Done(visit.href(did="erased"))


def _not_theirs(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """Ask for the number that was left: others may have seen the code, but not the number."""
    if visit.many_hold_it:
        return {}
    there = Contact.objects.filter(**visit.receipt.fields(), erased_at=None)
    numbers = {one.phone for one in there if one.phone}
    if not numbers or normalised(request.POST.get("phone", "")) in numbers:
        return {}
    comments().doors.wrong(bucket(address_of(request)), visit.number)
    return {"phone": _("This is not the number that was left with this receipt.")}


def _note(visit: Visit, action: str, **detail: int) -> None:
    place = visit.receipt.place().path
    record(PROGRAM, action, f"receipt:{visit.name}", branch=place, detail=detail)
