"""Opening a case again: the work that was not enough is to be done anew, in a time of its own."""

from datetime import datetime

from django.utils.timezone import localdate

from collector.accounts.audit import By
from collector.cases.deadlines import set_due
from collector.cases.models import Appeal, Case, Stage
from collector.cases.recording import Done, record
from collector.working_days.calendar import Calendar


def reopen(case: Case, by: By, at: datetime, words: str = "") -> None:
    """Let a case go on at putting right. Holds the case's row.

    What was found when it was verified stays, and so does the cause as a beginning; remedy, answer
    and call are to be made anew. Days are counted from today. Of merged cases it leaves the others.
    An appeal that was upheld is overturned: whoever gave the rating contradicts it.
    """
    before = case.stage
    case.stage = Stage.PUT_RIGHT if case.verified_at is not None else Stage.VERIFY
    case.outcome = case.remedy = case.call = ""
    case.put_right_at = case.put_right_on = case.answered_at = None
    case.called_back_at = case.closed_at = case.satisfied_at = case.unread_at = None
    case.calls, case.merged_into = 0, None
    case.since = localdate(at)
    case.reopened += 1
    set_due(case, Calendar.read())
    overturned = Appeal.objects.filter(case=case, state=Appeal.State.UPHELD).update(
        state=Appeal.State.OVERTURNED
    )
    detail = {"due": case.due_on.isoformat()} | ({"overturned": True} if overturned else {})
    record(case, Done(action="reopened", words=words, detail=detail), by, at, before)
