"""Signing in and out."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from collector.accounts import tries


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or take it. One sentence for every wrong part."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward)
    if request.method != "POST":
        return _form(request, onward)
    account = request.POST.get("username", "").strip()
    address = _address(request)
    wait = tries.take(account, address, now())
    if wait:
        return _form(request, onward, _wait(wait), status=429)
    user = authenticate(request, username=account, password=request.POST.get("password", ""))
    if user is None:
        return _form(request, onward, _wrong(tries.tries_left(account, address)), status=401)
    tries.forgive(account, address, now())
    login(request, user)
    return redirect(onward)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


def _address(request: HttpRequest) -> str:
    """Return where a request comes from; behind the hall's proxy, what the proxy added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR") or "")


def _form(request: HttpRequest, onward: str, problem: str = "", status: int = 200) -> HttpResponse:
    account = request.POST.get("username", "") if request.method == "POST" else ""
    words = {"next": onward, "problem": problem, "account": account}
    return render(request, "accounts/sign_in.html", words, status=status)


def _onward(request: HttpRequest) -> str:
    """Return where to go then: only ever a place on this server."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if allowed else "/"


def _wrong(left: int) -> str:
    words = _("The account or the password is not right.")
    if left == 0:
        return words + " " + _("The next try has to wait a little.")
    more = ngettext("%(n)d try left before a pause.", "%(n)d tries left before a pause.", left)
    return words + " " + more % {"n": left}


def _wait(span: timedelta) -> str:
    seconds = max(1, ceil(span.total_seconds()))
    return _(
        "Too many tries. Wait %(seconds)d seconds and try again. "
        "If you have forgotten the password, the hall's administrator can set a new one."
    ) % {"seconds": seconds}
