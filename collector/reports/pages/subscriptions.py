"""What one is sent: begin, pause, resume, end. Each person sees and changes their own.

Whoever runs the accounts of a branch sees all that leaves it by mail, and may end it.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.models import Account
from collector.accounts.roles import Permission
from collector.languages import language
from collector.options import Choice
from collector.organisation.models import Node
from collector.organisation.words import place_words
from collector.reports.asking import By, Format
from collector.reports.files import format_words, may_have
from collector.reports.models import Delivery, Subscription
from collector.reports.pages.shared import (
    by_choices,
    offered_places,
    place_asked,
    show,
)
from collector.reports.words import by_words

MOST = 50
SENT_SHOWN = 5
OTHERS = 200
"""So many of other people's are listed."""
_STATES = {"pause": Subscription.State.PAUSED, "resume": Subscription.State.ACTIVE,
           "end": Subscription.State.ENDED}  # fmt: skip


def _branch(_request: HttpRequest, number: int) -> str | None:
    found = Subscription.objects.filter(pk=number)
    return found.values_list("place__path", flat=True).first()


@allowed(Permission.SEE_REPORTS)
@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Show one's subscriptions and what became of the latest sendings."""
    return _page(request)


@allowed(Permission.SEE_REPORTS)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Subscribe."""
    words = request.POST
    try:
        place = place_asked(request, words.get("place", ""))
        by, wanted = By(words.get("by", "")), Format(words.get("format", ""))
        cadence = Subscription.Cadence(words.get("cadence", ""))
        email = words.get("email", "").strip()
        validate_email(email)
    except ValidationError:
        return _page(request, _("Enter an e-mail address such as name@example.cn."), 422)
    except (Http404, ValueError):
        return _page(request, _("Choose a place, parts, a format and how often."), 422)
    if wanted.national or not may_have(grants_of(request), place.path, by, wanted):
        return _page(request, _("Choose a place, parts, a format and how often."), 422)
    mine = Subscription.objects.filter(account=request.user.pk)
    if mine.exclude(state=Subscription.State.ENDED).count() >= MOST:
        return _page(request, _("You have fifty subscriptions. End one first."), 422)
    made = Subscription.objects.create(
        account=Account.objects.get(username=request.user.get_username()),
        email=email, place=place, by=by, format=wanted,
        cadence=cadence, language=language(), since=localdate(), made_at=now(),
    )  # fmt: skip
    audit.record(request, "report.subscribed", f"{made.pk}", branch=place.path,
                 detail={"to": email, "by": by, "cadence": cadence})  # fmt: skip
    return redirect("report-subscriptions")


@allowed(Permission.SEE_REPORTS, _branch)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Pause, resume or end one of one's subscriptions, or end somebody else's."""
    one = Subscription.objects.filter(pk=number).select_related("place", "account").first()
    mine = one is not None and one.account_id == request.user.pk
    if one is None or not (mine or _runs_accounts(request, one)):
        raise Http404(_("There is no such subscription."))
    state = _STATES.get(request.POST.get("do", ""))
    if state is None or one.state == Subscription.State.ENDED:
        return _page(request, _("Choose to pause, resume or end it."), 422)
    if not mine and state != Subscription.State.ENDED:
        return _page(request, _("Of somebody else's you can only end it."), 422)
    one.state, one.sentence = state, ""
    if state == Subscription.State.ACTIVE:
        # What fell into the pause is not sent afterwards.
        one.since = localdate()
    one.save()
    detail = {"state": state} if mine else {"state": state, "account": one.account.username}
    audit.record(request, "report.changed", f"{one.pk}", branch=one.place.path, detail=detail)
    return redirect("report-subscriptions")


def _runs_accounts(request: HttpRequest, one: Subscription) -> bool:
    return grants_of(request).may(Permission.MANAGE_ACCOUNTS, one.place.path)


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    if not Node.objects.exists():
        return show(request, "nothing.html", {"tab": "subscriptions"})
    grants = grants_of(request)
    sent = Subscription.objects.exclude(state=Subscription.State.ENDED).select_related("place")
    mine = sent.filter(grants.where(Permission.SEE_REPORTS, "place__path"), account=request.user.pk)
    others = (
        sent.filter(grants.where(Permission.MANAGE_ACCOUNTS, "place__path"))
        .exclude(account=request.user.pk)
        .select_related("account").order_by("account__username", "pk")
    )  # fmt: skip
    place = place_asked(request, "")
    return show(request, "subscriptions.html", {
        "tab": "subscriptions", "problem": problem,
        "rows": [_row(one) for one in mine],
        "others": [_row(one) for one in others[:OTHERS]], "more": max(0, others.count() - OTHERS),
        "places": offered_places(request, place), "bys": by_choices(request, place),
        "formats": [Choice(one, format_words(one)) for one in Format if not one.national],
        "cadences": cadences(), "email": getattr(request.user, "email", ""),
        "folder": "" if settings.MAIL_URL else str(settings.MAIL_FOLDER.name),
        "hour": f"{settings.REPORT_LATEST_HOUR}:00",
    }, status)  # fmt: skip


def cadences() -> list[Choice]:
    """Return how often."""
    return [
        Choice(Subscription.Cadence.DAILY, _("each day")),
        Choice(Subscription.Cadence.WEEKLY, _("each week")),
        Choice(Subscription.Cadence.MONTHLY, _("each month")),
    ]


def _row(one: Subscription) -> dict[str, object]:
    words = {
        Delivery.State.WAITING: _("waits to be sent again"),
        Delivery.State.MAKING: _("being made"), Delivery.State.SENDING: _("being sent"),
        Delivery.State.SENT: _("sent"), Delivery.State.UNSURE: _("perhaps sent"),
        Delivery.State.FAILED: _("not sent"),
    }  # fmt: skip
    often = {choice.value: choice.title for choice in cadences()}
    return {
        "one": one, "place": place_words(one.place), "by": by_words(By(one.by)),
        "format": format_words(one.format), "often": often[one.cadence],
        "sent": [(each, words[Delivery.State(each.state)])
                 for each in one.deliveries.all()[:SENT_SHOWN]],
    }  # fmt: skip
