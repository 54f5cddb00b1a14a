"""Who may open which page of this room; what must not be seen yet is not there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.inspections.models import Checklist, Draw, Inspection, State
from collector.organisation.paths import ids_of

View = Callable[..., Any]


def visible(request: HttpRequest) -> Q:
    """Return the condition that a person may see an inspection now.

    One that is planned and not announced is seen by inspectors alone: whoever is to be inspected
    would otherwise read when.
    """
    grants = grants_of(request)
    seen = grants.where(Permission.SEE_INSPECTIONS, "path")
    inspects = grants.where(Permission.INSPECT, "path")
    if not inspects:  # everywhere: an empty condition, which an "or" would take for none
        return seen
    return seen & (~Q(state=State.PLANNED) | Q(announced=True) | inspects)


def draw_visible(request: HttpRequest, draw: Draw) -> bool:
    """Tell whether a person may see a draw: inspectors at once, all others when it is over."""
    grants, path = grants_of(request), draw.node.path
    if grants.may(Permission.INSPECT, path):
        return True
    over = draw.announced or draw.last < localdate()
    return grants.may(Permission.SEE_INSPECTIONS, path) and (
        over or not draw.inspections.filter(state=State.PLANNED).exists()
    )


def may_inspect(request: HttpRequest, path: str) -> bool:
    """Tell whether a person inspects what stands at a path."""
    return grants_of(request).may(Permission.INSPECT, path)


def may_reply(request: HttpRequest, path: str) -> bool:
    """Tell whether a person speaks for those who were inspected: a manager of theirs."""
    grants = grants_of(request)
    return grants.may(Permission.SEE_INSPECTIONS, path) and grants.may(Permission.WORK_CASES, path)


def may_edit(request: HttpRequest, path: str) -> bool:
    """Tell whether a person writes the checklists of a branch."""
    return grants_of(request).may(Permission.EDIT_CHECKLISTS, path)


def readable(request: HttpRequest) -> Q:
    """Return the condition that a checklist holds for some place a person sees inspections of.

    That is: it belongs to such a branch, or to one that such a branch lies in.
    """
    branches = grants_of(request).branches(Permission.SEE_INSPECTIONS)
    above = {each for path in branches for each in ids_of(path)}
    own = grants_of(request).where(Permission.SEE_INSPECTIONS, "node__path")
    return own | Q(node=None) | Q(node__in=above) if own else own


def _inspection(request: HttpRequest, number: UUID, **_words: object) -> str | None:
    found = Inspection.objects.filter(visible(request), pk=number)
    return found.values_list("path", flat=True).first()


def _draw(request: HttpRequest, number: int) -> str | None:
    found = Draw.objects.filter(pk=number).select_related("node").first()
    return found.node.path if found is not None and draw_visible(request, found) else None


def _checklist(_request: HttpRequest, number: int, **_words: object) -> str | None:
    found = Checklist.objects.filter(pk=number).select_related("node").first()
    return found.path if found is not None else None


# Lists show what lies in one's branches; pages of one thing ask for its place.
sees: Callable[[View], View] = allowed(Permission.SEE_INSPECTIONS)
sees_inspection: Callable[[View], View] = allowed(Permission.SEE_INSPECTIONS, _inspection)
sees_draw: Callable[[View], View] = allowed(Permission.SEE_INSPECTIONS, _draw)
inspects: Callable[[View], View] = allowed(Permission.INSPECT)
# A phone asks by itself: that is no sign of somebody being there.
inspects_quietly: Callable[[View], View] = allowed(Permission.INSPECT, stream=True)
inspects_this: Callable[[View], View] = allowed(Permission.INSPECT, _inspection)
edits: Callable[[View], View] = allowed(Permission.EDIT_CHECKLISTS)
edits_checklist: Callable[[View], View] = allowed(Permission.EDIT_CHECKLISTS, _checklist)
