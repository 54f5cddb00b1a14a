"""Staff: all of them, and the page of one with the duty."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.boards.leaves import asked_words, leaf
from collector.given import number_in
from collector.options import Choice
from collector.organisation import staffing
from collector.organisation.acts import ActError
from collector.organisation.duty import of_day
from collector.organisation.models import Change, Department, Duty, Hall, Staff, Window
from collector.organisation.pages.door import (
    edits,
    edits_duty,
    edits_person,
    may_edit,
    may_edit_duty,
    sees_person,
    sees_staff,
    staff_seen,
)
from collector.organisation.pages.shared import (
    hall_choices,
    hall_or_404,
    halls_seen,
    show,
)
from collector.organisation.words import (
    days,
    from_day,
    history,
    name_of,
    span,
    times_of,
    to_day,
    weekdays_of,
)


@sees_staff
@require_safe
@never_cache
def staff(request: HttpRequest) -> HttpResponse:
    """Show all staff."""
    return _list(request)


@edits
@require_POST
def add_person(request: HttpRequest) -> HttpResponse:
    """Add a member of staff."""
    hall = Hall.objects.filter(code=request.POST.get("hall", "")).select_related("node").first()
    if hall is None or not may_edit(request, hall.node.path):
        return _list(request, _("There is no such hall."), 422)
    try:
        person = staffing.write_person(request, hall, request.POST.dict(), None)
    except ActError as error:
        return _list(request, str(error), 409)
    messages.success(request, _("%(name)s was added.") % {"name": person.name})
    return redirect("organisation-person", number=person.pk)


@sees_person
@require_safe
@never_cache
def person_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a member of staff with the duty."""
    return _page(request, _person(request, number))


@edits_person
@require_POST
def change_person(request: HttpRequest, number: int) -> HttpResponse:
    """Change what is said of a member of staff."""
    person = _person(request, number)
    try:
        staffing.write_person(request, person.hall, request.POST.dict(), person)
    except ActError as error:
        return _page(request, _person(request, number), {"change": str(error)}, 409)
    messages.success(request, _("Saved."))
    return redirect("organisation-person", number=number)


@edits_duty
@require_POST
def change_duty(request: HttpRequest, number: int) -> HttpResponse:
    """Put a member of staff at a window, or end that."""
    person = _person(request, number)
    try:
        if request.POST.get("do") == "end":
            duty = person.duties.filter(pk=number_in(request.POST.get("duty", "")) or 0).first()
            if duty is None:
                raise Http404(_("There is no such duty."))
            staffing.end_duty(request, duty, localdate())
            messages.success(request, _("The duty has ended."))
        else:
            weekdays = "".join(request.POST.getlist("weekday"))
            staffing.add_duty(request, person, {**request.POST.dict(), "weekdays": weekdays})
            messages.success(request, _("Saved."))
    except ActError as error:
        return _page(request, _person(request, number), {"duty": str(error)}, 409)
    return redirect("organisation-person", number=number)


def _list(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    words, hall = asked_words(request), request.GET.get("hall", "")
    ended = request.GET.get("ended") == "1"
    rows = Staff.objects.filter(staff_seen(request, "hall__node__path")).select_related(
        "hall", "department__node"
    )
    if not ended:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=localdate()))
    halls = halls_seen(request, staff_seen)
    if hall:
        hall_or_404(halls, hall)
        rows = rows.filter(hall__code=hall)
    if words:
        rows = rows.filter(
            Q(number__icontains=words) | Q(name__icontains=words) | Q(post__icontains=words)
            | Q(department__name__icontains=words)
        )  # fmt: skip
    some, leaves = leaf(request, rows.order_by("hall__code", "number"))
    today: dict[int, list[str]] = {}
    for duty in of_day(localdate(), Q(staff__in=[one.pk for one in some])):
        today.setdefault(duty.staff_id, []).append(duty.window.code)
    own = [one for one in halls if may_edit(request, one.node.path)]
    return show(request, "staff.html", {
        "q": words, "hall": hall, "halls": hall_choices(halls), "ended": ended, "leaves": leaves,
        "own_halls": hall_choices(own), "problem": problem, "typed": request.POST,
        "rows": [
            {"id": one.pk, "number": one.number, "name": one.name, "post": one.post,
             "stars": one.stars, "active": one.active, "hall": name_of(one.hall),
             "department": name_of(one.department.node) if one.department else "",
             "windows": ", ".join(sorted(set(today.get(one.pk, [])))),
             "span": days(one.since, one.until)}
            for one in some
        ],
    }, status)  # fmt: skip


def _person(request: HttpRequest, number: int) -> Staff:
    found = Staff.objects.filter(staff_seen(request, "hall__node__path"), pk=number)
    person = found.select_related("hall__node", "department__node").first()
    if person is None:
        raise Http404(_("There is no such member of staff."))
    return person


def _page(
    request: HttpRequest, person: Staff, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    duties = person.duties.select_related("window").order_by("-since", "-pk")[:200]
    own = may_edit(request, person.hall.node.path)
    duty_own = may_edit_duty(request, person.hall.node.path)
    typed = request.POST if problems else {}
    return show(request, "person.html", {
        "person": person, "hall": name_of(person.hall), "problems": problems or {},
        "department": name_of(person.department.node) if person.department else "",
        "span": span(person.since, person.until), "typed": typed,
        "since": from_day(person.since), "until": to_day(person.until),
        "may_edit": own, "may_edit_duty": duty_own, "today": localdate().isoformat(),
        "departments": [Choice(one.node.code, name_of(one.node)) for one in
                        Department.objects.filter(hall=person.hall, node__until=None)
                        .select_related("node")] if own else [],
        "windows": [Choice(one.code, f"{one.code} {name_of(one)}") for one in
                    Window.objects.filter(hall=person.hall, node__until=None)] if duty_own else [],
        "weekdays": [(n, word) for n, word in enumerate(
            (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")), 1)],
        "stars": range(6), "weeks": range(1, 9),
        "duties": [_duty(one) for one in duties],
        "history": history(Change.objects.filter(
            subject__in=[f"staff:{person.number}"], branch=person.hall.node.path)[:50]),
    }, status)  # fmt: skip


def _duty(one: Duty) -> dict[str, object]:
    ended = one.until is not None and one.until <= localdate()
    return {"id": one.pk, "window": one.window, "name": name_of(one.window),
            "days": weekdays_of(one), "times": times_of(one) or _("all day"),
            "span": span(one.since, one.until), "ended": ended}  # fmt: skip
