"""What one is sent: begin, pause, resume, end. Each person sees and changes their own."""

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
from collector.organisation.choosing import Choice
from collector.organisation.models import Node
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
    """Pause, resume or end one of one's subscriptions."""
    mine = Subscription.objects.filter(pk=number, account=request.user.pk)
    one = mine.select_related("place").first()
    if one is None:
        raise Http404(_("There is no such subscription."))
    state = _STATES.get(request.POST.get("do", ""))
    if state is None or one.state == Subscription.State.ENDED:
        return _page(request, _("Choose to pause, resume or end it."), 422)
    one.state, one.sentence = state, ""
    if state == Subscription.State.ACTIVE:
        # What fell into the pause is not sent afterwards.
        one.since = localdate()
    one.save()
    audit.record(request, "report.changed", f"{one.pk}", branch=one.place.path,
                 detail={"state": state})  # fmt: skip
    return redirect("report-subscriptions")


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    if not Node.objects.exists():
        return show(request, "nothing.html", {"tab": "subscriptions"})
    where = grants_of(request).where(Permission.SEE_REPORTS, "place__path")
    mine = (
        Subscription.objects.filter(where, account=request.user.pk)
        .exclude(state=Subscription.State.ENDED)
        .select_related("place")
    )
    place = place_asked(request, "")
    return show(request, "subscriptions.html", {
        "tab": "subscriptions", "problem": problem,
        "rows": [_row(one) for one in mine],
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
        "one": one, "by": by_words(By(one.by)), "format": format_words(one.format),
        "often": often[one.cadence],
        "sent": [(each, words[Delivery.State(each.state)])
                 for each in one.deliveries.all()[:SENT_SHOWN]],
    }  # fmt: skip
