"""Appeals: one asks, two others decide. The rating stays as it is, in the log and in the figures.

What an upheld appeal changes is one thing alone: pages show the figures without the rating as well,
both named in full (`appeals.upheld`).
"""

from datetime import datetime

from django.utils.translation import gettext as _

from collector.accounts.audit import By
from collector.accounts.models import Account
from collector.cases.merging import unmerge
from collector.cases.models import Appeal, Case, Outcome, Stage, Vote
from collector.cases.recording import Done, record
from collector.cases.work import LONGEST, WorkError

NEEDED = 2
"""So many people have to say yes; one no is enough."""


def ask(case: Case, kind: str, words: str, account: Account, by: By, at: datetime) -> Appeal:
    """Ask that the rating of a case be held for mistaken or malicious. Holds the case's row."""
    if kind not in Appeal.Kind.values:
        raise WorkError(_("Choose whether it was a mistake or malice."), "kind")
    if case.log is None:
        raise WorkError(_("There is no rating here that could be appealed against."))
    if case.outcome in {Outcome.MISTAKEN, Outcome.MALICIOUS}:
        raise WorkError(_("That has been decided already."))
    if Appeal.objects.filter(case=case, state=Appeal.State.ASKED).exists():
        raise WorkError(_("An appeal waits for its decision already."))
    said = _evidence(words)
    made = Appeal.objects.create(case=case, kind=kind, asked_by=account, asked_at=at, words=said)
    record(case, Done(action="appealed", detail={"kind": kind}), by, at)
    return made


def vote(
    appeal: Appeal, account: Account, words: str, by: By, at: datetime, *, uphold: bool
) -> None:
    """Say yes or no to an appeal. Holds the case's row; raises WorkError for who may not."""
    case = appeal.case
    refused = why_not(appeal, account)
    if refused:
        raise WorkError(refused)
    said = _evidence(words)
    Vote.objects.create(appeal=appeal, account=account, uphold=uphold, at=at, words=said)
    yes = appeal.votes.filter(uphold=True).count()
    before = case.stage
    if not uphold:
        appeal.state, appeal.decided_at = Appeal.State.REJECTED, at
    elif yes >= NEEDED:
        appeal.state, appeal.decided_at = Appeal.State.UPHELD, at
        case.stage, case.closed_at, case.merged_into = Stage.CLOSED, at, None
        case.outcome = Outcome(appeal.kind)
        for one in case.merged.select_for_update(of=("self",)):
            unmerge(one, by, at)
    appeal.save()
    detail = {"kind": appeal.kind, "uphold": uphold, "yes": yes, "state": appeal.state}
    record(case, Done(action="appeal-voted", detail=detail), by, at, before)


def why_not(appeal: Appeal, account: Account) -> str:
    """Return why somebody may not decide an appeal, in words; "" where they may.

    Whether the account has the right at this place is asked before, by its role.
    """
    if appeal.state != Appeal.State.ASKED:
        return _("That has been decided already.")
    if account.pk == appeal.asked_by_id:
        return _("Whoever asked does not decide.")
    if concerned(appeal.case, account):
        return _("You were on duty at this window: others decide about it.")
    if appeal.votes.filter(account=account).exists():
        return _("You have decided already; the second decision is somebody else's.")
    return ""


def concerned(case: Case, account: Account) -> bool:
    """Tell whether an account is the clerk who was on duty: its name is the staff number."""
    return bool(case.staff) and account.username.casefold() == case.staff.casefold()


def _evidence(words: str) -> str:
    said = words.strip()
    if not said:
        raise WorkError(_("Say on what evidence."), "words")
    if len(said) > LONGEST:
        raise WorkError(_("At most %(n)s characters.") % {"n": LONGEST}, "words")
    return said
