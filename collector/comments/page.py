"""The page of one receipt: public, without cookies or scripts.

What was written is not shown again: others may have seen the code on the screen.
"""

import logging
from http import HTTPStatus
from math import ceil

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from collector.accounts.access import anybody
from collector.accounts.addresses import address_of, bucket
from collector.comments import acting, problems
from collector.comments.apps import comments
from collector.comments.form import fresh
from collector.comments.opened import open_code
from collector.comments.origin import from_elsewhere
from collector.comments.page_view import facts
from collector.comments.problems import Problem, problem_page
from collector.comments.visiting import Visit
from collector.languages import BY_SHORT, chinese, language
from collector.personal_data.keyring import KeysMissingError

_log = logging.getLogger(__name__)


@csrf_exempt
@anybody
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def receipt(request: HttpRequest, number: str, code: str, own: str = "") -> HttpResponse:
    """Show what was answered and what became of it; take what a citizen adds.

    A wrong code is told kindly, and slowed down.
    """
    with override(_language(request)):
        network = bucket(address_of(request))
        doors = comments().doors
        wait = doors.guess(network, number)
        if wait:
            return _too_often(ceil(wait))
        opened = open_code(number, code)
        if opened is None or (own and opened.claim.position):
            doors.wrong(network, number)
            return _problem(HTTPStatus.NOT_FOUND, problems.not_found())
        visit = Visit(opened=opened, number=number, code=code, own=own, english=not chinese())
        if own and not visit.statements():
            doors.wrong(network, number)
            return _problem(HTTPStatus.NOT_FOUND, problems.not_found())
        doors.right(network)
        return _answer(request, visit)


@anybody
@require_http_methods(["GET", "HEAD"])
@never_cache
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer an address without a number or without a code."""
    with override(_language(request)):
        return _problem(HTTPStatus.NOT_FOUND, problems.not_found())


def _answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        asked, did = request.GET.get("do", ""), request.GET.get("did", "")
        return _page(visit, acting.Shown(form=fresh(), asked=asked, did=did))
    if from_elsewhere(request):
        return _problem(HTTPStatus.FORBIDDEN, problems.from_elsewhere())
    try:
        done = acting.act(request, visit, now())
    except KeysMissingError as error:
        _log.error("comments cannot be sealed: %s", error)
        return _problem(HTTPStatus.SERVICE_UNAVAILABLE, problems.not_now())
    except OperationalError as error:
        _log.warning("a comment was not kept, its sender was told so: %s · 留言未收下", error)
        return _problem(HTTPStatus.SERVICE_UNAVAILABLE, problems.busy())
    if isinstance(done, acting.Shown):
        return _page(visit, done, HTTPStatus.UNPROCESSABLE_ENTITY)
    answer = redirect(done.href)
    answer.status_code = HTTPStatus.SEE_OTHER
    return _marked(answer)


def _page(visit: Visit, shown: acting.Shown, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    # Without the request: nothing of a session is read or written for a citizen.
    html = render_to_string("comments/receipt.html", facts(visit, shown, now()))
    return _marked(HttpResponse(html, status=status))


def _problem(status: HTTPStatus, problem: Problem) -> HttpResponse:
    return _marked(HttpResponse(problem_page(problem), status=status))


def _too_often(seconds: int) -> HttpResponse:
    answer = _problem(HTTPStatus.TOO_MANY_REQUESTS, problems.too_often(seconds))
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _marked(answer: HttpResponse) -> HttpResponse:
    # "same-origin" and not less: without it a browser no longer says where a form comes from.
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Django would write the address into the server's log, and the address holds the code.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 -- Django's own name
    return answer


def _language(request: HttpRequest) -> str:
    """Return the language chosen on the page, or else the one the browser asks for."""
    return BY_SHORT.get(request.GET.get("l", "")) or language()
