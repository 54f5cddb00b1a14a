"""One report as a page. What is asked for stands in the address, so that it can be sent."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.role_words import needs
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.boards.phrases import count, level_word
from collector.figures.findings import Verdict
from collector.figures.rates import Share
from collector.organisation.models import Node
from collector.organisation.words import name_of
from collector.reports.asking import (
    BadQuestionError,
    By,
    Format,
    Question,
    Span,
    period_of,
    read_question,
)
from collector.reports.files import may_have
from collector.reports.pages.shared import (
    by_choices,
    format_choices,
    offered_places,
    place_asked,
    show,
    span_choices,
)
from collector.reports.reading import read_report
from collector.reports.shapes import Line, Report
from collector.reports.table import LEVELS, between, first_title, fraction, percent
from collector.reports.words import (
    answer_of,
    coverage_of,
    definitions,
    period_words,
    question_of,
    rank_words,
    title_of,
    verdict_words,
)

_COUNTS = ("visits", "timeouts", "cancelled", "faults", "waiting", "walk_ups", "repeats",
           "replaced")  # fmt: skip
_WIDE = 120
"""Of the drawing of an interval, in its own units."""


@allowed(Permission.SEE_REPORTS)
@require_safe
@never_cache
def report_page(request: HttpRequest) -> HttpResponse:
    """Show the report that the address asks for."""
    if not Node.objects.exists():
        return show(request, "nothing.html", {"tab": "report"})
    place = place_asked(request, request.GET.get("place", ""))
    try:
        question = read_question(request.GET.dict(), place, localdate())
    except BadQuestionError as error:
        question = _default(place)
        return show(request, "report.html", _form(request, place, question, str(error)), 422)
    if not may_have(grants_of(request), place.path, question.by, Format.CSV):
        raise PermissionDenied(needs(Permission.SEE_STAFF))
    try:
        report = read_report(question, place, _scales(), settings.REPORT_MINIMUM, now())
    except BadQuestionError as error:
        return show(request, "report.html", _form(request, place, question, str(error)), 422)
    words = _form(request, place, question, "") | _words(report)
    return show(request, "report.html", words)


def _default(place: Node) -> Question:
    days = period_of(Span.MONTH, localdate())
    return Question(place=place.pk, first=days.first, last=days.last, span=Span.MONTH)


def _scales() -> Any:
    return boards().scales


def _form(request: HttpRequest, place: Node, question: Question, problem: str) -> dict[str, Any]:
    return {
        "tab": "report", "problem": problem, "question": question, "place": place,
        "places": offered_places(request, place), "bys": by_choices(request, place),
        "spans": span_choices(), "formats": format_choices(request, place, question.by),
    }  # fmt: skip


def _words(report: Report) -> dict[str, Any]:
    floor = _floor(report)
    return {
        "report": report,
        "title": title_of(report),
        "place_name": name_of(report.place),
        "period": period_words(report.question),
        "coverage": coverage_of(report),
        "asks": question_of(report),
        "answer": answer_of(report),
        "first_title": first_title(report.question.by),
        "figures": _figures(report),
        "floor": f"{floor:.0%}",
        "ranked": any(line.verdict for line in report.lines),
        "within": any(line.within for line in report.lines),
        "lines": [_line(line, report, floor) for line in report.lines],
        "total": _line(Line(code=_("Total"), name="", rates=report.total), report, floor),
        "by_reason": report.question.by is By.REASON,
        "reasons": [
            (
                one,
                _percent(one.share, 1, report.minimum),
                level_word(one.level),
                count(one.share.k),
                count(one.share.n),
            )
            for one in report.reasons
        ],
        "definitions": definitions(report),
        "minimum": report.minimum,
    }


def _figures(report: Report) -> list[dict[str, str]]:
    rates = report.total
    return [
        {"name": name, "value": _percent(share, decimals, report.minimum),
         "fraction": fraction(share), "interval": between(share, decimals)}
        for name, share, decimals in (
            (_("Official satisfaction rate"), rates.official, 2),
            (_("Satisfied (5 and 4)"), rates.satisfied, 1),
            (_("Response rate"), rates.response, 1),
            (_("Bad ratings"), rates.bad, 2),
        )
    ]  # fmt: skip


def _percent(share: Share, decimals: int, minimum: int) -> str:
    """Return the share as it is printed; "" below the minimum, where the fraction is the figure."""
    return f"{percent(share.value, decimals)}%" if share.n >= minimum else ""


def _line(line: Line, report: Report, floor: float) -> dict[str, Any]:
    rates, least = line.rates, report.minimum
    return {
        "code": line.code, "name": line.name, "within": line.within,
        "counts": {name: count(getattr(rates.total, name)) for name in _COUNTS},
        "levels": [count(rates.nationals.get(level, 0)) for level in LEVELS],
        "shares": [
            {"fraction": fraction(share), "value": _percent(share, decimals, least),
             "interval": between(share, decimals, words=False)}
            for share, decimals in (
                (rates.response, 1), (rates.official, 2), (rates.satisfied, 1), (rates.bad, 2),
            )
        ],
        "drawing": _drawing(rates.satisfied, report.total.satisfied, floor, least),
        "rank": rank_words(line), "verdict": verdict_words(line.verdict),
        "below": line.verdict is Verdict.BELOW,
        "out": line.verdict in {Verdict.ABOVE, Verdict.BELOW},
    }  # fmt: skip


def _floor(report: Report) -> float:
    """Return where the axis of the intervals begins, in steps of 5 per cent."""
    lows = [
        one.interval.low
        for one in (line.rates.satisfied for line in report.lines)
        if one.interval and one.n >= report.minimum
    ]
    return max(0.0, int(min(lows, default=0.0) * 20) / 20)


def _drawing(share: Share, common: Share, floor: float, least: int) -> dict[str, str] | None:
    if share.interval is None or share.value is None:
        return None

    def x_of(value: float) -> float:
        return _WIDE * min(1.0, max(0.0, (value - floor) / (1 - floor or 1)))

    low, high = x_of(share.interval.low), x_of(share.interval.high)
    return {
        "low": f"{low:.1f}", "wide": f"{max(1.0, high - low):.1f}",
        "dot": f"{x_of(share.value):.1f}" if share.n >= least else "",
        "common": f"{x_of(common.value):.1f}" if common.value is not None else "",
    }  # fmt: skip
