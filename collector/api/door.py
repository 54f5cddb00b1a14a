"""Who calls: every address of the read API is entered through here."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.apps import AppConfig
from django.apps import apps as applications
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime, now
from django.views.decorators.csrf import csrf_exempt

from collector.accounts.addresses import address_of, bucket
from collector.accounts.expectation import Expectation, Who
from collector.api import problems, tokens
from collector.api.limits import Bucket
from collector.api.models import Resource, Token
from collector.api.problems import ProblemError

_log = logging.getLogger(__name__)
_WRONG_AT_ONCE: Final = 30
_WRONG_PER_MINUTE: Final = 30
"""Calls without a good token, by address: it cannot be guessed, and asking costs a query."""

View = Callable[..., HttpResponse]


class Limits:
    """How many calls are answered; one for the process."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.good = Bucket(max(1, per_minute // 5), per_minute, clock)
        self.wrong = Bucket(_WRONG_AT_ONCE, _WRONG_PER_MINUTE, clock)


def by_token(resource: Resource) -> Callable[[View], View]:
    """Declare that only programs open this, by a token for a resource.

    The view is called with the request, the token and the words of the address; it raises
    ProblemError. Every answer is nobody's to keep, and a database that is away is told as such.
    """

    def entered_by(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def entered(request: HttpRequest, **words: Any) -> HttpResponse:
            try:
                token = _token(request, resource)
                _only_read(request)
                answer = view(request, token, **words)
                answer["Cache-Control"] = "no-store"
                answer["X-Content-Type-Options"] = "nosniff"
            except ProblemError as problem:
                return problems.answer(problem)
            except DatabaseError:
                _log.exception("the read API could not answer %s", request.path)
                busy = ProblemError(problems.BUSY, {"Retry-After": "5"}, seconds="5")
                return problems.answer(busy)
            return answer

        entered.expectation = Expectation(Who.TOKEN)  # type: ignore[attr-defined]
        return entered

    return entered_by


def _only_read(request: HttpRequest) -> None:
    if request.method not in {"GET", "HEAD"}:
        raise ProblemError(problems.WRONG_METHOD, {"Allow": "GET, HEAD"})


def _token(request: HttpRequest, resource: Resource) -> Token:
    limits, caller = _limits(), bucket(address_of(request))
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise ProblemError(problems.NO_TOKEN)
    _not_too_many(limits.wrong.waits(caller))
    try:
        token = _good(secret.strip())
    except ProblemError:
        limits.wrong.take(caller)
        raise
    _not_too_many(limits.good.take(str(token.pk)))
    tokens.note_use(token, address_of(request), now())
    if resource.value not in token.resources:
        given = ", ".join(token.resources)
        raise ProblemError(problems.NOT_THIS_RESOURCE, given=given, asked=resource.value)
    return token


def _good(secret: str) -> Token:
    token = tokens.find(secret)
    if token is None:
        raise ProblemError(problems.UNKNOWN_TOKEN)
    if token.ended_at is not None:
        raise ProblemError(problems.ENDED_TOKEN)
    if token.expires_at <= now():
        until = f"{localtime(token.expires_at):%Y-%m-%d %H:%M}"
        raise ProblemError(problems.EXPIRED_TOKEN, until=until)
    return token


def _not_too_many(seconds: int) -> None:
    if seconds:
        raise ProblemError(problems.TOO_MANY, {"Retry-After": str(seconds)}, seconds=str(seconds))


def _limits() -> Limits:
    """Return this process's; it begins anew when the setting is another one."""
    config: AppConfig = applications.get_app_config("api")
    kept = getattr(config, "limits", None)
    if kept is None:
        kept = Limits(settings.READ_API_PER_MINUTE)
        config.limits = kept  # type: ignore[attr-defined]
    assert isinstance(kept, Limits)  # noqa: S101 -- nobody else uses the name
    return kept
