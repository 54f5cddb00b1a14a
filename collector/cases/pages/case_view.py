"""One case in words: the five stages, the rating, the citizen's words, the history."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from msgspec import Struct

from collector.accounts.roles import Permission
from collector.attachments import keeping
from collector.attachments.gone import gone_words
from collector.attachments.models import Attachment
from collector.boards.apps import boards
from collector.cases import catalogue, work
from collector.cases.apps import Found, cases
from collector.cases.deadlines import Standing, standing
from collector.cases.models import Appeal, Case, Origin
from collector.cases.pages import words
from collector.cases.pages.calendar_view import Day, calendar_note, days_of
from collector.cases.pages.door import may
from collector.cases.pages.history import Told, history
from collector.cases.pages.list_view import reasons_of
from collector.cases.pages.standing_view import (
    Need,
    StageCell,
    needs_of,
    stages_of,
    tries_words,
)
from collector.cases.terms import Terms
from collector.organisation.models import Node
from collector.organisation.words import item_words, name_of
from collector.personal_data import contacts
from collector.personal_data.models import Contact, Statement
from collector.ratings.words import level_word, mode_word, place_on_scale, reason_words
from sync.protocol.receipt_code import receipt_number


class Said(Struct, frozen=True, kw_only=True):
    """What the citizen wrote by the receipt. `text` None: erased."""

    text: str | None
    when: str
    kind: str
    reasons: Sequence[str]
    pictures: Sequence[str]
    gone: Sequence[str]


class Number(Struct, frozen=True, kw_only=True):
    """A number to call back, hidden; "" where it was erased."""

    id: str
    hidden: str
    when: str


class FoundView(Struct, frozen=True, kw_only=True):
    """What an inspection found. `href`: its page at the item, "" for who may not see it."""

    text: str | None
    href: str
    pictures: Sequence[str]
    gone: Sequence[str]


class CaseView(Struct, frozen=True, kw_only=True):
    """The page."""

    stands: Standing
    deadline: str
    escalated: str
    stages: Sequence[StageCell]
    level: str
    scale: str
    facts: Sequence[tuple[str, str]]
    rating: str
    receipt: str
    found: FoundView | None
    said: Sequence[Said]
    numbers: Sequence[Number]
    days: Sequence[Day]
    days_note: str
    due: str
    needs: Sequence[Need]
    lacking: int
    tries: str
    history: Sequence[Told]
    suggested: Sequence[catalogue.Entry]
    appeal: Appeal | None
    votes: int
    merged: Sequence[Case]
    pictures: Sequence[str]
    gone: Sequence[str]


def case_view(case: Case, request: HttpRequest, at: datetime) -> CaseView:
    """Put a case into words for the person behind a request."""
    terms, today = Terms.read(), localdate(at)
    day = localdate(case.closed_at) if case.closed_at else today
    stands = standing(case, day, terms.calendar, terms.book)
    lacks = work.missing(case, terms.book)
    scales = boards().scales
    appeal = case.appeals.filter(state=Appeal.State.ASKED).first()
    number = receipt_number(case.window, case.position) if case.position else ""
    return CaseView(
        stands=stands,
        deadline=words.deadline_words(case, stands),
        escalated=words.escalated_words(stands.escalated_to),
        stages=stages_of(case, lacks, today),
        level=level_word(case.scale, case.level, scales) if case.scale else "",
        scale=place_on_scale(case.scale, case.level, case.national or 0, scales)
        if case.scale else "",
        facts=_facts(case),
        rating=f"{reverse('rating', args=[number])}?log={case.log.hex[:12]}"
        if case.log and number and may(request, Permission.SEE_RATINGS, case) else "",
        receipt=number,
        found=_found(case, request),
        said=_said(case),
        numbers=_numbers(case, request),
        days=days_of(case, today, terms.calendar),
        days_note=calendar_note(case, today, terms.calendar),
        due=words.day_word(case.due_on, today),
        needs=needs_of(case, lacks, terms),
        lacking=len(lacks),
        tries=tries_words(case, terms),
        history=history(case),
        suggested=catalogue.suggested(case.catalogue, case.reasons),
        appeal=appeal,
        votes=appeal.votes.count() if appeal else 0,
        merged=list(case.merged.order_by("pk")),
        pictures=_pictures(f"case:{case.pk}"),
        gone=gone_words(keeping.of(f"case:{case.pk}")),
    )  # fmt: skip


def _facts(case: Case) -> list[tuple[str, str]]:
    places = [one for one in (case.department, case.hall.node if case.hall else None) if one]
    where = " · ".join([case.window, *(_place(case)), *map(name_of, places)])
    rated = case.rated_at
    facts = [(_("Window"), where)]
    if rated is not None:
        facts.insert(0, (_("Time"), f"{localtime(rated):%Y-%m-%d %H:%M:%S}"))
    if case.item or case.ticket:
        ticket = _("ticket %(n)s") % {"n": case.ticket} if case.ticket else ""
        facts.append((_("Service"), " · ".join(filter(None, [item_words(case.item), ticket]))))
    if case.mode:
        facts.append((_("How"), mode_word(case.mode)))
    if case.staff:
        facts.append((pgettext("rating", "On duty"), _("staff number %(n)s (duty roster alone)") % {
            "n": case.staff}))  # fmt: skip
    if case.origin != Origin.FINDING:
        facts.append((_("Reasons"), " · ".join(reasons_of(case)) or _("none picked")))
    return facts


def _found(case: Case, request: HttpRequest) -> FoundView | None:
    """Return what opened the case, where an inspection did."""
    if case.origin != Origin.FINDING:
        return None
    first = case.steps.filter(action="opened").first()
    found = cases().found(case.reference)
    href = found.href if found is not None and may(request, found.sees, case) else ""
    rows = list(_kept(found))
    return FoundView(
        text=first.words if first is not None else None, href=href,
        pictures=[str(one.pk) for one in rows if one.erased_at is None], gone=gone_words(rows),
    )  # fmt: skip


def found_pictures(case: Case) -> QuerySet[Attachment]:
    """Return the pictures that were taken of what opened a case, without their bodies."""
    return _kept(cases().found(case.reference))


def _kept(found: Found | None) -> QuerySet[Attachment]:
    ids = found.pictures if found is not None else ()
    return Attachment.objects.filter(pk__in=ids).defer("body")


def _place(case: Case) -> list[str]:
    place: Node | None = case.place
    if place is None or name_of(place) in {place.code, case.window}:
        return []
    return [name_of(place)] if case.hall is None or place.pk != case.hall.node_id else []


def _said(case: Case) -> list[Said]:
    receipt = case.receipt
    if receipt is None:
        return []
    kinds: Mapping[str, str] = {
        Statement.Kind.COMMENT: _("the citizen, by phone"),
        Statement.Kind.ADDED: _("the citizen added"),
        Statement.Kind.NOT_SATISFIED: _("the citizen, not satisfied with the answer"),
    }
    return [
        Said(
            text=one.text,
            when=f"{localtime(one.made_at):%m-%d %H:%M}",
            kind=kinds.get(one.kind, one.kind),
            reasons=[f"{code} {reason_words(one.catalogue, code)}" for code in one.reasons],
            pictures=_pictures(f"statement:{one.pk}"),
            gone=gone_words(keeping.of(f"statement:{one.pk}")),
        )
        for one in Statement.objects.filter(**receipt.fields())
    ]


def _numbers(case: Case, request: HttpRequest) -> list[Number]:
    receipt = case.receipt
    if receipt is None:
        return []
    allowed = may(request, Permission.SEE_CONTACTS, case)
    rows = Contact.objects.filter(**receipt.fields())
    return [
        Number(
            id=str(one.pk),
            hidden="" if one.erased_at else contacts.hidden(one) if allowed else "•••",
            when=f"{localtime(one.made_at):%m-%d %H:%M}",
        )
        for one in rows
    ]


def _pictures(about: str) -> list[str]:
    rows = keeping.of(about).filter(erased_at=None)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]
