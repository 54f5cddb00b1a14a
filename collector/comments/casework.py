"""The receipt's case, asked through the door that `collector.cases` keeps for citizens."""

from datetime import datetime

from collector.cases import progress
from collector.cases.following import facts_at
from collector.cases.opening import for_comment
from collector.cases.progress import CitizenView, Holder
from collector.comments.visiting import Visit
from collector.ingest.models import log_id
from collector.personal_data.models import Statement


def told(visit: Visit, statement: Statement, at: datetime, *, contact: bool) -> None:
    """Let the case know that its citizen has written, or have one opened where rules say so."""
    answer = visit.opened.answer
    facts = facts_at(log_id(answer.log), visit.opened.claim.position) if answer else None
    for_comment(
        statement.receipt(), at, national=None if answer is None else answer.national,
        contact=contact, facts=facts,
    )  # fmt: skip


def view(visit: Visit) -> CitizenView | None:
    """Return how the case stands; None where there is none."""
    return None if visit.many_hold_it else progress.of_receipt(visit.receipt)


def satisfied(visit: Visit, at: datetime, holder: Holder) -> bool:
    """Keep that the answer will do; False where that cannot be said now."""
    return progress.satisfied(visit.receipt, at, holder)


def not_satisfied(visit: Visit, at: datetime) -> bool:
    """Open the case again; False where that cannot be said now."""
    return progress.not_satisfied(visit.receipt, at)


def no_call(visit: Visit, at: datetime) -> None:
    """Let the case know that nobody is to be called."""
    progress.no_call(visit.receipt, at)
