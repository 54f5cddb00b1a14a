"""What one is told, by which way, and when one is left alone. Each person decides their own."""

import re
import secrets
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.models import Account
from collector.accounts.roles import Permission
from collector.alerts.conditions import DEFAULTS, How, Kind
from collector.alerts.models import Delivery, Endpoint, Preference, Wish
from collector.alerts.outward.targets import RefusedError, read_target
from collector.alerts.pages.rows import sending_of
from collector.alerts.policy import is_allowed
from collector.alerts.push_key import push_key
from collector.alerts.seeing import kinds_of
from collector.alerts.sending import push
from collector.alerts.telling import address_of
from collector.alerts.words import how_words, kind_words
from collector.boards.room import show_room
from collector.languages import language
from collector.organisation.choosing import in_tree_order, name_and_code, place_named
from collector.organisation.models import Kind as Place
from collector.organisation.models import Node
from collector.organisation.words import name_of

MOST_BROWSERS, SHOWN, MOST_PLACES = 10, 10, 400
_LATELY = timedelta(minutes=1)


@allowed(Permission.SEE_WINDOWS)
@require_safe
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """Show what one is told and how one is reached."""
    return _page(request)


@allowed(Permission.SEE_WINDOWS)
@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    """Decide how to be told of a kind in a branch, or leave it to the role again."""
    kind = next((one for one in kinds_of(grants_of(request)) if one == request.POST.get("kind")),
                None)  # fmt: skip
    how = request.POST.get("how", "")
    if kind is None or how not in {*How, "role"}:
        return _page(request, _("Choose what, where and how."), 422)
    place = _place(request, kind, request.POST.get("place", ""))
    if place is None:
        return _page(request, _("Choose what, where and how."), 422)
    if how == "role":
        Wish.objects.filter(account=request.user.pk, place=place, kind=kind).delete()
    else:
        Wish.objects.update_or_create(
            account=_mine(request), place=place, kind=kind, defaults={"how": how}
        )
    audit.record(request, "message.changed", kind, branch=place.path, detail={"how": how})
    return redirect("alerts-own")


@allowed(Permission.SEE_WINDOWS)
@require_POST
def ways(request: HttpRequest) -> HttpResponse:
    """Decide by which ways, with which quiet hours, and until when somebody else is on duty."""
    words = request.POST
    email = words.get("email", "").strip()
    quiet = [_hour(words.get(name, "")) for name in ("quiet_from", "quiet_until")]
    try:
        if email:
            validate_email(email)
        away = date.fromisoformat(words["away_until"]) if words.get("away_until") else None
    except ValidationError:
        return _page(request, _("Enter an e-mail address such as name@example.cn."), 422)
    except ValueError:
        return _page(request, _("A day is written 2026-11-23."), 422)
    if (quiet[0] is None) != (quiet[1] is None):
        return _page(request, _("Choose both hours of the quiet time, or neither."), 422)
    Preference.objects.update_or_create(
        account=_mine(request),
        defaults={
            "mail": "mail" in words, "push": "push" in words, "email": email,
            "quiet_from": quiet[0], "quiet_until": quiet[1], "through": "through" in words,
            "away_until": away, "language": language(),
        },
    )  # fmt: skip
    audit.record(request, "message.changed", f"account:{request.user.get_username()}",
                 detail={"mail": "mail" in words, "push": "push" in words})  # fmt: skip
    messages.success(request, _("Kept."))
    return redirect("alerts-own")


@allowed(Permission.SEE_WINDOWS)
@require_POST
def add_browser(request: HttpRequest) -> HttpResponse:
    """Take the keys of the browser that asks; its push service must be on the list of hosts."""
    words = request.POST
    try:
        found = push.read_endpoint(
            words.get("address", ""), words.get("key", ""), words.get("auth", "")
        )
        origin = read_target(found.address).origin
    except (push.BadEndpointError, RefusedError):
        return HttpResponse(_("The browser's keys cannot be read."), status=422)
    if not origin.secure or not is_allowed(origin):
        said = _("The push service %(host)s is not on the list of hosts that may be called. An "
                 "administrator adds it under “Webhooks”.") % {"host": origin.host}  # fmt: skip
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    account = _mine(request)
    mine = Endpoint.objects.filter(account=account)
    if mine.exclude(address=found.address).count() >= MOST_BROWSERS:
        return HttpResponse(_("Ten browsers are enough. Remove one first."), status=422)
    Endpoint.objects.update_or_create(
        address=found.address,
        defaults={"account": account, "key": found.key, "auth": found.auth,
                  "name": words.get("name", "")[:100], "made_at": now()},
    )  # fmt: skip
    Preference.objects.get_or_create(account=account, defaults={"language": language()})
    audit.record(request, "browser.added", f"account:{request.user.get_username()}",
                 detail={"service": origin.host})  # fmt: skip
    return HttpResponse(status=204)


