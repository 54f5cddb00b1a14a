"""Programs that are told, and the hosts that may be called. Each change stands in the audit trail.

Webhooks belong to a branch and to whoever manages its tokens; the list of hosts holds for the
whole installation and belongs to the administrators of all of it.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit, secret_box
from collector.accounts.access import allowed, grants_of
from collector.accounts.grants import EVERYWHERE
from collector.accounts.roles import Permission
from collector.alerts.conditions import Kind
from collector.alerts.models import AllowedHost, Delivery, Webhook
from collector.alerts.outward.targets import Origin, RefusedError, read_target
from collector.alerts.pages.rows import sending_of
from collector.alerts.policy import is_allowed
from collector.alerts.sending import outcomes, signing
from collector.alerts.sending.ways import SECRET
from collector.alerts.words import kind_words
from collector.boards.phrases import short_date
from collector.boards.room import show_room
from collector.given import number_in
from collector.organisation.choosing import above_windows, name_and_code, place_named
from collector.organisation.pages.door import whole
from collector.organisation.words import name_of

MOST, OUTCOMES, MOST_PLACES = 50, 5, 400
_STATES = {"pause": Webhook.State.PAUSED, "resume": Webhook.State.ACTIVE,
           "end": Webhook.State.ENDED}  # fmt: skip
RUN_BY = Permission.MANAGE_TOKENS


def branch_of_hook(_request: HttpRequest, number: int, **_words: Any) -> str | None:
    """Find where a webhook belongs."""
    found = Webhook.objects.filter(pk=number)
    return found.values_list("place__path", flat=True).first()


@allowed(RUN_BY)
@require_safe
@never_cache
def webhooks(request: HttpRequest) -> HttpResponse:
    """Show the webhooks of one's branches with what came of the latest calls."""
    return _page(request)


@allowed(RUN_BY)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Make a webhook; its secret is shown once, on the answer."""
    words = request.POST
    kinds = [one.value for one in Kind if one.value in words.getlist("kinds")]
    name = " ".join(words.get("name", "").split())[:100]
    address = words.get("address", "").strip()
    place = place_named(request, request.POST.get("place", ""), RUN_BY)
    if not name or not kinds or place is None:
        return _page(request, _("Give it a name, a branch, and choose what it is told."), 422)
    try:
        origin = read_target(address).origin
    except RefusedError as error:
        return _page(request, outcomes.words(error.refusal, ""), 422)
    if not is_allowed(origin):
        return _page(request, outcomes.words(outcomes.Outcome.NOT_LISTED, ""), 422)
    if Webhook.objects.filter(place=place).exclude(state=Webhook.State.ENDED).count() >= MOST:
        return _page(request, _("This place has fifty webhooks. End one first."), 422)
    secret = signing.new_secret()
    with transaction.atomic():
        made = Webhook.objects.create(
            place=place, name=name, address=address, kinds=",".join(kinds), made_at=now(),
            made_by=request.user.get_username(), secret=secret_box.close(secret, SECRET),
        )  # fmt: skip
        audit.record(request, "webhook.made", f"webhook:{made.pk}", branch=place.path,
                     detail={"host": str(origin), "kinds": kinds})  # fmt: skip
    return _page(request, secret=secret, shown=made)


@allowed(RUN_BY, branch_of_hook)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Pause, resume or end a webhook, or send it a test."""
    hook = Webhook.objects.select_related("place").exclude(state=Webhook.State.ENDED).filter(
        pk=number
    ).first()  # fmt: skip
    do = request.POST.get("do", "")
    if hook is None:
        raise Http404(_("There is no such webhook."))
    if do == "test":
        return _test(request, hook)
    state = _STATES.get(do)
    if state is None:
        return _page(request, _("Choose to pause, resume, end or test it."), 422)
    with transaction.atomic():
        hook.state = state
        hook.save(update_fields=["state"])
        audit.record(request, "webhook.changed", f"webhook:{hook.pk}", branch=hook.place.path,
                     detail={"state": state})  # fmt: skip
    return redirect("alerts-webhooks")


@allowed(Permission.MANAGE_ACCOUNTS, whole)
@require_POST
def hosts(request: HttpRequest) -> HttpResponse:
    """Allow a host, or take it off the list: from then on it is not called any more."""
    words = request.POST
    if "end" in words:
        gone = AllowedHost.objects.filter(pk=number_in(words["end"]) or 0)
        with transaction.atomic():
            for one in gone:
                audit.record(request, "host.removed", str(_origin(one)))
            gone.delete()
        return redirect("alerts-webhooks")
    try:
        origin = read_target(words.get("address", "").strip()).origin
    except RefusedError as error:
        return _page(request, outcomes.words(error.refusal, ""), 422)
    with transaction.atomic():
        _row, made = AllowedHost.objects.get_or_create(
            secure=origin.secure, host=origin.host, port=origin.port,
            defaults={"made_at": now(), "made_by": request.user.get_username()},
        )  # fmt: skip
        if made:
            audit.record(request, "host.allowed", str(origin))
    return redirect("alerts-webhooks")


def _test(request: HttpRequest, hook: Webhook) -> HttpResponse:
    at = now()
    recent = hook.deliveries.filter(test=True, made_at__gt=at - timedelta(seconds=20))
    if recent.exists():
        return _page(request, _("A test was sent a moment ago. Wait a minute."), 429)
    if hook.state != Webhook.State.ACTIVE:
        return _page(request, _("It is paused. Resume it first."), 422)
    Delivery.objects.create(
        key=f"test-{secrets.token_hex(8)}", channel=Delivery.Channel.WEBHOOK, webhook=hook,
        test=True, made_at=at, not_before=at, give_up_at=at + timedelta(minutes=10),
    )  # fmt: skip
    messages.success(request, _("A test is on its way; what comes of it stands with the webhook."))
    return redirect("alerts-webhooks")


def _page(
    request: HttpRequest, problem: str = "", status: int = 200, *, secret: str = "",
    shown: Webhook | None = None,
) -> HttpResponse:  # fmt: skip
    at, grants = localtime(now()), grants_of(request)
    mine = Webhook.objects.filter(grants.where(RUN_BY, "place__path"))
    rows = [_row(one, at) for one in
            mine.exclude(state=Webhook.State.ENDED).select_related("place")]  # fmt: skip
    places = above_windows(grants.where(RUN_BY, "path"))
    return show_room(request, "alerts/webhooks.html", {
        "tab": "webhooks", "problem": problem,
        "rows": rows, "secret": secret, "shown": shown,
        "places": [(one.pk, name_and_code(one)) for one in places[:MOST_PLACES]],
        "kinds": [(one.value, kind_words(one)) for one in Kind],
        "hosts": [(one, str(_origin(one)), short_date(localtime(one.made_at).date()))
                  for one in AllowedHost.objects.all()],
        "may_list": grants.may(Permission.MANAGE_ACCOUNTS, EVERYWHERE),
        "words": request.POST,
    }, status)  # fmt: skip


def _row(one: Webhook, at: datetime) -> dict[str, object]:
    found = one.deliveries.select_related("webhook", "account")[:OUTCOMES]
    return {
        "one": one, "place": name_of(one.place),
        "kinds": [kind_words(Kind(kind)) for kind in one.kinds.split(",")],
        "sent": [sending_of(each, at) for each in found],
    }  # fmt: skip


def _origin(row: AllowedHost) -> Origin:
    return Origin(row.secure, row.host, row.port)
