"""Bulletins as officers see them: drafts, what would be printed, publishing and withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.boards.apps import boards
from collector.given import number_in
from collector.organisation.choosing import place_named
from collector.organisation.words import name_of
from collector.results import publishing
from collector.results.asked import month_of, months
from collector.results.models import Bulletin
from collector.results.pages.public import sheet_words
from collector.results.pages.shared import halls_and_areas, show
from collector.results.public import read_kept, read_public
from collector.results.publishing import PublishError
from collector.results.reading import period_of
from collector.results.words import month_words

SHOWN = 200


def branch_of(_request: HttpRequest, number: int) -> str | None:
    """Return where a bulletin's place stands."""
    return Bulletin.objects.filter(pk=number).values_list("node__path", flat=True).first()


@allowed(Permission.SEE_REPORTS)
@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """List the bulletins of the branches one may see."""
    return _list(request)


@allowed(Permission.PUBLISH_RESULTS)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Begin a bulletin."""
    place = place_named(request, request.POST.get("place", ""), Permission.PUBLISH_RESULTS)
    if place is None:
        return _list(request, _("Choose the place it is about."), 422)
    month = month_of(request.POST.get("month", ""), localdate())
    try:
        bulletin = publishing.draft(request, place, month)
    except PublishError as error:
        return _list(request, str(error), 422)
    return redirect("results-bulletin", number=bulletin.pk)


@allowed(Permission.SEE_REPORTS, branch_of)
@require_safe
@never_cache
def bulletin_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a bulletin as the public sees it, or would see it."""
    return _page(request, number)


@allowed(Permission.PUBLISH_RESULTS, branch_of)
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Write, publish or withdraw."""
    version = number_in(request.POST.get("version", "")) or 0
    try:
        match request.POST.get("do", ""):
            case "write":
                publishing.write(request, number, version, request.POST.dict())
                said = _("Saved.")
            case "publish":
                publishing.publish(request, number, version, boards().scales)
                said = _("It is published: everybody can read it.")
            case "withdraw":
                publishing.withdraw(request, number, version, request.POST.get("why", ""))
                said = _("It is withdrawn; its address says so.")
            case _other:
                messages.warning(request, _("Nothing was changed."))
                return redirect("results-bulletin", number=number)
    except PublishError as error:
        return _page(request, number, str(error), 409)
    messages.success(request, said)
    return redirect("results-bulletin", number=number)


def _list(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    where = grants_of(request).where(Permission.SEE_REPORTS)
    rows = Bulletin.objects.filter(where).select_related("node").defer("content")[:SHOWN]
    return show(
        request,
        "bulletins.html",
        {
            "rows": [
                {"one": one, "place": name_of(one.node), "month": month_words(one.month),
                 "state": state_words(one.state)} for one in rows
            ],
            "places": [
                (str(one.pk), name_of(one))
                for one in halls_and_areas(request, Permission.PUBLISH_RESULTS)
            ],
            "months": [f"{one:%Y-%m}" for one in months(localdate())[1:]],
            "problem": problem,
        },
        status,
    )  # fmt: skip


def _page(request: HttpRequest, number: int, problem: str = "", status: int = 200) -> HttpResponse:
    bulletin = Bulletin.objects.select_related("node").get(pk=number)
    today = localdate()
    public = (
        read_kept(bulletin.content)
        if bulletin.content
        else read_public(bulletin.node, bulletin.month, boards().scales, today)
    )
    typed = request.POST if request.method == "POST" and request.POST.get("do") == "write" else None
    texts: dict[str, Any] = {
        name: typed.get(name, "") if typed else getattr(bulletin, name)
        for name in ("put_right", "put_right_en")
    }
    done = {"zh-hans": texts["put_right"], "en": texts["put_right_en"] or texts["put_right"]}
    own, other = ("en", "zh-hans") if get_language() == "en" else ("zh-hans", "en")
    with override(other):
        beside = sheet_words(public, done[other])
    return show(
        request,
        "bulletin.html",
        {
            "bulletin": bulletin,
            "place": bulletin.node,
            "place_name": name_of(bulletin.node),
            "month_word": month_words(bulletin.month),
            "state_words": state_words(bulletin.state),
            "texts": texts,
            "problem": problem,
            "over": period_of(bulletin.month).last < today,
            "may_publish": grants_of(request).may(Permission.PUBLISH_RESULTS, bulletin.node.path),
            "sheet": sheet_words(public, done[own]),
            "beside": beside,
            "other": other,
        },
        status,
    )


def state_words(state: str) -> str:
    """Name a state."""
    return {
        Bulletin.State.DRAFT: _("Draft"),
        Bulletin.State.PUBLISHED: pgettext("bulletin", "Published"),
        Bulletin.State.WITHDRAWN: _("Withdrawn"),
    }[Bulletin.State(state)]  # fmt: skip
