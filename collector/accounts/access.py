"""The one door: every view says with one of these decorators who may open it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from collector.accounts import grants, walls
from collector.accounts.expectation import Branch, Expectation, Who
from collector.accounts.grants import Grants
from collector.accounts.models import SecondFactor, Wall
from collector.accounts.role_words import needs
from collector.accounts.roles import Permission

View = Callable[..., Any]


def anybody(view: View) -> View:
    """Declare that everybody may open this, signed in or not."""
    return _declared(view, Expectation(Who.ANYBODY))


def signed_in(*, unfinished: bool = False) -> Callable[[View], View]:
    """Declare that every signed-in person may open this: it is about nobody but themselves."""
    return lambda view: _declared(view, Expectation(Who.SIGNED_IN, unfinished=unfinished))


def allowed(
    permission: Permission, branch: Branch | None = None, *, stream: bool = False
) -> Callable[[View], View]:
    """Declare that this needs a permission: where its object stands, or else somewhere.

    branch: called with the request and the words of the address; returns the path of the object's
    node, "/" for what belongs to the whole organisation, None where there is no such object. What
    stands elsewhere is answered like what is not there. Without it the view must show only what
    lies in `grants_of(request).branches(permission)`.
    """
    return lambda view: _declared(view, Expectation(Who.ALLOWED, permission, branch, stream=stream))


def on_a_wall(*, stream: bool = False) -> Callable[[View], View]:
    """Declare that only a screen on a wall opens this; the view finds it in `wall_of(request)`."""
    return lambda view: _declared(view, Expectation(Who.WALL, stream=stream))


def wall_of(request: HttpRequest) -> Wall:
    """Return the wall whose screen was let in."""
    kept = getattr(request, "wall", None)
    assert isinstance(kept, Wall)  # noqa: S101 -- what the door has put there
    return kept


def grants_of(request: HttpRequest) -> Grants:
    """Return what the person behind a request may do; read once a request."""
    kept = getattr(request, "grants", None)
    if kept is None:
        kept = grants.of_account(request.user.pk if request.user.is_authenticated else None)
        request.grants = kept  # type: ignore[attr-defined]
    assert isinstance(kept, Grants)  # noqa: S101 -- nobody else uses the name
    return kept


def unfinished(request: HttpRequest) -> str:
    """Return the name of the page a person has to go through first, "" where there is none."""
    if request.user.is_authenticated and request.user.must_change:
        return "own-password"
    required = {role for role, _path in grants_of(request).held} & set(settings.SECOND_FACTOR_ROLES)
    if (
        required
        and not SecondFactor.objects.filter(
            account=request.user.pk, confirmed__isnull=False
        ).exists()
    ):
        return "own-second-factor"
    return ""


def context(request: HttpRequest) -> Mapping[str, object]:
    """Give every template `may`: `{% if may.see_terminals %}` asks for it somewhere."""
    return {"may": _May(request)}


class _May:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __getitem__(self, name: str) -> bool:
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return False
        return grants_of(self._request).anywhere(Permission(name))


def _declared(view: View, declared: Expectation) -> View:
    if iscoroutinefunction(view):

        @wraps(view)
        async def entered(request: HttpRequest, **words: Any) -> HttpResponseBase:
            refused = await sync_to_async(_refusal)(request, declared, words)
            answer: HttpResponseBase = refused or await view(request, **words)
            return answer

    else:

        @wraps(view)
        def entered(request: HttpRequest, **words: Any) -> HttpResponseBase:
            answer: HttpResponseBase = _refusal(request, declared, words) or view(request, **words)
            return answer

    entered.expectation = declared  # type: ignore[attr-defined]
    return entered


def _refusal(
    request: HttpRequest, declared: Expectation, words: Mapping[str, Any]
) -> HttpResponseBase | None:
    """Return the answer that keeps somebody out, or nothing. Raises what becomes 403 and 404."""
    if declared.who is Who.ANYBODY:
        return None
    if declared.who is Who.WALL:
        _without_a_link(request)
        return None
    if not request.user.is_authenticated:
        return _to_sign_in(request, declared)
    if not declared.unfinished and (first := unfinished(request)):
        return HttpResponse(status=403) if declared.stream else redirect(first)
    if declared.who is Who.SIGNED_IN:
        return None
    permission = declared.permission
    if permission is None or not grants_of(request).anywhere(permission):
        raise PermissionDenied(needs(permission))
    if declared.branch is not None:
        path = declared.branch(request, **words)
        if path is None or not grants_of(request).may(permission, path):
            raise Http404
    return None


def _without_a_link(request: HttpRequest) -> None:
    wall = walls.of_request(request)
    if wall is None:
        raise PermissionDenied(
            _("This screen's link was ended, or it was never opened here. A hall manager makes a "
              "new one on the page “Windows” under “Screens on walls”; open it on this screen.")
        )  # fmt: skip
    request.wall = wall  # type: ignore[attr-defined]


def _to_sign_in(request: HttpRequest, declared: Expectation) -> HttpResponseBase:
    if declared.stream:
        said = _("You are signed out.")
        return HttpResponse(said, status=403, content_type="text/plain; charset=utf-8")
    onward = request.get_full_path() if request.method in {"GET", "HEAD"} else _page_of(request)
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': onward}, safe='/')}")


def _page_of(request: HttpRequest) -> str:
    """Return the page on which a form stood that came without a session, "/" where unknown."""
    page = urlsplit(request.headers.get("Referer", ""))
    ours = page.netloc == request.get_host() and page.path.startswith("/")
    return page.path if ours and not page.path.startswith("//") else "/"
