"""What people at work do with a case: verify, put right or explain, answer, call back, close.

Each act is one transaction that holds the case's row, looks whether it is still as the person has
seen it, changes it and writes a step and the audit trail. Nothing is ever taken out of the history.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from collector.accounts.audit import By
from collector.accounts.models import Account
from collector.cases import catalogue
from collector.cases.deadlines import set_due
from collector.cases.models import Case, Outcome, Stage, Step
from collector.cases.recording import Done, record
from collector.cases.reopening import reopen as _reopen
from collector.rules.reading import Rulebook
from collector.rules.tables.cases import CALL_BACK, CALL_TRIES
from collector.working_days.calendar import Calendar

LONGEST = 2_000
"""Characters of a text; of who answers for a measure `LONGEST_NAME`."""
LONGEST_NAME = 100
ORDER = (Stage.VERIFY, Stage.PUT_RIGHT, Stage.ANSWER, Stage.CALL_BACK, Stage.CLOSE)


class WorkError(ValueError):
    """It cannot be done like that. The text says why, in the active language.

    field: the form's field it is about, "" for none.
    """

    def __init__(self, words: str, field: str = "") -> None:
        """Take the sentence and the field."""
        super().__init__(words)
        self.field = field


class StaleError(WorkError):
    """Somebody else has changed the case since it was seen. `steps`: what they did."""

    def __init__(self, steps: list[Step]) -> None:
        """Take the steps that came since."""
        super().__init__(
            _("Somebody else has changed this case meanwhile. Nothing of yours was saved yet and "
              "nothing is lost: look at what they did, then send again.")
        )  # fmt: skip
        self.steps = steps


@contextmanager
def holding(pk: int, version: int | None) -> Iterator[Case]:
    """Hold a case's row. Raises StaleError where it is not the version that was seen.

    version: None for what does not depend on what was seen, such as a note.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=pk)
        if version is not None and case.version != version:
            raise StaleError(list(Step.objects.filter(case=case, number__gt=version)))
        yield case


def verify(case: Case, finding: str, words: str, by: By, at: datetime) -> None:
    """Write down what verifying has found."""
    _at(case, Stage.VERIFY)
    if finding not in catalogue.FINDINGS:
        raise WorkError(_("Choose what was found."), "finding")
    said = _words(words)
    case.finding, case.verified_at = finding, at
    _go(case, Stage.PUT_RIGHT, Done(action="verified", words=said, detail={"finding": finding}),
        by, at)  # fmt: skip


def put_right(
    case: Case, remedy: str, cause: str, words: str, by: By, at: datetime,
    *, responsible: str = "", done_by: date | None = None,
) -> None:  # fmt: skip
    """Write down the root cause and what was done about it, or why it stays as it is."""
    _at(case, Stage.PUT_RIGHT)
    if cause not in catalogue.CAUSES:
        raise WorkError(_("Choose the root cause."), "cause")
    if remedy not in catalogue.REMEDIES:
        raise WorkError(_("Say whether it was put right or is explained."), "remedy")
    if remedy == "put-right" and not responsible.strip():
        raise WorkError(_("Say who answers for the measure."), "responsible")
    if remedy == "put-right" and done_by is None:
        raise WorkError(_("Say by which day it is done."), "done_by")
    said = _words(words)
    case.remedy, case.cause = remedy, cause
    case.responsible, case.done_by = responsible.strip()[:LONGEST_NAME], done_by
    case.put_right_at, case.put_right_on = at, localdate(at)
    detail = {"cause": cause, "remedy": remedy}
    if done_by is not None:
        detail["done_by"] = done_by.isoformat()
    action = "put-right" if remedy == "put-right" else "explained"
    _go(case, Stage.ANSWER, Done(action=action, words=said, detail=detail), by, at)


def answer(case: Case, words: str, by: By, at: datetime) -> None:
    """Answer the citizen, who reads it by the receipt's code."""
    _at(case, Stage.ANSWER)
    said = _words(words)
    case.answered_at = at
    following = Stage.CALL_BACK if must_call(case, Rulebook.read()) else Stage.CLOSE
    _go(case, following, Done(action="answered", words=said), by, at)


def call_back(case: Case, result: str, words: str, by: By, at: datetime) -> None:
    """Write down a call. Who is not satisfied has the case put right again; nobody there: later."""
    _at(case, Stage.CALL_BACK)
    if result not in catalogue.CALLS:
        raise WorkError(_("Choose how the call ended."), "result")
    said = _words(words, needed=result == "not-satisfied")
    case.calls += 1
    case.call = result
    done = Done(action="called", words=said, detail={"result": result, "calls": case.calls})
    if result in catalogue.REACHED:
        case.called_back_at = at
    if result == "not-satisfied":
        record(case, done, by, at)
        _reopen(case, by, at)
        return
    tried = case.calls >= Rulebook.read().rule(CALL_TRIES, case.path).number
    go_on = result in catalogue.REACHED or tried
    _go(case, Stage.CLOSE if go_on else Stage.CALL_BACK, done, by, at)


