"""The citizen's side of a case, for the public page: where it stands, the answer, a word back.

Whoever asks has shown that the receipt is theirs; nothing here is about any other receipt.
"""

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
from django.db import transaction
from django.utils.timezone import localdate
from msgspec import Struct

from collector.cases.models import Case, Outcome, Stage, Step
from collector.cases.opening import of_receipt as _case_of
from collector.cases.rates import CONFIRMED
from collector.cases.recording import CITIZEN, Done, record
from collector.cases.reopening import reopen
from collector.personal_data.receipts import Receipt
from collector.rules.reading import rule
from collector.rules.tables.cases import RECEIPT_CONFIRMS, REOPEN_DAYS

State = Literal["done", "now", "to-come", "not-needed"]


class StageView(Struct, frozen=True):
    """One of the five stages: a value of `Stage`, how it stands, when it was done."""

    stage: str
    state: State
    at: datetime | None = None


class CitizenView(Struct, frozen=True, kw_only=True):
    """What the citizen of a receipt is told. `answer` None: none yet, or erased since.

    `due_on`: the last day in time. `outcome`: a value of `Outcome`, "" while it is open.
    `can_say`: the citizen may say whether the answer will do, until `until`; `can_reopen`: that it
    will not, also after somebody has said it will.
    """

    number: str
    opened_at: datetime
    stages: tuple[StageView, ...]
    due_on: date
    overdue: bool
    late: bool
    answer: str | None
    answered_at: datetime | None
    outcome: str
    closed_at: datetime | None
    satisfied: bool
    reopened: int
    can_say: bool
    can_reopen: bool
    until: date | None


def of_receipt(receipt: Receipt) -> CitizenView | None:
    """Return how the case of a receipt stands; None where there is none.

    Of several that were made one, everybody reads the answer of the one that is worked on.
    """
    own = _case_of(receipt)
    if own is None:
        return None
    case = own.merged_into or own
    today = localdate()
    until = _until(own, case)
    open_to_it = until is not None and today <= until
    return CitizenView(
        number=own.number,
        opened_at=own.opened_at,
        stages=_stages(case),
        due_on=case.due_on,
        overdue=not case.closed and case.due_on < today,
        late=own.late,
        answer=_answer(case),
        answered_at=case.answered_at,
        outcome=case.outcome,
        closed_at=case.closed_at,
        satisfied=own.satisfied_at is not None,
        reopened=own.reopened,
        can_say=open_to_it and own.satisfied_at is None,
        can_reopen=open_to_it,
        until=until,
    )


class Holder(Struct, frozen=True):
    """What is known of who has said it by a receipt: nothing that would find them again.

    device: "phone", "computer" or "". staff: their browser was signed in to these pages.
    """

    device: str = ""
    staff: bool = False


NOBODY_KNOWN = Holder()


def satisfied(receipt: Receipt, at: datetime, holder: Holder = NOBODY_KNOWN) -> bool:
    """Keep that the answer will do; False where that cannot be said (now).

    It stands for the call-back where one was due and the place's rule lets it, but never out of a
    browser that is signed in here: whoever holds the receipt can say it.
    """
    with transaction.atomic():
        case = _held(receipt)
        if case is None or case.satisfied_at is not None:
            return False
        before = case.stage
        case.satisfied_at = at
        stands = not holder.staff and rule(RECEIPT_CONFIRMS, case.path).yes
        if stands and case.merged_into_id is None and case.stage == Stage.CALL_BACK:
            case.stage, case.call, case.called_back_at = Stage.CLOSE, CONFIRMED, at
        detail = msgspec.to_builtins(holder)
        record(case, Done(action="satisfied", detail=detail), CITIZEN, at, before)
    return True


def not_satisfied(receipt: Receipt, at: datetime) -> bool:
    """Open the case again because the answer will not do; False where that cannot be said (now).

    The citizen's words are a `Statement` of the receipt, kept by whoever calls this.
    """
    with transaction.atomic():
        case = _held(receipt)
        if case is None:
            return False
        reopen(case, CITIZEN, at)
    return True


def no_call(receipt: Receipt, at: datetime) -> None:
    """Keep that the citizen wants no call any more: none is due then, and none is missing."""
    with transaction.atomic():
        found = _case_of(receipt)
        if found is None:
            return
        case = Case.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if case.closed or not case.contact or case.called_back_at is not None:
            return
        before, case.contact = case.stage, False
        if case.stage == Stage.CALL_BACK and case.merged_into_id is None:
            case.stage = Stage.CLOSE
        record(case, Done(action="call-declined"), CITIZEN, at, before)


def _held(receipt: Receipt) -> Case | None:
    found = _case_of(receipt)
    case = Case.objects.select_for_update(of=("self",)).get(pk=found.pk) if found else None
    if case is None:
        return None
    until = _until(case, case.merged_into or case)
    open_to_it = until is not None and localdate() <= until
    return case if open_to_it else None


def _until(own: Case, case: Case) -> date | None:
    """Return the last day on which the citizen may say something; None before there is an answer.

    A rating that was found to be mistaken or malicious is contradicted in the same way.
    """
    told = case.answered_at
    if case.outcome in {Outcome.MISTAKEN, Outcome.MALICIOUS}:
        told = case.closed_at
    if told is None:
        return None
    return localdate(told) + timedelta(days=rule(REOPEN_DAYS, own.path).number)


def _answer(case: Case) -> str | None:
    if case.answered_at is None:
        return None
    step = Step.objects.filter(case=case, action="answered").order_by("-number").first()
    return step.words if step is not None else None


def _stages(case: Case) -> tuple[StageView, ...]:
    found = []
    for stage, at in case.steps_done.items():
        state: State = "to-come"
        if stage == Stage.CALL_BACK and case.call == CONFIRMED:
            # Nobody has called: the citizen has said it here.
            state = "not-needed"
        elif at is not None:
            state = "done"
        elif case.closed or (stage == Stage.CALL_BACK and not case.contact):
            state = "not-needed"
        elif stage == case.stage:
            state = "now"
        found.append(StageView(stage.value, state, at))
    return tuple(found)
