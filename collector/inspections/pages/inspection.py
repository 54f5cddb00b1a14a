"""One inspection: planned, or its result; what is done about it; how it is printed."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.attachments import keeping
from collector.inspections import beside, planning, settling, words
from collector.inspections.door import (
    draw_visible,
    inspects_this,
    may_inspect,
    may_reply,
    sees_inspection,
)
from collector.inspections.models import Finding, Inspection, Photo, State
from collector.inspections.pages.shared import inspection_or_404, show
from collector.inspections.places import hall_of, halls_of
from collector.inspections.reference import about
from collector.inspections.result_view import result_view
from collector.organisation.words import place_words
from collector.rules.reading import rule
from collector.rules.tables import inspections as rules

CLOCK_SECONDS = 300
"""A phone's clock that was further off is named beside the times."""


@sees_inspection
@require_safe
@never_cache
def page(request: HttpRequest, number: UUID) -> HttpResponse:
    """Show one inspection."""
    return _shown(request, inspection_or_404(number), "inspection.html")


@sees_inspection
@require_safe
@never_cache
def printed(request: HttpRequest, number: UUID) -> HttpResponse:
    """Show a result as it is printed for those who were inspected."""
    return _shown(request, inspection_or_404(number), "print.html")


@sees_inspection
@require_safe
@never_cache
def photo(_request: HttpRequest, number: UUID, photo: UUID) -> HttpResponse:
    """Answer with a photo of this inspection."""
    found = Photo.objects.filter(pk=photo, inspection=number).select_related("attachment").first()
    if found is None:
        return HttpResponse(status=404)
    return keeping.view(found.attachment_id, found.attachment.about)


@inspects_this
@require_POST
@never_cache
def act(request: HttpRequest, number: UUID) -> HttpResponse:
    """Call it off, plan to look again, or say which of two sheets counts."""
    one = inspection_or_404(number)
    match request.POST.get("do"):
        case "call-off":
            if planning.call_off(request, one):
                messages.success(request, _("It is called off. It stays in the list."))
        case "again":
            days = rule(rules.AGAIN_DAYS, one.path).number
            made = planning.plan_again(request, one, localdate() + timedelta(days=days))
            if made is not None:
                return redirect("inspection", number=made.id)
        case "count":
            if settling.count(request, one):
                messages.success(request, _("This sheet counts now; the other one is kept."))
        case _:
            pass
    return redirect("inspection", number=one.id)


@sees_inspection
@require_POST
@never_cache
def reply(request: HttpRequest, number: UUID) -> HttpResponse:
    """Keep what those who were inspected say to the result."""
    one = inspection_or_404(number)
    if not may_reply(request, one.path) or one.state != State.DONE:
        return _shown(
            request, one, "inspection.html", 422,
            _("The hall's manager replies for those who were inspected. Nothing was changed."),
        )  # fmt: skip
    problem = settling.reply(
        request, one, item=request.POST.get("item", ""), staff=request.POST.get("staff", ""),
        text=request.POST.get("text", ""),
    )  # fmt: skip
    if problem:
        return _shown(request, one, "inspection.html", 422, problem)
    messages.success(request, _("The reply stands beside the result now."))
    return redirect("inspection", number=one.id)


def _shown(
    request: HttpRequest, one: Inspection, template: str, status: int = 200, problem: str = ""
) -> HttpResponse:
    done = one.state == State.DONE
    late = one.late(localdate())
    given = {
        "one": one,
        "place": place_words(one.node),
        "kind": words.place_kind(one.node),
        "hall": hall_of(one, halls_of([one])),
        "checklist": words.version_words(one.version),
        "state": words.state(one, late=late),
        "late": late,
        "done": done,
        "planned": one.state == State.PLANNED,
        "inspects": may_inspect(request, one.path),
        "replies": may_reply(request, one.path),
        "draw": one.draw if one.draw and draw_visible(request, one.draw) else None,
        "problem": problem,
        "given": request.POST if problem else {},
    }
    if done:
        audit.record(request, "inspection.seen", about(one), branch=one.path)
        given |= _result(one)
    return show(request, template, given, status)


def _result(one: Inspection) -> dict[str, object]:
    assert one.day is not None  # noqa: S101 -- a constraint of the table
    off = one.clock_ahead or 0
    took = one.finished - one.started if one.finished and one.started else None
    return {
        "result": result_view(one),
        "citizens": beside.before(one.node_id, one.day),
        "finished": words.moment(one.finished),
        "received": words.moment(one.received_at),
        "minutes": max(0, round(took.total_seconds() / 60)) if took else 0,
        "clock": off if abs(off) > CLOCK_SECONDS else 0,
        "remark": one.remark,
        "others": Inspection.objects.filter(beside=one.beside or one).exclude(pk=one.pk),
        "original": one.beside,
        "looks": one.again.exclude(state=State.CALLED_OFF).order_by("made_at"),
        "open": one.findings.exclude(outcome=Finding.Outcome.PUT_RIGHT).exists(),
        "printed": words.moment(now()),
    }
