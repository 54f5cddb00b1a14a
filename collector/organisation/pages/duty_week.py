"""Who is at which window on each day of a week."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.boards.leaves import asked_words, leaf
from collector.organisation.duty import DAYS_OF_A_WEEK, holds, twice
from collector.organisation.models import Duty, Hall, Staff, Window
from collector.organisation.pages.door import sees_staff, staff_seen
from collector.organisation.pages.shared import (
    hall_choices,
    hall_or_404,
    halls_seen,
    show,
)
from collector.organisation.words import day_from, name_of, times_of

CLASHES = 50
_EARLIEST, _LATEST = date(2000, 1, 10), date(2200, 1, 1)

_Clash = tuple[date, Staff, str, str]
"""On a day somebody is at two windows, by their codes."""
_Cells = Mapping[tuple[int, date], list[dict[str, object]]]
"""Who is at a window on a day, by its key and the day."""


@sees_staff
@require_safe
@never_cache
def duty_week(request: HttpRequest) -> HttpResponse:
    """Show a hall's week, window by window, and what does not fit."""
    halls = halls_seen(request, staff_seen)
    asked = request.GET.get("hall", "")
    hall = hall_or_404(halls, asked) if asked else next(iter(halls), None)
    days = _week_asked(request)
    monday, week = days[0], timedelta(days=DAYS_OF_A_WEEK)
    words = asked_words(request)
    windows = Window.objects.filter(hall=hall, node__until=None)
    if words:
        windows = windows.filter(Q(code__icontains=words) | Q(name__icontains=words))
    some, leaves = leaf(request, windows.order_by("code"))
    cells, clashes = _duties(hall, days)
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    rows = [
        {"id": one.node_id, "code": one.code, "name": name_of(one),
         "days": [(name, cells.get((one.pk, day), []))
                  for name, day in zip(names, days, strict=True)]}
        for one in some
    ]  # fmt: skip
    return show(request, "duty.html", {
        "q": words, "hall": hall.code if hall else "", "hall_name": name_of(hall) if hall else "",
        "halls": hall_choices(halls), "leaves": leaves, "clashes": clashes[:CLASHES],
        "bare": sum(1 for one in some if not any(cells.get((one.pk, day)) for day in days)),
        "days": [(name, f"{day:%m-%d}", day == localdate())
                 for name, day in zip(names, days, strict=True)],
        "monday": monday.isoformat(), "sunday": days[-1].isoformat(),
        "before": (monday - week).isoformat(), "after": (monday + week).isoformat(),
        "rows": rows,
    })  # fmt: skip


def _week_asked(request: HttpRequest) -> list[date]:
    """Return the days of the week that a day asked for lies in; of this week where it is none."""
    day = day_from(request.GET.get("day", ""), localdate())
    if day is None or not _EARLIEST < day < _LATEST:
        day = localdate()
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(DAYS_OF_A_WEEK)]


def _duties(hall: Hall | None, days: list[date]) -> tuple[_Cells, list[_Clash]]:
    """Return who is where on days, and who is at two windows at once."""
    duties = list(
        Duty.objects.filter(window__hall=hall, since__lte=days[-1])
        .filter(Q(until__isnull=True) | Q(until__gt=days[0]))
        .select_related("staff", "window").order_by("starts", "staff__number", "pk")
    )  # fmt: skip
    cells: dict[tuple[int, date], list[dict[str, object]]] = defaultdict(list)
    clashes: list[_Clash] = []
    for day in days:
        here = [one for one in duties if holds(one, day)]
        for one in here:
            cells[one.window_id, day].append(
                {"id": one.staff_id, "number": one.staff.number, "times": times_of(one)}
            )
        clashes += [(day, a.staff, a.window.code, b.window.code) for a, b in twice(here)]
    return cells, clashes
