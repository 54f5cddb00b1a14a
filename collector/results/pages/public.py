"""Bulletins as everybody sees them: no sign-in, no cookies, no scripts; printable."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from collector.accounts.access import anybody
from collector.languages import BY_SHORT, chinese, language, short
from collector.organisation.words import name_of
from collector.reports.making.font import NoFontError
from collector.results.asked import month_of
from collector.results.models import Bulletin
from collector.results.public import Public, read_kept
from collector.results.public_words import answer_of, coverage_of, meaning, sections, title_of

SHOWN = 500
SECONDS = 60
"""So long a copy of a page may be kept on the way: a withdrawn one is gone after that."""


@anybody
@require_safe
@cache_control(public=True, max_age=SECONDS)
def index(request: HttpRequest) -> HttpResponse:
    """List the published bulletins, the latest month first."""
    with override(_language(request)):
        rows = (
            Bulletin.objects.filter(state=Bulletin.State.PUBLISHED)
            .select_related("node").defer("content").order_by("-month", "node__path")
        )[:SHOWN]  # fmt: skip
        words = {"rows": [(one, name_of(one.node), f"{one.month:%Y-%m}") for one in rows]}
        return _answer("results/public_index.html", words)


@anybody
@require_safe
@cache_control(public=True, max_age=SECONDS)
def page(request: HttpRequest, place: int, month: str) -> HttpResponse:
    """Show a published bulletin; where one was withdrawn, that and why."""
    bulletin = _published(place, month)
    with override(_language(request)):
        if bulletin.state == Bulletin.State.WITHDRAWN:
            words = {"bulletin": bulletin, "place_name": name_of(bulletin.node), "month": month}
            return _answer("results/public_withdrawn.html", words, 410)
        texts = ("" if chinese() else bulletin.put_right_en) or bulletin.put_right
        words = {
            "bulletin": bulletin, "sheet": sheet_words(read_kept(bulletin.content), texts),
            "month": month, "short": short(),
        }  # fmt: skip
        return _answer("results/public.html", words)


@anybody
@require_safe
@cache_control(public=True, max_age=SECONDS)
def file(_request: HttpRequest, place: int, month: str, name: str) -> HttpResponse:
    """Give a file of a published bulletin."""
    # fpdf is loaded by whoever makes a PDF, not by every server.
    from collector.results.making.public_files import KINDS, file_of  # noqa: PLC0415

    bulletin = _published(place, month)
    if bulletin.state != Bulletin.State.PUBLISHED:
        raise Http404(_("There is no such bulletin."))
    short, _dot, ending = name.partition(".")
    try:
        content = file_of(bulletin, short, ending)
    except NoFontError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(content, content_type=KINDS[ending])
    answer["Content-Disposition"] = f'attachment; filename="bulletin-{place}-{month}-{name}"'
    return answer


def sheet_words(public: Public, put_right: str) -> dict[str, Any]:
    """Return the words of a bulletin, as page and preview print them, in the active language."""
    return {
        "title": title_of(public),
        "coverage": coverage_of(public),
        "answer": list(answer_of(public)),
        "sections": sections(public, put_right),
        "meaning": meaning(public),
    }


def _published(place: int, month: str) -> Bulletin:
    """Return the published bulletin, or the last one that was withdrawn."""
    try:
        first = month_of(month, localdate())
    except Http404:
        raise Http404(_("There is no such bulletin.")) from None
    states = (Bulletin.State.PUBLISHED, Bulletin.State.WITHDRAWN)
    rows = Bulletin.objects.filter(node=place, month=first, state__in=states)
    found = rows.select_related("node").order_by("state", "-pk").first()
    if found is None:
        raise Http404(_("There is no such bulletin."))
    return found


def _language(request: HttpRequest) -> str:
    """Return the language of the address, or the one the browser asks for; no cookie is set."""
    return BY_SHORT.get(request.GET.get("lang", "")) or language()


def _answer(template: str, words: dict[str, Any], status: int = 200) -> HttpResponse:
    # Without the request: nothing of a session is read or written for a citizen.
    answer = HttpResponse(render_to_string(template, words), status=status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
