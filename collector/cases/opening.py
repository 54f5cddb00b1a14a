"""Opening cases: for a rating, for what a citizen wrote, for a finding. Each of them once.

All of it happens under the ledger's lock, so that neither two servers nor a comment and its rating
open two cases for one thing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, localtime
from msgspec import Struct

from collector.accounts.audit import By
from collector.cases.deadlines import days_of, set_due
from collector.cases.models import Case, Ledger, Origin, Stage
from collector.cases.places import Place, place_of_node, place_of_receipt
from collector.cases.recording import CITIZEN, PROGRAM, Done, record
from collector.cases.terms import Terms
from collector.ingest.models import Log, Rating
from collector.ingest.projection.known import MOST_CHANGES
from collector.organisation.models import Node
from collector.personal_data.models import Contact
from collector.personal_data.receipts import Receipt
from collector.rules.tables.cases import CALL_BACK, COMMENT_OPENS, LATE_DAYS
from sync.protocol.receipt_code import tag_of

GOOD = 4
"""From here up on the national scale a comment is praise unless a call is asked for."""


class Facts(Struct, frozen=True, kw_only=True):
    """A rating as it is copied into its case."""

    log: UUID
    position: int
    window: str
    rated_at: datetime
    staff: str
    item: str
    ticket: str
    mode: str
    scale: str
    level: str
    rank: int
    national: int
    catalogue: str = ""
    reasons: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Return them as fields of a case."""
        found = {name: getattr(self, name) for name in self.__struct_fields__}
        return found | {"tag": tag_of(self.log.hex), "reasons": list(self.reasons)}


@contextmanager
def ledger() -> Iterator[Ledger]:
    """Hold the one row that whoever opens or follows holds."""
    Ledger.objects.get_or_create(pk=1)
    with transaction.atomic():
        yield Ledger.objects.select_for_update().get(pk=1)


def for_rating(held: Ledger, facts: Facts, place: Place, terms: Terms, at: datetime) -> Case:
    """Open the case of a rating, or return the one it has. Holds the ledger.

    A comment that came before its rating has opened the case already: it gets the facts now.
    """
    there = Case.objects.filter(log=facts.log, position=facts.position).first()
    if there is not None:
        return there
    waiting = _waiting(facts, place)
    if waiting is not None:
        for name, value in (facts.fields() | place.fields()).items():
            setattr(waiting, name, value)
        record(waiting, Done(action="rating-arrived", detail=_of(facts)), PROGRAM, at)
        return waiting
    late = (at - facts.rated_at).days >= terms.book.rule(LATE_DAYS, place.path).number
    case = Case(origin=Origin.RATING, late=late, **facts.fields())
    receipt = Receipt.of_rating(place.hall, facts.window, facts.log.hex, facts.position)
    case.contact = place.hall != 0 and Contact.objects.filter(**receipt.fields()).exists()
    return _open(held, case, place, terms, at, Done(action="opened", detail=_of(facts)))


def for_comment(
    receipt: Receipt, at: datetime, *, national: int | None = None, contact: bool = False,
    facts: Facts | None = None,
) -> Case | None:  # fmt: skip
    """Tell the receipt's case that its citizen has written, or open one; None: none is needed.

    national: of the rating, None where it has not arrived. contact: a number to call was left with
    it. facts: of the rating, where it has arrived. The words themselves stay in
    `collector.personal_data`, where the case's page reads them.
    """
    terms = Terms.read()
    with ledger() as held:
        case = of_receipt(receipt)
        done = Done(action="commented", detail={"contact": contact})
        if case is not None:
            case = Case.objects.select_for_update().get(pk=case.pk)
            _heard(case, at, terms, contact=contact)
            record(case, done, CITIZEN, at)
            return case
        place = place_of_receipt(receipt, localtime(at).date())
        if place is None:
            return None
        praise = national is not None and national >= GOOD and not contact
        if praise and terms.book.rule(COMMENT_OPENS, place.path).value != "all":
            return None
        case = Case(
            origin=Origin.COMMENT, window=receipt.window, tag=receipt.tag, own=receipt.own,
            position=receipt.position, national=national, contact=contact,
        )  # fmt: skip
        if facts is not None and not _case_of_rating(facts):
            for name, value in facts.fields().items():
                setattr(case, name, value)
        return _open(held, case, place, terms, at, done, by=CITIZEN)


