"""The page of working days: a year at a glance, and days that are decided beside the library."""

from calendar import Calendar as Weeks
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from collector.accounts.access import allowed, grants_of
from collector.accounts.grants import EVERYWHERE, within
from collector.accounts.roles import Permission
from collector.languages import chinese, half_of
from collector.organisation.choosing import path_of_place, place_or_404
from collector.organisation.models import Kind, Node
from collector.organisation.pages.door import whole
from collector.organisation.spells import current
from collector.organisation.words import name_of
from collector.working_days.calendar import Calendar
from collector.working_days.deciding import DayError, decide_days
from collector.working_days.models import DayDecided

_WEEKEND = 5
_MOST = 62
_FIRST, _LAST = 2004, 2100
_CHOICES: Mapping[str, bool | None] = {"work": True, "off": False, "calendar": None}


class Cell(Struct, frozen=True, kw_only=True):
    """A day of the year. `kind`: work, rest, made-up (a weekend worked), off (a weekday not)."""

    number: int
    kind: str
    own: bool
    words: str


@allowed(Permission.SEE_CASES)
@require_safe
@never_cache
def working_days(request: HttpRequest) -> HttpResponse:
    """Show a year, with what was decided."""
    return _page(request)


@allowed(Permission.EDIT_RULES, branch=whole)
@require_POST
def decide_everywhere(request: HttpRequest) -> HttpResponse:
    """Decide some days for all places."""
    return _decide(request, None)


@allowed(Permission.EDIT_RULES, branch=path_of_place)
@require_POST
def decide_day(request: HttpRequest, place: int) -> HttpResponse:
    """Decide some days for a branch."""
    return _decide(request, get_object_or_404(Node, pk=place))


def _decide(request: HttpRequest, node: Node | None) -> HttpResponse:
    """Decide that people work on some days, that they do not, or that the calendar holds."""
    given = request.POST
    try:
        days = _days(given.get("first", ""), given.get("last", ""))
        n = decide_days(
            days, works=_chosen(given.get("works", "")), node=node,
            source=given.get("source", ""), by=request,
        )  # fmt: skip
    except DayError as error:
        return _page(request, problem=half_of(str(error)), status=422)
    said = ngettext(
        "%(n)s day was decided; deadlines of open cases follow within seconds.",
        "%(n)s days were decided; deadlines of open cases follow within seconds.",
        n,
    )
    messages.success(request, said % {"n": n})
    where = f"&place={node.pk}" if node is not None else ""
    return redirect(f"/working-days?year={days[0].year}{where}")


def _page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    grants = grants_of(request)
    calendar = Calendar.read()
    year = _year(request)
    node = _asked(request)
    path = node.path if node is not None else ""
    edits = grants.branches(Permission.EDIT_RULES)
    places = Node.objects.filter(grants.where(Permission.SEE_CASES, "path"), current(localdate()))
    page = {
        "page": "rules",
        "year": year,
        "known": calendar.known(year),
        "months": [_month(year, month, calendar, path) for month in range(1, 13)],
        "weekdays": "一二三四五六日" if chinese() else "MTWTFSS",
        "working": calendar.between(date(year - 1, 12, 31), date(year, 12, 31), path),
        "decided": _decided(year, request),
        "places": [(one.pk, name_of(one)) for one in places.exclude(kind=Kind.WINDOW)
                   .order_by("path")[:2000]],
        "place": node,
        "place_name": name_of(node) if node is not None else "",
        "may_decide": within(path or EVERYWHERE, edits),
        "typed": request.POST,
        "problem": problem,
    }  # fmt: skip
    return render(request, "working_days/year.html", page, status=status)


def _month(year: int, month: int, calendar: Calendar, path: str) -> dict[str, Any]:
    weeks = [
        [_cell(day, calendar, path) if day.month == month else None for day in week]
        for week in Weeks().monthdatescalendar(year, month)
    ]
    name = f"{month} 月" if chinese() else f"{date(year, month, 1):%B}"
    return {"name": name, "weeks": weeks}


def _cell(day: date, calendar: Calendar, path: str) -> Cell:
    works, weekend = calendar.works(day, path), day.weekday() >= _WEEKEND
    kind = ("made-up" if weekend else "work") if works else ("rest" if weekend else "off")
    said = {
        "work": _("working day"), "rest": _("weekend"), "made-up": _("make-up day, worked"),
        "off": _("day off"),
    }[kind]  # fmt: skip
    return Cell(number=day.day, kind=kind, own=calendar.decided(day, path), words=f"{day} {said}")


def _decided(year: int, request: HttpRequest) -> Sequence[tuple[DayDecided, str]]:
    rows = DayDecided.objects.filter(day__year=year).select_related("node")
    # An empty condition would vanish beside another one: who sees everything is asked first.
    if EVERYWHERE not in grants_of(request).branches(Permission.SEE_CASES):
        rows = rows.filter(Q(node=None) | grants_of(request).where(Permission.SEE_CASES))
    rows = rows.order_by("-pk")[:200]
    return [(row, name_of(row.node) if row.node else _("everywhere")) for row in rows]


def _days(first: str, last: str) -> list[date]:
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else start
    except ValueError as error:
        raise DayError("日期应为 2026-12-31 的形式 · write a day as 2026-12-31") from error
    if not 0 <= (end - start).days < _MOST or not _FIRST <= start.year <= _LAST:
        raise DayError(f"一次至多 {_MOST} 天 · at most {_MOST} days at a time")
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _chosen(text: str) -> bool | None:
    if text not in _CHOICES:
        raise DayError("请选择上班或不上班 · choose whether people work")
    return _CHOICES[text]


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    if text.isascii() and text.isdigit() and _FIRST <= int(text[:6]) <= _LAST:
        return int(text[:6])
    return localdate().year


def _asked(request: HttpRequest) -> Node | None:
    """Return the place of the address; None where there is none: everywhere."""
    text = request.GET.get("place", "")
    if not text:
        return None
    return place_or_404(request, text, Permission.SEE_CASES)
