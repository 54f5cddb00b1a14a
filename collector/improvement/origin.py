"""Where an action comes from: what a case or a finding already says fills in its form."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from collector.accounts.access import grants_of
from collector.accounts.grants import Grants
from collector.accounts.roles import Permission
from collector.cases.models import Case
from collector.given import number_in
from collector.improvement.models import Action, Measure
from collector.inspections.models import Finding

FIELDS = ("place", "title", "what", "why", "item", "reason", "root_cause", "measure", "wanted",
          "effect_from", "judge_on", "case", "finding")  # fmt: skip


def prefilled(request: HttpRequest) -> dict[str, str]:
    """Return what an address fills into the form of a new action.

    Facts of the case or finding alone, none of its texts: actions are read elsewhere. Raises
    Http404 for one that is not there or may not be seen.
    """
    asked = {
        name: request.GET[name].replace("\0", "")[:4000] for name in FIELDS if name in request.GET
    }
    grants = grants_of(request)
    if asked.get("case"):
        return _of_case(asked["case"], grants) | asked
    if asked.get("finding"):
        return _of_finding(asked["finding"], grants) | asked
    return asked


def origin_links(action: Action, grants: Grants) -> dict[str, str]:
    """Return the addresses of the case and the inspection an action came from, where seen."""
    found: dict[str, str] = {}
    if action.case:
        case = Case.objects.filter(number=action.case).first()
        if case and grants.may(Permission.SEE_CASES, case.path):
            found["case_link"] = reverse("case", args=[case.number])
    finding = _finding(str(action.finding)) if action.finding else None
    if finding and grants.may(Permission.SEE_INSPECTIONS, finding.inspection.path):
        found["finding_link"] = reverse("inspection", args=[finding.inspection_id])
        found["finding_title"] = f"{finding.inspection.day} · {finding.item}"
    return found


def may_come_from(case: str, finding: int | None, grants: Grants) -> bool:
    """Tell whether somebody may see the case and the finding that a form names."""
    found = Case.objects.filter(number=case).first() if case else None
    if case and not (found and grants.may(Permission.SEE_CASES, found.path)):
        return False
    one = _finding(str(finding)) if finding else None
    return not finding or bool(one and grants.may(Permission.SEE_INSPECTIONS, one.inspection.path))


def _of_case(number: str, grants: Grants) -> dict[str, str]:
    case = Case.objects.filter(number=number).first()
    if case is None or not grants.may(Permission.SEE_CASES, case.path):
        raise Http404(_("There is no such case."))
    reason = f"{case.catalogue}:{case.reasons[0]}" if case.reasons and case.catalogue else ""
    return {
        "place": str(case.place_id or ""),
        "reason": reason,
        "root_cause": case.cause,
        "measure": str(Measure.REASON if reason else Measure.BAD),
    }


def _of_finding(number: str, grants: Grants) -> dict[str, str]:
    finding = _finding(number)
    if finding is None or not grants.may(Permission.SEE_INSPECTIONS, finding.inspection.path):
        raise Http404(_("There is no such finding."))
    return {"place": str(finding.inspection.node_id), "measure": str(Measure.INSPECTION)}


def _finding(number: str) -> Finding | None:
    found = Finding.objects.select_related("inspection").filter(pk=number_in(number) or 0)
    return found.first()
