"""What worked elsewhere in the tree for a reason or a root cause."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.given import line_in
from collector.improvement.elsewhere import Worked, worked
from collector.improvement.pages.shared import cause_choices, reason_choices, show
from collector.improvement.words import (
    difference_words,
    figure_words,
    interval_words,
    measure_words,
    result_words,
)


@allowed(Permission.SEE_CASES)
@require_safe
@never_cache
def worked_page(request: HttpRequest) -> HttpResponse:
    """List judged actions of all places for the reason or root cause of the address."""
    asked = line_in(request.GET.get("reason", ""), 130)
    catalogue, _sign, reason = asked.rpartition(":")
    cause = line_in(request.GET.get("cause", ""), 64)
    found = worked(catalogue, reason, cause, grants_of(request).branches(Permission.SEE_CASES))
    choices = reason_choices()
    return show(
        request,
        "worked.html",
        {
            "rows": [row_of(one) for one in found],
            "reasons": choices,
            "causes": cause_choices(),
            "reason": asked,
            "cause": cause,
            "answer": _answer(found) if reason or cause else "",
        },
    )


def row_of(one: Worked) -> dict[str, object]:
    """Return a line of the list."""
    return {
        "number": one.number, "title": one.title, "place": one.place, "result": one.result,
        "result_words": result_words(one.result), "measure": measure_words(one.judgement.measure),
        "before": figure_words(one.judgement.before), "after": figure_words(one.judgement.after),
        "after_interval": interval_words(one.judgement.after.interval),
        "difference": difference_words(one.judgement),
        "doubts": len(one.judgement.doubts),
    }  # fmt: skip


def _answer(found: list[Worked]) -> str:
    if not found:
        return _("Nothing has been judged for this yet, at no place.")
    helped = sum(one.result == "helped" for one in found)
    said = ngettext(
        "%(n)d action was judged for this; %(helped)d helped by more than chance.",
        "%(n)d actions were judged for this; %(helped)d helped by more than chance.",
        len(found),
    )
    return said % {"n": len(found), "helped": helped}
