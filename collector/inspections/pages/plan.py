"""Planning: a place by name, or windows by lot; and a draw with all that proves it."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.given import day_in, number_in
from collector.inspections import places, planning, words
from collector.inspections.checklist import examples
from collector.inspections.door import inspects, may_edit, sees_draw
from collector.inspections.models import Draw, Inspection, Version
from collector.inspections.pages.shared import node_of, show
from collector.inspections.planning import Wish
from collector.inspections.storing import KINDS
from collector.inspections.writing import take_over
from collector.organisation.models import Node
from collector.organisation.words import place_words
from collector.rules.reading import rule
from collector.rules.tables import inspections as rules

MOST_A_DEPARTMENT = 50
LONGEST = 366
"""Days a draw may be spread over."""


class Refused(Exception):  # noqa: N818 -- it is shown beside the form, not raised on
    """A form that cannot be followed; the text is shown beside it."""


class _Asked(Struct, frozen=True):
    node: Node
    version: Version


@inspects
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the forms."""
    return _page(request)


@inspects
@require_POST
@never_cache
def draw(request: HttpRequest) -> HttpResponse:
    """Draw windows."""
    try:
        wish = _wish(request)
    except Refused as refused:
        return _page(request, draw_problem=str(refused))
    made = planning.draw(request, wish)
    return redirect("inspection-draw", number=made.pk)


@inspects
@require_POST
@never_cache
def place(request: HttpRequest) -> HttpResponse:
    """Plan the inspection of one place, or begin it at once."""
    try:
        asked = _asked(request, kinds=tuple(KINDS))
        now = request.POST.get("do") == "now"
        due = localdate() if now else _day(request.POST.get("last", ""), localdate())
    except Refused as refused:
        return _page(request, place_problem=str(refused))
    announced = request.POST.get("announced") == "yes" and not now
    made = planning.plan(request, asked.node, asked.version, due, announced=announced)
    if now:
        return redirect("inspection-fill", number=made.id)
    messages.success(request, _("It is planned."))
    return redirect("inspection", number=made.id)


@inspects
@require_POST
@never_cache
def example(request: HttpRequest) -> HttpResponse:
    """Take the checklists that come with the program over, where there is none yet."""
    if not may_edit(request, "/"):
        return _page(request, place_problem=_("You do not write checklists for all places."))
    if not places.newest_versions(request):
        for one in examples().values():
            take_over(request, one, None)
    return redirect("inspection-plan")


@sees_draw
@require_safe
@never_cache
def drawn(request: HttpRequest, number: int) -> HttpResponse:
    """Show a draw, and how anybody draws the same windows again."""
    made = Draw.objects.select_related("node", "version__checklist").filter(pk=number).first()
    if made is None:
        raise Http404(_("There is no such draw."))
    lots = planning.lots(made)
    rows = Inspection.objects.filter(draw=made).select_related("node")
    done = {one.node_id: one for one in rows}
    departments = Node.objects.filter(code__in={one.candidate.stratum for one in lots}).exclude(
        kind="window"
    )
    names = {one.code: place_words(one) for one in departments}
    return show(
        request,
        "draw.html",
        {
            "draw": made,
            "place": place_words(made.node),
            "checklist": words.version_words(made.version),
            "made": words.moment(made.made_at),
            "lots": [(one, done.get(one.candidate.window), names.get(one.candidate.stratum, ""))
                     for one in lots],
            "strata": [(names.get(code) or _("windows of no department"), whole, part, n)
                       for code, whole, part, n in planning.drawn_by_stratum(lots)],
            "drawn": sum(one.drawn for one in lots),
            "siblings": planning.siblings(made),
            "first_ticket": lots[0].candidate.ticket if lots else "",
        },
    )  # fmt: skip


def _page(request: HttpRequest, *, draw_problem: str = "", place_problem: str = "") -> HttpResponse:
    versions = places.newest_versions(request)
    nodes = places.inspectable(request)
    above = places.branches(request, Permission.INSPECT)
    today = localdate()
    return show(
        request,
        "plan.html",
        {
            "tab": "plan",
            "versions": places.version_choices(versions),
            "places": places.choices(nodes),
            "branches": places.choices(above),
            "given": request.POST,
            "asked_place": request.POST.get("place") or request.GET.get("place", ""),
            "today": today.isoformat(),
            "last": (today + timedelta(days=30)).isoformat(),
            "apart": rule(rules.APART_DAYS, above[0].path if above else "/").number,
            "announced": rule(rules.ANNOUNCED, above[0].path if above else "/").yes,
            "draw_problem": draw_problem,
            "place_problem": place_problem,
            "may_take_over": may_edit(request, "/"),
        },
        status=422 if draw_problem or place_problem else 200,
    )


def _asked(request: HttpRequest, kinds: tuple[str, ...] | None = None) -> _Asked:
    node = node_of(request.POST.get("place", ""))
    if node is None or not grants_of(request).may(Permission.INSPECT, node.path):
        raise Refused(_("Choose a place that you inspect."))
    if kinds is not None and node.kind not in kinds:
        raise Refused(_("Choose a hall, a department or a window: cities are not inspected."))
    wanted = number_in(request.POST.get("version", ""))
    version = next((one for one in places.newest_versions(request) if one.pk == wanted), None)
    if version is None:
        raise Refused(_("Choose a checklist. One is published on the page “Checklists”."))
    if not node.path.startswith(version.checklist.path):
        raise Refused(_("This checklist belongs to another branch. Choose another one."))
    return _Asked(node, version)


def _wish(request: HttpRequest) -> Wish:
    asked = _asked(request)
    number = number_in(request.POST.get("number", "1")) or 0
    if not 1 <= number <= MOST_A_DEPARTMENT:
        raise Refused(
            ngettext(
                "Draw at least 1 and at most %(n)d window of each department.",
                "Draw at least 1 and at most %(n)d windows of each department.",
                MOST_A_DEPARTMENT,
            )
            % {"n": MOST_A_DEPARTMENT}
        )
    first = _day(request.POST.get("first", ""), localdate())
    last = _day(request.POST.get("last", ""), first)
    if (last - first).days > LONGEST:
        raise Refused(_("A draw holds for at most a year. Choose days closer to each other."))
    apart = rule(rules.APART_DAYS, asked.node.path).number
    return Wish(
        node=asked.node, version=asked.version, number=number,
        apart_days=0 if request.POST.get("again") == "yes" else apart,
        announced=request.POST.get("announced") == "yes", first=first, last=last,
    )  # fmt: skip


def _day(text: str, least: date) -> date:
    day = day_in(text)
    if day is None or day < least:
        raise Refused(_("Choose a day from today on, the last one not before the first."))
    return day
