"""All alerts: the open ones, what became of the others, and the figure beside the bell."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.alerts.conditions import NATURES, Condition, conditions_of
from collector.alerts.models import Alert, Delivery
from collector.alerts.pages.rows import row_of
from collector.alerts.seeing import for_somebody, kinds_of, seen_by
from collector.alerts.words import headline, kind_words, place_name
from collector.boards.room import show_room

ON_A_PAGE = 50
MOST_OPEN = 200
LATELY = timedelta(days=7)
_SEVERITY = {condition.value: rank for rank, condition in enumerate(Condition)}


@allowed(Permission.SEE_WINDOWS)
@require_safe
@never_cache
def alerts(request: HttpRequest) -> HttpResponse:
    """Show what is open, what nobody has taken up first; then what is over."""
    at = localtime(now())
    mine = grants_of(request)
    kinds = kinds_of(mine)
    asked = next((one for one in kinds if one == request.GET.get("kind", "")), None)
    found = seen_by(request)
    if asked is not None:
        found = found.filter(condition__in=conditions_of(asked))
    standing = sorted(found.filter(cleared_at=None)[:MOST_OPEN], key=_rank)
    wrong = [one for one in standing if not _good(one)]
    page = Paginator(found.exclude(cleared_at=None), ON_A_PAGE).get_page(request.GET.get("part"))
    return show_room(request, "alerts/alerts.html", {
        "tab": "alerts",
        "waiting": [row_of(one, at, mine) for one in wrong if not one.acknowledged_at],
        "taken": [row_of(one, at, mine) for one in wrong if one.acknowledged_at],
        "good": [row_of(one, at, mine) for one in standing if _good(one)],
        "over": [row_of(one, at, mine) for one in page.object_list], "part": page,
        "kind": asked or "", "kinds": [(one.value, kind_words(one)) for one in kinds],
        "answer": _answer(wrong), "failing": _failing(request),
    })  # fmt: skip


@allowed(Permission.SEE_WINDOWS, stream=True)
@require_safe
@never_cache
def now_waiting(request: HttpRequest) -> HttpResponse:
    """Say how many nobody has taken up, and the latest of them in words: the bell asks for it.

    Like a live page's stream it is no use of the session: it goes on by itself.
    """
    found = for_somebody(seen_by(request))
    latest = found.order_by("-pk").first()
    return JsonResponse({
        "count": found.count(), "latest": latest.pk if latest else 0,
        "said": f"{place_name(latest.place)} · {headline(latest, localtime(now()))}"
        if latest else "",
    })  # fmt: skip


def _good(alert: Alert) -> bool:
    return NATURES[Condition(alert.condition)].good


def _rank(alert: Alert) -> tuple[int, float]:
    return _SEVERITY[alert.condition], -alert.raised_at.timestamp()


def _answer(standing: list[Alert]) -> str:
    number = len(standing)
    if not number:
        return _("Nothing is open.")
    free = sum(one.acknowledged_at is None for one in standing)
    said = ngettext("%(n)d is open", "%(n)d are open", number) % {"n": number}
    return f"{said} · " + (_("%(n)d with nobody") % {"n": free} if free else _("all taken up"))


def _failing(request: HttpRequest) -> int:
    """Return how many of one's own messages could not be delivered lately."""
    return Delivery.objects.filter(
        account=request.user.pk, state=Delivery.State.GIVEN_UP, test=False,
        ended_at__gt=now() - LATELY,
    ).count()  # fmt: skip
