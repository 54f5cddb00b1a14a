"""What a phone needs to inspect without a network: a page, its work, and the ways back.

The page is the same for everybody and holds nothing of anybody: a phone may keep it. What is
somebody's comes as `work`, and is kept on the phone sealed with that account's key.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts.access import anybody
from collector.attachments.checking import PictureError
from collector.inspections import photographing, sheet, shell, storing, words, work
from collector.inspections.door import inspects, inspects_quietly
from collector.inspections.models import Inspection
from collector.inspections.problem_words import problem_words
from collector.inspections.sheet import SheetError
from collector.languages import either


@inspects
@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Answer with the page; nothing of whoever asks is in it."""
    answer = HttpResponse(shell.page(language))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@anybody
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Answer with the script that lets the page open without a network, and no other page."""
    answer = HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@inspects_quietly
@require_safe
@never_cache
def work_of(request: HttpRequest) -> HttpResponse:
    """Answer with what one is to inspect, the checklists, and the key of one's drafts."""
    return HttpResponse(work.written(request), content_type="application/json")


@inspects
@require_POST
@never_cache
def photo(request: HttpRequest, name: UUID) -> HttpResponse:
    """Take a photo in, before its sheet."""
    upload = request.FILES.get("photo")
    if upload is None:
        return _refused("not-a-photo", words.no_photo())
    try:
        photographing.keep(request, name, upload)
    except PictureError as error:
        return _refused("not-a-photo", either(error.zh, error.en))
    except SheetError as error:
        return _refused(error.problem, problem_words(error.problem))
    return JsonResponse({"photo": str(name)})


@inspects
@require_POST
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Take a sheet in: once, however often it is sent."""
    try:
        given = sheet.read(request.body)
        stored = storing.store(request, given)
    except SheetError as error:
        return _refused(error.problem, problem_words(error.problem), places=list(error.places))
    first = Inspection.objects.filter(pk=stored.first).first() if stored.first else None
    return JsonResponse(
        {
            "submission": str(given.submission),
            "inspection": str(stored.inspection),
            "taken": stored.taken,
            "beside": {"by": first.inspector, "at": words.moment(first.finished)}
            if first
            else None,
        }
    )


def _refused(problem: str, said: str, **more: Any) -> HttpResponse:
    body: Mapping[str, Any] = {"problem": problem, "words": said, **more}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=HTTPStatus.UNPROCESSABLE_ENTITY,
        content_type="application/json",
    )  # fmt: skip
