"""The page of halls: for whoever looks after several, which of them needs somebody."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from msgspec import Struct

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards import completeness, phrases
from collector.boards.apps import boards
from collector.boards.board_view import FILTERS, place_name
from collector.boards.parts import badge
from collector.boards.queries.counts import sum_of
from collector.boards.queries.halls import read_halls
from collector.boards.rows import HallRow, Status
from collector.boards.trouble_words import said


class HallView(Struct, frozen=True, kw_only=True):
    """One hall in words."""

    code: str
    name: str
    windows: int
    states: tuple[tuple[str, str, int, bool], ...]
    """Sign, word, number and whether it is alarming."""
    services: str
    ratings: str
    share: str
    up_to_now: str
    night: str
    night_wrong: bool
    worst: str
    troubled: int


@allowed(Permission.SEE_WINDOWS)
@require_safe
@never_cache
def halls(request: HttpRequest) -> HttpResponse:
    """Show every hall, the one with most in trouble first; one line each."""
    at = localtime(now())
    rows = read_halls(at, boards().scales, grants_of(request).branches(Permission.SEE_WINDOWS))
    total = sum_of(row.total for row in rows)
    troubled = sum(row.troubled for row in rows)
    words = {
        "page": "windows",
        "time": f"{at:%H:%M:%S}",
        "rows": [_view(row, at) for row in rows],
        "windows": phrases.count(sum(row.windows for row in rows)),
        "services": phrases.count(total.services),
        "ratings": phrases.count(total.ratings),
        "share": completeness.total_share(total.ratings, total.services),
        "reaching": f"{sum(row.up_to_now for row in rows)} / {sum(row.terminals for row in rows)}",
        "answer": _answer(sum(1 for row in rows if row.troubled), troubled),
        "nav_windows": badge(troubled),
    }
    return render(request, "boards/halls.html", words)


def _answer(number: int, troubled: int) -> str:
    if not troubled:
        return _("None: every window of every hall is as it should be.")
    return ngettext(
        "%(n)d hall, with %(windows)d windows that need attention.",
        "%(n)d halls, with %(windows)d windows that need attention.",
        number,
    ) % {"n": number, "windows": troubled}


def _view(row: HallRow, at: datetime) -> HallView:
    numbers = dict(row.states)
    return HallView(
        code=row.place.code,
        name=place_name(row.place),
        windows=row.windows,
        states=tuple(
            (status.value, phrases.status_word(status), numbers[status],
             status in {Status.FAULT, Status.SILENT})
            for status in FILTERS if numbers.get(status)
        ),
        services=phrases.count(row.total.services),
        ratings=phrases.count(row.total.ratings),
        share=phrases.share(row.total.ratings, row.total.services),
        up_to_now=f"{row.up_to_now} / {row.terminals}",
        night=_night(row),
        night_wrong=row.missed > 0,
        worst=_worst(row, at),
        troubled=row.troubled,
    )  # fmt: skip


def _night(row: HallRow) -> str:
    if not row.terminals:
        return _("no terminal")
    if not row.missed:
        return _("complete")
    return _("%(n)d missing or disagreeing") % {"n": row.missed}


def _worst(row: HallRow, at: datetime) -> str:
    if not row.worst:
        return ""
    (window,) = row.worst
    words = f"{window.code} {said(window.troubles[0], at).headline}"
    more = row.troubled - 1
    return words + (" " + _("and %(n)d more") % {"n": more} if more else "")
