"""The page about citizens' numbers, which are asked for by forms and never stand in addresses."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from msgspec import Struct

from collector.accounts.access import allowed, grants_of
from collector.accounts.audit import record
from collector.accounts.roles import Permission
from collector.cases.models import Case
from collector.contacts.due import Schedule, case_of
from collector.contacts.erasing import erase_asked
from collector.languages import chinese
from collector.personal_data import contacts
from collector.personal_data.models import Contact
from sync.protocol.receipt_code import receipt_number

AHEAD = 7
_MOST = 200


class Row(Struct, frozen=True, kw_only=True):
    """One number on the page. `shown`: in clear, where it was asked for just now."""

    contact: Contact
    receipt: str
    hall: str
    given: str
    masked: str
    case: Case | None
    due: str = ""
    shown: str = ""


def _branch(_request: HttpRequest, contact: UUID) -> str | None:
    return Contact.objects.filter(pk=contact).values_list("place__path", flat=True).first()


@allowed(Permission.SEE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show what is due to go; find numbers by a whole number that somebody types."""
    typed = request.POST.get("phone", "").strip()[:40]
    found: list[Row] | None = None
    problem = ""
    if request.method == "POST":
        try:
            rows = contacts.with_number(typed).filter(_mine(request))
            found = [_row(one) for one in rows.select_related("place", "hall")[:_MOST]]
            record(request, "contact.searched", detail={"found": len(found)})
        except ValueError:
            problem = _(
                "This is no whole number. A mobile number has 11 digits; a fixed one needs its "
                "area code. Parts of a number cannot be searched."
            )
    facts = {"typed": typed, "found": found, "problem": problem}
    return _shown(request, facts, 422 if problem else 200)


@allowed(Permission.SEE_CONTACTS, _branch)
@require_POST
@never_cache
def show(request: HttpRequest, contact: UUID) -> HttpResponse:
    """Show one number in clear; that it was seen is written into the audit trail."""
    one = Contact.objects.select_related("place", "hall").get(pk=contact)
    return _shown(request, {"found": [_row(one, shown=contacts.seen(request, one))]})


@allowed(Permission.SEE_CONTACTS, _branch)
@require_POST
@never_cache
def erase(request: HttpRequest, contact: UUID) -> HttpResponse:
    """Erase all that a citizen left with a receipt, for a reason."""
    one = Contact.objects.select_related("place", "hall").get(pk=contact)
    reason = request.POST.get("reason", "")
    if reason not in _reasons():
        return _shown(
            request, {"found": [_row(one)], "refused": _("Say first how the wish came.")}, 422
        )
    if erase_asked(request, one, reason, now()):
        messages.success(request, _("It is erased: the number, the words and the photos."))
    else:
        messages.info(request, _("It was erased already."))
    return redirect("contacts")


def _shown(request: HttpRequest, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    today = localdate()
    due = [
        _row(one, due=f"{day:%Y-%m-%d}")
        for one, day in Schedule().contacts(today + timedelta(days=AHEAD))
        if grants_of(request).may(Permission.SEE_CONTACTS, one.place.path)
    ]
    mine = Contact.objects.filter(_mine(request))
    whole = {
        "page": "contacts", "due": due[:_MOST], "due_all": len(due), "ahead": AHEAD,
        "kept": mine.filter(erased_at=None).count(),
        "gone": mine.filter(erased_at__gte=now() - timedelta(days=30)).count(),
        "reasons": _reasons(), **facts,
    }  # fmt: skip
    return render(request, "contacts/contacts.html", whole, status=status)


def _mine(request: HttpRequest) -> Any:
    return grants_of(request).where(Permission.SEE_CONTACTS, "place__path")


def _reasons() -> dict[str, str]:
    """Return how a wish may come: words to choose from, because a trail holds no free text."""
    return {
        "in-person": _("the citizen came to the hall"),
        "by-telephone": _("the citizen said so on the telephone"),
        "in-writing": _("the citizen wrote"),
        "wrong-number": _("the number belongs to somebody else"),
    }


def _row(one: Contact, *, due: str = "", shown: str = "") -> Row:
    english = not chinese()
    return Row(
        contact=one,
        receipt=receipt_number(one.window, one.position),
        hall=(one.hall.name_en if english else "") or one.hall.name,
        given=f"{localtime(one.made_at):%Y-%m-%d %H:%M}",
        masked=contacts.hidden(one),
        case=case_of(one),
        due=due,
        shown=shown,
    )