@allowed(Permission.SEE_WINDOWS)
@require_POST
def end_browser(request: HttpRequest, number: int) -> HttpResponse:
    """Forget one of one's browsers."""
    gone, _by_table = Endpoint.objects.filter(pk=number, account=request.user.pk).delete()
    if not gone:
        raise Http404(_("There is no such browser."))
    audit.record(request, "browser.removed", f"account:{request.user.get_username()}")
    return redirect("alerts-own")


@allowed(Permission.SEE_WINDOWS)
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Put a test message for oneself into the outbox, by each way; at most one a minute."""
    at = now()
    account = _mine(request)
    if Delivery.objects.filter(account=account, test=True, made_at__gt=at - _LATELY).exists():
        return _page(request, _("A test was sent a moment ago. Wait a minute."), 429)
    preference, _made = Preference.objects.get_or_create(
        account=account, defaults={"language": language()}
    )
    common = {"account": account, "test": True, "made_at": at, "not_before": at,
              "give_up_at": at + timedelta(hours=1)}  # fmt: skip
    number = 0
    if preference.mail and address_of(account, preference):
        _put(Delivery.Channel.MAIL, **common)
        number += 1
    for endpoint in Endpoint.objects.filter(account=account) if preference.push else ():
        _put(Delivery.Channel.PUSH, endpoint=endpoint, **common)
        number += 1
    if not number:
        return _page(request, _("There is no way to reach you yet. Enter an e-mail address or "
                                "add this browser."), 422)  # fmt: skip
    messages.success(request, _("Test messages are on their way; below is what comes of them."))
    return redirect("alerts-own")


def _mine(request: HttpRequest) -> Account:
    return Account.objects.get(username=request.user.get_username())


def _put(channel: Delivery.Channel, **fields: object) -> None:
    Delivery.objects.create(key=f"test-{secrets.token_hex(8)}", channel=channel, **fields)


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    at, grants = localtime(now()), grants_of(request)
    account = _mine(request)
    preference = Preference.objects.filter(account=account).first() or Preference(account=account)
    key = push_key(at)
    sent = Delivery.objects.filter(account=account).select_related("account", "webhook")[:SHOWN]
    kinds = kinds_of(grants)
    return show_room(request, "alerts/own.html", {
        "tab": "own", "problem": problem,
        "roles": [(kind_words(kind), _by_roles(request, kind)) for kind in kinds],
        "wishes": [
            (one, name_of(one.place), kind_words(Kind(one.kind)), how_words(How(one.how)))
            for one in Wish.objects.filter(account=account).select_related("place")
        ],
        "kinds": [(one.value, kind_words(one)) for one in kinds],
        "hows": [(one.value, how_words(one)) for one in How],
        "places": _places(request, kinds), "preference": preference,
        "email": preference.email or account.email, "hours": range(24),
        "browsers": Endpoint.objects.filter(account=account),
        "push_key": push.written(push.point_of(key)) if key else "",
        "sent": [sending_of(one, at) for one in sent],
    }, status)  # fmt: skip


def _by_roles(request: HttpRequest, kind: Kind) -> str:
    """Say what one's roles say about a kind."""
    told = DEFAULTS[kind].told
    found = {told[role] for role, _path in grants_of(request).held if role in told}
    if How.NOW in found:
        return _("at once, for the nearest place you are responsible for")
    return how_words(How.COLLECTED if How.COLLECTED in found else How.NOT)


def _place(request: HttpRequest, kind: Kind, asked: str) -> Node | None:
    return place_named(request, asked, DEFAULTS[kind].needs)


def _places(request: HttpRequest, kinds: list[Kind]) -> list[tuple[int, str]]:
    found: dict[int, Node] = {}
    for needs in {DEFAULTS[kind].needs for kind in kinds}:
        rows = Node.objects.filter(grants_of(request).where(needs, "path"), until=None)
        found |= {one.pk: one for one in rows.exclude(kind=Place.WINDOW)[:MOST_PLACES]}
    return [(one.pk, name_and_code(one)) for one in in_tree_order(found.values())]


def _hour(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]|1[0-9]|2[0-3]", text) else None
