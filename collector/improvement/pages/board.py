"""The board: what is planned, under way, in effect, and what came of what was judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.given import line_in
from collector.improvement.elsewhere import halls_of, with_hall
from collector.improvement.judging import read_kept
from collector.improvement.models import Action, Result, State
from collector.improvement.pages.shared import offered_places, show
from collector.improvement.words import (
    difference_words,
    reason_words,
    result_words,
    state_words,
    target_words,
)
from collector.organisation.choosing import place_or_404

MOST = 100
"""So many actions of a column are shown; the rest is counted."""
RESULTS = (Result.HELPED, Result.NO_DIFFERENCE, Result.WORSE, Result.TOO_FEW)


@dataclass(frozen=True, slots=True)
class Card:
    """An action on the board."""

    number: int
    title: str
    place: str
    owner: str
    target: str
    reason: str
    when: str
    late: bool
    effect: str
    steps: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a group of the last one."""

    key: str
    title: str
    cards: tuple[Card, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """Return how many actions it has."""
        return len(self.cards) + self.more


@allowed(Permission.SEE_CASES)
@require_safe
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """Show the board of the branches one may see, or of one place and all below it."""
    asked = request.GET.get("place", "")
    place = place_or_404(request, asked, Permission.SEE_CASES) if asked else None
    wanted = _wanted(request)
    if place is not None:
        wanted &= Q(node__path__startswith=place.path)
    rows = Action.objects.filter(wanted).select_related("node", "owner").annotate(
        all_steps=Count("steps"), done_steps=Count("steps", filter=Q(steps__done_at__isnull=False))
    )  # fmt: skip
    today = localdate()
    open_ones = [_column(rows.filter(state=state), state, state_words(state), today)
                 for state in (State.PLANNED, State.UNDER_WAY, State.IN_EFFECT)]  # fmt: skip
    judged = [_column(_latest(rows.filter(state=State.JUDGED, result=one)), one, result_words(one),
                      today) for one in RESULTS]  # fmt: skip
    dropped = _column(_latest(rows.filter(state=State.DROPPED)), State.DROPPED,
                      state_words(State.DROPPED), today)  # fmt: skip
    late = sum(card.late for column in open_ones for card in column.cards)
    return show(
        request,
        "board.html",
        {
            "open_ones": open_ones,
            "judged": judged,
            "judged_count": sum(one.count for one in judged),
            "dropped": dropped,
            "answer": _answer(open_ones, judged, late),
            "places": offered_places(request, Permission.SEE_CASES),
            "place": place,
            "asked": request.GET,
            "may_improve": grants_of(request).anywhere(Permission.IMPROVE),
            "filtered": place is not None or any(request.GET.get(one) for one in _FILTERS),
        },
    )


_FILTERS = ("q", "mine", "case", "finding")


def _wanted(request: HttpRequest) -> Q:
    wanted = grants_of(request).where(Permission.SEE_CASES)
    asked = {name: line_in(request.GET.get(name, ""), 100) for name in _FILTERS}
    if asked["q"]:
        wanted &= Q(title__icontains=asked["q"]) | Q(reason=asked["q"])
    if asked["mine"]:
        wanted &= Q(owner=request.user.pk)
    if asked["case"]:
        wanted &= Q(case=asked["case"])
    if asked["finding"].isascii() and asked["finding"].isdigit():
        wanted &= Q(finding=int(asked["finding"][:18]))
    return wanted


def _latest(rows: QuerySet[Action]) -> QuerySet[Action]:
    return rows.order_by("-judged_at", "-pk")


def _column(rows: QuerySet[Any], key: str, title: str, today: date) -> Column:
    total = rows.count()
    some = list(rows[:MOST])
    return Column(str(key), title, tuple(_cards(some, today)), total - len(some))


def _cards(actions: Iterable[Any], today: date) -> list[Card]:
    some = list(actions)
    halls, reasons = halls_of(some), reason_words(some)
    return [
        Card(
            number=one.pk, title=one.title, place=with_hall(one.node, halls),
            owner=one.owner.username, target=target_words(one), reason=reasons.get(one.pk, ""),
            when=_when(one, today), late=_late(one, today),
            effect=difference_words(read_kept(one.evidence)) if one.evidence else "",
            steps=f"{one.done_steps} / {one.all_steps}" if one.all_steps else "",
        )
        for one in some
    ]  # fmt: skip


def _late(action: Action, today: date) -> bool:
    if action.state == State.IN_EFFECT:
        return today > action.judge_on
    return action.state in {State.PLANNED, State.UNDER_WAY} and today > action.effect_from


def _when(action: Action, today: date) -> str:
    if action.state == State.IN_EFFECT:
        if today >= action.judge_on:
            return _("to be judged since %(day)s") % {"day": action.judge_on}
        return _("in effect since %(since)s, to be judged on %(day)s") % {
            "since": action.effect_from, "day": action.judge_on,
        }  # fmt: skip
    if action.state == State.JUDGED:
        return _("judged on %(day)s") % {"day": action.judge_on}
    if _late(action, today):
        return _("was to be in effect from %(day)s") % {"day": action.effect_from}
    return _("in effect from %(day)s") % {"day": action.effect_from}


def _answer(open_ones: list[Column], judged: list[Column], late: int) -> str:
    """Say in one sentence what the board shows."""
    numbers: Mapping[str, int] = {
        "open": sum(one.count for one in open_ones), "judged": sum(one.count for one in judged),
        "helped": judged[0].count, "late": late,
    }  # fmt: skip
    if not numbers["open"] and not numbers["judged"]:
        return _("No action yet.")
    said = _("%(open)d open, %(judged)d judged; of these %(helped)d helped by more than chance.")
    if late:
        said += " " + ngettext("%(late)d is past its day.", "%(late)d are past their day.", late)
    return said % numbers
