"""Several cases about one matter: one is worked on, the citizens of all read its answer."""

from datetime import datetime

from django.utils.translation import gettext as _

from collector.accounts.audit import By
from collector.cases.models import Case
from collector.cases.recording import Done, record
from collector.cases.work import WorkError


def merge(case: Case, into: Case, by: By, at: datetime) -> None:
    """Let a case, and those merged into it, follow another one. Holds both rows."""
    if case.pk == into.pk:
        raise WorkError(_("A case cannot be merged into itself."), "into")
    if case.closed or case.merged_into_id is not None:
        raise WorkError(_("Only an open case of its own can be merged."), "into")
    if into.closed or into.merged_into_id is not None:
        raise WorkError(_("The other case is closed or merged itself."), "into")
    for one in (*case.merged.select_for_update(of=("self",)), case):
        one.merged_into = into
        record(one, Done(action="merged", detail={"into": into.number}), by, at)
    record(into, Done(action="merged-with", detail={"case": case.number}), by, at)


def unmerge(case: Case, by: By, at: datetime) -> None:
    """Let a merged case go its own way again, from where it stood. Holds its row."""
    into = case.merged_into
    if into is None:
        raise WorkError(_("The case is not merged."))
    case.merged_into = None
    record(case, Done(action="unmerged", detail={"from": into.number}), by, at)
