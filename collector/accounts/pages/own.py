"""One's own account: password, second factor, recovery codes, sessions."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collector.accounts import audit, passwords, second_factor, tries
from collector.accounts.access import signed_in, unfinished
from collector.accounts.addresses import address_of
from collector.accounts.agents import device_words
from collector.accounts.models import Account, Session
from collector.accounts.role_words import roles_of
from collector.accounts.sessions import end_all
from collector.accounts.tries import Guesser


@signed_in()
@require_safe
@never_cache
def own_account(request: HttpRequest) -> HttpResponse:
    """Show who one is here, and lead to all that one can change about it."""
    account = _own(request)
    words = {
        "page": "account",
        "account": account,
        "roles": roles_of([account])[account.pk],
        "factor": second_factor.is_on(account),
        "codes_left": second_factor.recovery_left(account),
        "sessions": sessions_of(account, request.session.session_key or ""),
    }
    return render(request, "accounts/own.html", words)


@signed_in(unfinished=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's password. All sessions end, this one too."""
    account = _own(request)
    problems: list[str] = []
    if request.method == "POST":
        chosen = request.POST.get("new", "")
        problems = _refused(request, account)
        if not problems and chosen != request.POST.get("again", ""):
            problems = [_("The two new passwords are not the same.")]
        if not problems and account.check_password(chosen):
            problems = [_("The new password is the old one.")]
        problems = problems or passwords.problems(account, chosen)
        if not problems:
            with transaction.atomic():
                passwords.set_password(account, chosen)
                audit.record(request, "password.changed", f"account:{account}")
            logout(request)
            messages.success(request, _("The password was changed. Sign in with the new one."))
            return redirect("sign-in")
    words = {"page": "account", "account": account, "problems": problems}
    return render(request, "accounts/password.html", words, status=422 if problems else 200)


@signed_in(unfinished=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Set up an app, or have new recovery codes, or take the app away; each takes the password."""
    account = _own(request)
    if request.method != "POST":
        return _factor_page(request, account)
    on, wanted = second_factor.is_on(account), request.POST.get("do", "")
    if (wanted == "confirm") == on or wanted not in {"confirm", "codes", "remove"}:
        return redirect("own-second-factor")
    if problems := _refused(request, account):
        return _factor_page(request, account, problems[0])
    code = request.POST.get("code", "").strip()
    answered = second_factor.check if on else second_factor.confirm
    if not answered(account, code, now()):
        return _factor_page(
            request, account,
            _("The code is not right. Wait for the next one, and see that the phone's clock is."),
        )  # fmt: skip
    if wanted == "remove":
        with transaction.atomic():
            second_factor.remove(account)
            audit.record(request, "second-factor.removed", f"account:{account}")
        messages.success(request, _("The authenticator app was removed."))
        return redirect("own-account")
    with transaction.atomic():
        codes = second_factor.new_recovery_codes(account)
        action = "recovery-code.made" if on else "second-factor.made"
        audit.record(request, action, f"account:{account}")
    return render(request, "accounts/recovery.html", {"page": "account", "codes": codes})


@signed_in()
@require_POST
def own_sessions(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions, or all but this one."""
    account, here = _own(request), request.session.session_key or ""
    wanted = request.POST.get("session", "")
    with transaction.atomic():
        if wanted == "others":
            number = end_all(account, but=here)
        else:
            keys = Session.objects.filter(account=account).values_list("session_key", flat=True)
            key = next((key for key in keys if session_mark(key) == wanted), "")
            number, _tables = Session.objects.filter(account=account, session_key=key).delete()
        if number:
            audit.record(request, "session.ended", f"account:{account}", detail={"number": number})
    messages.success(request, _("Ended: %(n)d.") % {"n": number})
    return redirect("own-account")


def sessions_of(account: Account, here: str = "") -> list[dict[str, object]]:
    """List an account's sessions, the latest used first; `here` is the key of this one."""
    rows = Session.objects.filter(account=account, expire_date__gt=now()).order_by("-seen")
    return [
        {
            "mark": session_mark(row.session_key),
            "here": row.session_key == here,
            "began": f"{localtime(row.began):%Y-%m-%d %H:%M}" if row.began else "",
            "seen": f"{localtime(row.seen):%Y-%m-%d %H:%M}" if row.seen else "",
            "address": row.address,
            "device": device_words(row.agent) or _("another program"),
        }
        for row in rows
    ]


def session_mark(key: str) -> str:
    """Name a session without saying the key that opens it."""
    return sha256(key.encode()).hexdigest()[:16]


def _own(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # noqa: S101 -- signed_in has seen to it
    return request.user


def _refused(request: HttpRequest, account: Account) -> list[str]:
    """Say why the password that was typed again does not open this; nothing where it does.

    Counted like signing in: a session that somebody got hold of is no place to guess from.
    """
    who = Guesser(account.username, address_of(request), f"session {request.session.session_key}")
    if tries.take(who, now()):
        return [_("Too many tries. Wait a few minutes and try again.")]
    if not account.check_password(request.POST.get("password", "")):
        return [_("The password you have now is not right.")]
    tries.give_back(who, now())
    return []


def _factor_page(request: HttpRequest, account: Account, problem: str = "") -> HttpResponse:
    words: dict[str, object] = {
        "page": "account",
        "on": second_factor.is_on(account),
        "codes_left": second_factor.recovery_left(account),
        "problem": problem,
        "required": unfinished(request) == "own-second-factor",
    }
    if not words["on"]:
        secret = second_factor.begin(account)
        path, size = second_factor.qr_path(second_factor.address_for_app(account, secret))
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        words |= {"qr": path, "size": size, "secret": " ".join(groups)}
    return render(request, "accounts/second_factor.html", words, status=422 if problem else 200)