def close(case: Case, words: str, by: By, at: datetime) -> None:
    """Close a case of which nothing is missing."""
    if missing(case, Rulebook.read()):
        raise WorkError(_("The case cannot be closed yet: something is missing."))
    _at(case, Stage.CLOSE)
    case.outcome, case.closed_at = Outcome.DONE, at
    _go(case, Stage.CLOSED, Done(action="closed", words=_words(words, needed=False)), by, at)


def note(case: Case, words: str, by: By, at: datetime) -> Step:
    """Write something down; the case stays where it is."""
    case.unread_at = None
    return record(case, Done(action="noted", words=_words(words)), by, at)


def hand_over(case: Case, account: Account, words: str, by: By, at: datetime) -> None:
    """Let somebody else see to it. The caller has asked whether they may work on it."""
    if case.closed:
        raise WorkError(_("The case is closed."))
    if case.owner_id == account.pk:
        raise WorkError(_("It is theirs already."), "owner")
    before = case.owner.username if case.owner else ""
    case.owner = account
    detail = {"owner": [before, account.username]}
    record(case, Done(action="assigned", words=_words(words, needed=False), detail=detail), by, at)


def back(case: Case, stage: str, words: str, by: By, at: datetime) -> None:
    """Go back to an earlier stage, to do it again."""
    stages = [one.value for one in ORDER]
    if case.closed or stage not in stages or stages.index(stage) >= stages.index(case.stage):
        raise WorkError(_("Choose an earlier stage."), "stage")
    said = _words(words)
    _take_back(case, Stage(stage))
    _go(case, Stage(stage), Done(action="back", words=said), by, at)


def reopen(case: Case, words: str, by: By, at: datetime) -> None:
    """Open a closed case again."""
    if not case.closed:
        raise WorkError(_("The case is not closed."))
    _reopen(case, by, at, _words(words))


def missing(case: Case, book: Rulebook) -> list[str]:
    """Return what a case still lacks to be closed: finding, cause, remedy, answer, call-back."""
    lacks = {
        "finding": not case.finding,
        "cause": not case.cause or case.put_right_at is None,
        "remedy": not case.remedy,
        "answer": case.answered_at is None,
        "call-back": must_call(case, book) and not called_enough(case, book),
    }
    return [name for name, lacking in lacks.items() if lacking]


def must_call(case: Case, book: Rulebook) -> bool:
    """Tell whether the citizen is to be called back: only who left a number."""
    return case.contact and book.rule(CALL_BACK, case.path).yes


def called_enough(case: Case, book: Rulebook) -> bool:
    """Tell whether the citizen was reached, or tried often enough."""
    reached = case.called_back_at is not None
    return reached or case.calls >= book.rule(CALL_TRIES, case.path).number


def _take_back(case: Case, stage: Stage) -> None:
    """Undo what is to be done again."""
    place = ORDER.index(stage)
    if place <= ORDER.index(Stage.VERIFY):
        case.finding, case.verified_at = "", None
    if place <= ORDER.index(Stage.PUT_RIGHT):
        case.remedy, case.put_right_at, case.put_right_on = "", None, None
    if place <= ORDER.index(Stage.ANSWER):
        case.answered_at = None
    if place <= ORDER.index(Stage.CALL_BACK):
        case.call, case.calls, case.called_back_at = "", 0, None


def _go(case: Case, stage: Stage, done: Done, by: By, at: datetime) -> None:
    before = case.stage
    case.stage = stage
    set_due(case, Calendar.read())
    if case.owner_id is None and not isinstance(by, str):
        case.owner_id = by.user.pk
    record(case, done, by, at, before)


def _at(case: Case, stage: Stage) -> None:
    if case.merged_into_id is not None:
        raise WorkError(_("It is worked on together with the case it was merged into."))
    if case.stage != stage:
        raise WorkError(_("The case does not stand at this stage."))


def _words(words: str, *, needed: bool = True) -> str:
    said = words.strip()
    if needed and not said:
        raise WorkError(_("Say it in words."), "words")
    if len(said) > LONGEST:
        raise WorkError(_("At most %(n)s characters.") % {"n": LONGEST}, "words")
    return said
