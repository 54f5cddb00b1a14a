"""The mark of a browser that has signed in before: a signed cookie, one for each account in it."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "known"
SALT = "collector.accounts.devices"
_AGE = 180 * 24 * 3600
_ACCOUNTS = 5
"""A shared computer remembers so many accounts, the latest."""


def device_of(request: HttpRequest, account: str) -> str:
    """Return the mark of this browser for an account; "" where it never signed in to it."""
    return _marks(request).get(account, "")


def remember(request: HttpRequest, answer: HttpResponseBase, account: str) -> None:
    """Give the browser a new mark for the account that has just signed in with it."""
    marks = {name: mark for name, mark in _marks(request).items() if name != account}
    latest = dict([*marks.items(), (account, secrets.token_urlsafe(12))][-_ACCOUNTS:])
    answer.set_cookie(
        COOKIE, signing.dumps(latest, salt=SALT, compress=True), max_age=_AGE, path="/sign-in",
        secure=settings.HTTPS, httponly=True, samesite="Lax",
    )  # fmt: skip


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        read = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=_AGE)
    except signing.BadSignature:
        return {}
    return {str(name): str(mark) for name, mark in read.items()} if isinstance(read, dict) else {}
