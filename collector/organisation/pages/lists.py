"""Long lists: all windows, and the departments with whom they are reported as."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.boards.leaves import asked_words, leaf
from collector.options import Choice
from collector.organisation import recording
from collector.organisation.choosing import no_such_place
from collector.organisation.duty import of_day
from collector.organisation.models import Department, PlatformDepartment, Window
from collector.organisation.pages.door import edits_department, may_edit, may_see_staff, seen, sees
from collector.organisation.pages.shared import (
    hall_choices,
    hall_or_404,
    halls_seen,
    show,
)
from collector.organisation.recording import Done
from collector.organisation.words import days, name_of


@sees
@require_safe
@never_cache
def windows(request: HttpRequest) -> HttpResponse:
    """Show all windows: where each is, whose, and who is planned there today."""
    words, hall = asked_words(request), request.GET.get("hall", "")
    ended = request.GET.get("ended") == "1"
    rows = Window.objects.filter(seen(request, "node__path")).select_related(
        "node", "hall", "department__node"
    )
    if not ended:
        rows = rows.filter(node__until__isnull=True)
    halls = halls_seen(request)
    if hall:
        hall_or_404(halls, hall)
        rows = rows.filter(hall__code=hall)
    if words:
        rows = rows.filter(
            Q(code__icontains=words) | Q(name__icontains=words) | Q(name_en__icontains=words)
            | Q(number=words) | Q(department__name__icontains=words)
        )  # fmt: skip
    some, leaves = leaf(request, rows.order_by("hall__code", "code"))
    terminals = dict(
        Window.objects.filter(pk__in=[one.pk for one in some], logs__status="approved")
        .values_list("pk").annotate(n=Count("logs"))
    )  # fmt: skip
    here: dict[int, list[str]] = {}
    planned = of_day(localdate(), Q(window__in=[one.pk for one in some]))
    for duty in planned if may_see_staff(request) else []:
        here.setdefault(duty.window_id, []).append(duty.staff.number)
    return show(request, "windows.html", {
        "q": words, "hall": hall, "halls": hall_choices(halls), "ended": ended,
        "leaves": leaves,
        "rows": [
            {"id": one.node_id, "code": one.code, "number": one.number, "name": name_of(one),
             "hall": name_of(one.hall), "staff": ", ".join(sorted(set(here.get(one.pk, [])))),
             "department": name_of(one.department.node) if one.department else "",
             "span": days(one.node.since, one.node.until), "ended": one.node.until is not None,
             "terminals": terminals.get(one.pk, 0)}
            for one in some
        ],
    })  # fmt: skip


@sees
@require_safe
@never_cache
def departments(request: HttpRequest) -> HttpResponse:
    """Show which department is reported as which, those without one first."""
    rows = Department.objects.filter(
        seen(request, "node__path"), node__until__isnull=True
    ).select_related("node", "hall", "platform")  # fmt: skip
    if request.GET.get("unmapped") == "1":
        rows = rows.filter(platform=None)
    some, leaves = leaf(request, rows.order_by("platform__code", "hall__code", "name", "pk"))
    platforms = list(PlatformDepartment.objects.all())
    by_name = {one.name: one for one in platforms}
    return show(request, "departments.html", {
        "leaves": leaves,
        "unmapped": rows.filter(platform=None).count(),
        "only": request.GET.get("unmapped") == "1",
        "platforms": [Choice(one.code, f"{one.name} {one.code}") for one in platforms],
        "rows": [
            {"id": one.node_id, "name": name_of(one.node), "hall": name_of(one.hall),
             "platform": one.platform,
             # The same name is a hint and no more: a person decides.
             "hint": by_name.get(one.name) if one.platform is None else None,
             "may_edit": may_edit(request, one.node.path)}
            for one in some
        ],
    })  # fmt: skip


@edits_department
@require_POST
def map_department(request: HttpRequest, number: int) -> HttpResponse:
    """Say as which platform department a department's ratings are reported."""
    found = Department.objects.filter(seen(request, "node__path"), node=number)
    department = found.select_related("node", "platform").first()
    if department is None:
        raise no_such_place()
    code = request.POST.get("platform", "")
    platform = PlatformDepartment.objects.filter(code=code).first()
    if code and platform is None:
        messages.error(request, _("There is no such platform department."))
        return redirect("organisation-departments")
    before = department.platform.code if department.platform else ""
    with transaction.atomic():
        Department.objects.filter(pk=department.pk).update(platform=platform)
        recording.record(request, Done("department.map", f"department:{department.node.code}",
                                       department.node, {"platform": (before, code)}))  # fmt: skip
    messages.success(request, _("Saved."))
    return redirect("organisation-departments")
