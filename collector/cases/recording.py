"""Writing down one step of a case: the case, its history and the audit trail in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from collector.accounts import audit
from collector.accounts.audit import By
from collector.cases.models import Case, Step

CITIZEN = "citizen"
"""Whose doing it is where it is neither a person's nor a program's."""
PROGRAM = "collector cases"


class Done(Struct, frozen=True, kw_only=True):
    """What was done. `words` are sealed; `detail` holds codes and days, never free text."""

    action: str
    words: str = ""
    detail: Mapping[str, Any] = {}


def name_of(by: By) -> str:
    """Return the account's name, "citizen", or "" for a program."""
    if isinstance(by, str):
        return CITIZEN if by == CITIZEN else ""
    return by.user.get_username()


def record(case: Case, done: Done, by: By, at: datetime, before: str = "") -> Step:
    """Save a changed case and write down why. Call it last in the transaction that holds the row.

    before: the stage the case stood at, where this changed it.
    """
    if case.pk is None:
        case.save(force_insert=True)
        number = 1
    else:
        number = case.version + 1
        case.version = number
        case.save()
    step = Step.objects.create(
        case=case, number=number, at=at, who=name_of(by)[:150], action=done.action,
        stage=case.stage, words=done.words or None, detail=dict(done.detail),
    )  # fmt: skip
    detail = dict(done.detail)
    if before and before != case.stage:
        detail["stage"] = [before, case.stage]
    audit.record(by, f"case.{done.action}", f"case:{case.number}", branch=case.path, detail=detail)
    return step
