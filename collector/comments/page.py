"""The page of one receipt: public, without cookies, scripts or a form."""

import time
from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import anybody
from collector.accounts.addresses import address_of, bucket
from collector.boards.apps import boards
from collector.comments.limits import ASKS, MISSES, Limiter
from collector.comments.opened import Answer, Opened, open_code
from sync.protocol.catalogue import load_catalogue
from sync.protocol.receipt_code import receipt_number

asks = Limiter(ASKS, time.monotonic)
misses = Limiter(MISSES, time.monotonic)


@anybody
@require_safe
@never_cache
def receipt(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Show what was answered with this receipt; a wrong code is told kindly, and slowed down."""
    address = bucket(address_of(request))
    wait = max(asks.wait(address), misses.wait(address))
    if wait:
        return _too_often(ceil(wait))
    asks.spend(address)
    opened = open_code(number, code)
    if opened is None:
        misses.spend(address)
        return _not_found()
    return _page(HTTPStatus.OK, "comments/receipt.html", _facts(opened))


@anybody
@require_safe
@never_cache
def nothing(_request: HttpRequest) -> HttpResponse:
    """Answer an address without a number or without a code."""
    return _not_found()


def _facts(opened: Opened) -> dict[str, object]:
    window, answer = opened.window, opened.answer
    english = get_language() == "en"
    facts: dict[str, object] = {
        "hall": (opened.hall.name_en if english else "") or opened.hall.name,
        "number": receipt_number(opened.claim.window, opened.claim.position),
        "place": _place(window.number if window is not None else "", opened, english=english),
        "window": _window_name(opened, english=english),
        "of_window": opened.claim.position == 0,
        "answer": answer,
    }
    if answer is not None:
        facts |= {
            "at": localtime(answer.at),
            "word": _word(answer, english=english),
            "reasons": _reasons(answer, english=english),
        }
    return facts


def _place(number: str, opened: Opened, *, english: bool) -> str:
    plate = number or opened.claim.window
    if english:
        return f"Window {plate}"
    return f"{plate} 号窗口" if plate.isdigit() else f"{plate} 窗口"


def _window_name(opened: Opened, *, english: bool) -> str:
    window = opened.window
    return "" if window is None else (window.name_en if english else "") or window.name


def _word(answer: Answer, *, english: bool) -> str:
    scale = boards().scales.get(answer.scale)
    levels = scale.levels if scale is not None else ()
    level = next((level for level in levels if level.id == answer.level), None)
    if level is None:
        return answer.level
    return level.en if english else level.zh


def _reasons(answer: Answer, *, english: bool) -> list[str]:
    """Return the reasons in words; those of a catalogue that is not installed are left out."""
    if not answer.reasons:
        return []
    try:
        known = {reason.code: reason for reason in load_catalogue(answer.catalogue).reasons}
    except (OSError, ValueError):
        return []
    picked = [known[code] for code in answer.reasons if code in known]
    return [(reason.en if english else reason.zh).replace("|", "") for reason in picked]


def _not_found() -> HttpResponse:
    return _page(
        HTTPStatus.NOT_FOUND,
        "comments/problem.html",
        {
            "title": _("This code opens no receipt"),
            "happened": _("The address has no valid receipt code. A letter may be missing."),
            "means": _("Your rating is not touched by this: it is kept at the window."),
            "do": _("Scan the code on the screen again, or ask at the hall's service desk."),
        },
    )


def _too_often(seconds: int) -> HttpResponse:
    answer = _page(
        HTTPStatus.TOO_MANY_REQUESTS,
        "comments/problem.html",
        {
            "title": _("Please wait a moment"),
            "happened": _("Too many requests came from this network."),
            "means": _("Your rating is not touched by this: it is kept at the window."),
            "do": _("Load this page again in %(seconds)s seconds.") % {"seconds": seconds},
        },
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _page(status: HTTPStatus, template: str, facts: dict[str, object]) -> HttpResponse:
    # Without the request: nothing of a session is read or written for a citizen.
    answer = HttpResponse(render_to_string(template, facts), status=status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
