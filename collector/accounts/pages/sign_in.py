"""Signing in and out, and the language of the pages."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from collector.accounts import audit, devices, second_factor, sessions, tries
from collector.accounts.access import anybody, signed_in
from collector.accounts.addresses import address_of
from collector.accounts.models import Account, SecondFactor
from collector.accounts.tries import Guesser

_LONGEST = 4_096
"""Nobody types a longer password, and every character of it would be hashed."""


@anybody
@sensitive_post_parameters("password", "code", "recovery")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or take it. One sentence for every wrong part."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward)
    if request.method != "POST":
        return _form(request, onward)
    name = request.POST.get("username", "").strip()
    who = Guesser(name, address_of(request), devices.device_of(request, name))
    wait = tries.take(who, now())
    if wait:
        return _form(request, onward, _wait(wait), status=429)
    account = _proven(request, name)
    if account is None:
        known = Account.objects.filter(username=name).exists()
        # What somebody typed here may be a password: only the names of accounts are kept.
        audit.record(request, "sign-in.failed", f"account:{name}" if known else "")
        return _form(request, onward, _wrong(tries.left(who, now())), status=401)
    tries.give_back(who, now())
    sessions.begin(request, account)
    audit.record(request, "sign-in.done", f"account:{name}")
    answer = redirect(onward)
    devices.remember(request, answer, name)
    if account.language:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax")
    return answer


@signed_in(unfinished=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    audit.record(request, "sign-in.ended", f"account:{request.user.get_username()}")
    logout(request)
    return redirect("sign-in")


@anybody
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Change the language of the pages in this browser; with `keep` for the account as well."""
    asked = request.POST.get("language", "")
    keep = request.POST.get("keep") and asked in dict(settings.LANGUAGES)
    if keep and request.user.is_authenticated:
        Account.objects.filter(pk=request.user.pk).update(language=asked)
    return set_language(request)


def _proven(request: HttpRequest, name: str) -> Account | None:
    """Return the account whose password, and code where it takes one, are both right.

    Django hashes for names that do not exist as well, so every wrong part takes as long.
    """
    password = request.POST.get("password", "")[:_LONGEST]
    user = authenticate(request, username=name, password=password)
    if not isinstance(user, Account):
        return None
    if second_factor.is_on(user):
        # Whoever opens that field has given the other one up, whatever stands in it.
        code = request.POST.get("recovery", "").strip() or request.POST.get("code", "").strip()
        if not second_factor.check(user, code, now()):
            return None
    return user


def _form(request: HttpRequest, onward: str, problem: str = "", status: int = 200) -> HttpResponse:
    words = {
        "next": onward,
        "problem": problem,
        "account": request.POST.get("username", "") if request.method == "POST" else "",
        "with_code": SecondFactor.objects.filter(confirmed__isnull=False).exists(),
    }
    return render(request, "accounts/sign_in.html", words, status=status)


def _onward(request: HttpRequest) -> str:
    """Return where to go then: only ever a place on this server."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if allowed else "/"


def _wrong(left: int) -> str:
    words = _("The account, the password or the code is not right.")
    if left == 0:
        return words + " " + _("The next try has to wait a little.")
    more = ngettext("%(n)d try left before a pause.", "%(n)d tries left before a pause.", left)
    return words + " " + more % {"n": left}


def _wait(span: timedelta) -> str:
    minutes = max(1, ceil(span / timedelta(minutes=1)))
    return ngettext(
        "Too many tries. Wait %(n)d minute and try again. "
        "If you have forgotten the password, the administrator can give you a new one.",
        "Too many tries. Wait %(n)d minutes and try again. "
        "If you have forgotten the password, the administrator can give you a new one.",
        minutes,
    ) % {"n": minutes}
