"""How long a session lasts, what it is known by, and how it is ended."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.timezone import now

from collector.accounts.addresses import address_of
from collector.accounts.expectation import expectation_of
from collector.accounts.models import Account, Session
from collector.accounts.session_store import ADDRESS, AGENT, BEGAN, SEEN

_WRITTEN_EVERY = timedelta(minutes=1)
"""A session's last use is written down this often, not at each request."""


def begin(request: HttpRequest, account: Account) -> None:
    """Sign a person in with a new session."""
    login(request, account)
    if account.wall:
        request.session.set_expiry(settings.SESSION_WALL_SECONDS)
    _mark(request, now())


def end_all(account: Account, but: str | None = None) -> int:
    """End every session of an account, but perhaps one; return how many. Streams end by it too."""
    found = Session.objects.filter(account=account).exclude(session_key=but or "")
    number, _by_table = found.delete()
    return number


class Limits(MiddlewareMixin):
    """Ends sessions that began too long ago or were not used for too long.

    A live page's stream is no use: it goes on by itself on a desk that everybody has left.
    """

    def process_view(
        self, request: HttpRequest, view: object, _arguments: object, _words: object
    ) -> HttpResponseBase | None:
        """Look at the session before any page does."""
        session = request.session
        if SESSION_KEY not in session:
            return None
        at = now()
        if BEGAN not in session:
            _mark(request, at)
        elif _over(_moment(session[BEGAN]), _moment(session[SEEN]), at, wall=_on_a_wall(request)):
            session.flush()
            request.user = AnonymousUser()
            request.auser = _nobody
        elif not expectation_of(view).stream and at - _moment(session[SEEN]) > _WRITTEN_EVERY:
            session[SEEN] = at.isoformat()
        return None


def _on_a_wall(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.wall


async def _nobody() -> AnonymousUser:
    return AnonymousUser()


def alive(keys: Collection[str]) -> set[str]:
    """Return which of these sessions are still signed in and within their limits."""
    at = now()
    rows = Session.objects.filter(
        session_key__in=keys, expire_date__gt=at, account__is_active=True
    ).values_list("session_key", "began", "seen", "account__wall")
    return {
        key for key, began, seen, wall in rows if not _over(began or at, seen or at, at, wall=wall)
    }


def _over(began: datetime, seen: datetime, at: datetime, *, wall: bool) -> bool:
    longest = settings.SESSION_WALL_SECONDS if wall else settings.SESSION_COOKIE_AGE
    idle = settings.SESSION_WALL_SECONDS if wall else settings.SESSION_IDLE_SECONDS
    return at - began > timedelta(seconds=longest) or at - seen > timedelta(seconds=idle)


def _mark(request: HttpRequest, at: datetime) -> None:
    session = request.session
    session[BEGAN] = session[SEEN] = at.isoformat()
    session[ADDRESS] = address_of(request)[:45]
    session[AGENT] = request.headers.get("User-Agent", "")[:200]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
