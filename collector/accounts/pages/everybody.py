"""The accounts of a branch, for those who run them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from collector.accounts import running, second_factor
from collector.accounts.access import allowed, grants_of
from collector.accounts.grants import EVERYWHERE, condition
from collector.accounts.models import Account, RoleHeld
from collector.accounts.pages.own import sessions_of
from collector.accounts.pages.placing import chosen_place, offered_places
from collector.accounts.role_words import role_note, role_word, roles_of
from collector.accounts.roles import Permission, Role
from collector.accounts.running import RunningError
from collector.given import number_in

_ON_A_PAGE = 50


def of_account_page(request: HttpRequest, account: int, **_words: Any) -> str | None:
    """Find where an account stands: where one runs all that it holds, and else out of reach."""
    found = Account.objects.filter(pk=account).first()
    if found is None:
        return None
    mine, theirs = grants_of(request), _held(found)
    if not theirs:
        return EVERYWHERE
    outside = [path for path in theirs if not mine.may(Permission.MANAGE_ACCOUNTS, path)]
    return outside[0] if outside else theirs[0]


@allowed(Permission.MANAGE_ACCOUNTS)
@require_safe
@never_cache
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts that hold roles in one's branches alone."""
    asked, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    found = _mine(request)
    if asked:
        found = found.filter(Q(username__icontains=asked) | Q(first_name__icontains=asked))
    if state in {"on", "off"}:
        found = found.filter(is_active=state == "on")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("part"))
    roles = roles_of(page.object_list)
    words = {
        "page": "accounts",
        "asked": asked,
        "state": state,
        "part": page,
        "rows": [{"account": one, "roles": roles[one.pk]} for one in page.object_list],
    }
    return render(request, "accounts/accounts.html", words)


@allowed(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account with its first role; its temporary password is shown once."""
    problem = ""
    if request.method == "POST":
        try:
            account, password = running.make(
                request,
                request.POST.get("username", "").strip(),
                request.POST.get("name", "").strip(),
                _role(request),
                chosen_place(request),
            )
            return _page(request, account, password=password, status=201)
        except RunningError as error:
            problem = str(error)
    words = {"page": "accounts", "problem": problem, "typed": request.POST, **_choices(request)}
    return render(request, "accounts/new.html", words, status=422 if problem else 200)


@allowed(Permission.MANAGE_ACCOUNTS, branch=of_account_page)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def account_page(request: HttpRequest, account: int) -> HttpResponse:
    """Show an account, and change it: `do` says what."""
    found = Account.objects.get(pk=account)
    if request.method != "POST":
        return _page(request, found)
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        return redirect("account", found.pk)
    if found.pk == request.user.pk and act not in {_describe, _give}:
        return _page(request, found, problem=_("Not one's own: another administrator can."))
    try:
        password = act(request, found)
    except RunningError as error:
        return _page(request, found, problem=str(error))
    if password:
        return _page(request, found, password=password)
    messages.success(request, _("Saved."))
    return redirect("account", found.pk)


def _describe(request: HttpRequest, account: Account) -> str:
    name, wall = request.POST.get("name", "").strip(), request.POST.get("wall") == "on"
    running.describe(request, account, name, wall=wall)
    return ""


def _give(request: HttpRequest, account: Account) -> str:
    running.give(request, account, _role(request), chosen_place(request))
    return ""


def _take(request: HttpRequest, account: Account) -> str:
    held = account.roles.filter(pk=number_in(request.POST.get("held", "")) or 0).first()
    if held is None:
        raise RunningError(_("This role was taken already."))
    if account.roles.count() == 1 and not grants_of(request).may(
        Permission.MANAGE_ACCOUNTS, EVERYWHERE
    ):
        raise RunningError(_("It is the last role: switch the account off instead."))
    running.take(request, held)
    return ""


def _reset(request: HttpRequest, account: Account) -> str:
    return running.reset(request, account)


def _drop(request: HttpRequest, account: Account) -> str:
    running.drop_second_factor(request, account)
    return ""


def _end(request: HttpRequest, account: Account) -> str:
    running.end_sessions(request, account)
    return ""


def _switch_on(request: HttpRequest, account: Account) -> str:
    running.switch(request, account, on=True)
    return ""


def _switch_off(request: HttpRequest, account: Account) -> str:
    running.switch(request, account, on=False)
    return ""


_ACTS = {
    "describe": _describe, "give": _give, "take": _take, "reset": _reset, "drop": _drop,
    "end": _end, "enable": _switch_on, "disable": _switch_off,
}  # fmt: skip


def _mine(request: HttpRequest) -> QuerySet[Account]:
    branches = grants_of(request).branches(Permission.MANAGE_ACCOUNTS)
    everyone = Account.objects.order_by("username")
    if EVERYWHERE in branches:
        return everyone
    inside = RoleHeld.objects.filter(condition(branches))
    outside = RoleHeld.objects.exclude(pk__in=inside)
    return everyone.filter(pk__in=inside.values("account")).exclude(
        pk__in=outside.values("account")
    )


def _held(account: Account) -> list[str]:
    """Return the paths of all that an account holds, also one that is switched off."""
    paths = account.roles.order_by("pk").values_list("node__path", flat=True)
    return [path or EVERYWHERE for path in paths]


def _page(
    request: HttpRequest,
    account: Account,
    *,
    problem: str = "",
    password: str = "",
    status: int = 0,
) -> HttpResponse:
    account.refresh_from_db()
    words = {
        "page": "accounts",
        "one": account,
        "roles": roles_of([account])[account.pk],
        "own": account.pk == request.user.pk,
        "factor": second_factor.is_on(account),
        "sessions": sessions_of(account),
        "problem": problem,
        "password": password,
        **_choices(request),
    }
    answered = status or (422 if problem else 200)
    return render(request, "accounts/account.html", words, status=answered)


def _choices(request: HttpRequest) -> dict[str, object]:
    return {
        "role_choices": [(role.value, role_word(role), role_note(role)) for role in Role],
        "place_choices": offered_places(request),
    }


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise RunningError(_("Choose a role.")) from None