def for_finding(
    reference: str, node: Node, words: str, by: By, at: datetime, *, window: str = ""
) -> Case:
    """Open a case for what an inspection found, or return the one it has.

    reference: what the finding is called in its own room, the same each time. words: what was found
    (kept sealed).
    """
    terms = Terms.read()
    with ledger() as held:
        there = Case.objects.filter(reference=reference).first()
        if there is not None:
            return there
        place = place_of_node(node, localtime(at).date())
        case = Case(origin=Origin.FINDING, reference=reference, window=window)
        return _open(
            held, case, place, terms, at, Done(action="opened", words=words, detail={}), by=by
        )


def _heard(case: Case, at: datetime, terms: Terms, *, contact: bool) -> None:
    """Take in that a citizen has written again: who leaves a number late is called all the same."""
    if case.closed:
        case.unread_at = at
        return
    case.contact = case.contact or contact
    if case.stage == Stage.CLOSE and contact and terms.book.rule(CALL_BACK, case.path).yes:
        case.stage = Stage.CALL_BACK


def of_receipt(receipt: Receipt) -> Case | None:
    """Return the case of a receipt: of its rating, or of the one the citizen changed it to."""
    found = Case.objects.filter(**receipt.fields()).order_by("pk").first()
    if found is not None or not receipt.position:
        return found
    later = _changed_to(receipt)
    return Case.objects.filter(log=later[0], position=later[1]).first() if later else None


def _changed_to(receipt: Receipt) -> tuple[UUID, int] | None:
    """Return the rating that stands in place of a receipt's, which was changed at the terminal."""
    rest = 32 - len(receipt.tag)
    logs = Log.objects.filter(
        id__range=(UUID(receipt.tag + "0" * rest), UUID(receipt.tag + "f" * rest))
    ).filter(Q(window__hall=receipt.hall) | Q(window=None))
    ratings = Rating.objects.filter(log__in=list(logs.values_list("pk", flat=True)))
    row = ratings.filter(position=receipt.position, window=receipt.window).first()
    found = None
    for _ in range(MOST_CHANGES):
        if row is None or row.replaced_by is None:
            break
        found = row.log_id, row.replaced_by
        row = ratings.filter(log=row.log_id, position=row.replaced_by).first()
    return found


def _case_of_rating(facts: Facts) -> bool:
    return Case.objects.filter(log=facts.log, position=facts.position).exists()


def _waiting(facts: Facts, place: Place) -> Case | None:
    """Return the case that a comment has opened before this rating arrived."""
    return Case.objects.filter(
        log=None, hall_id=place.hall, window=facts.window, tag=tag_of(facts.log.hex),
        position=facts.position,
    ).first()  # fmt: skip


def _open(
    held: Ledger, case: Case, place: Place, terms: Terms, at: datetime, done: Done,
    by: By = PROGRAM,
) -> Case:  # fmt: skip
    today = localdate(at)
    for name, value in (place.fields() | days_of(place.path, terms.book, today)).items():
        setattr(case, name, value)
    case.opened_at, case.opened_on, case.since = at, today, today
    set_due(case, terms.calendar)
    case.number = _next_number(held, today.year)
    detail = dict(done.detail) | {"due": case.due_on.isoformat()}
    if case.late:
        detail["late"] = True
    record(case, Done(action=done.action, words=done.words, detail=detail), by, at)
    return case


def _next_number(held: Ledger, year: int) -> str:
    """Return the next number of a year; a clock that goes back finds the numbers of then."""
    if held.year != year:
        numbers = Case.objects.filter(number__startswith=f"{year}-").values_list(
            "number", flat=True
        )
        held.last = max((int(one.partition("-")[2]) for one in numbers), default=0)
        held.year = year
    held.last += 1
    held.save()
    return f"{year}-{held.last:04}"


def _of(facts: Facts) -> dict[str, Any]:
    return {"log": facts.log.hex, "position": facts.position, "national": facts.national}
