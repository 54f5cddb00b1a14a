"""Alerts as the pages print them: all words ready, in the language that is active."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from collector.accounts.grants import Grants
from collector.alerts.conditions import NATURES, Condition, Kind, kind_of
from collector.alerts.models import Alert, Delivery
from collector.alerts.seeing import may_take_up
from collector.alerts.sending import outcomes
from collector.alerts.words import day_words, evidence, headline, kind_words, lasting, place_name
from collector.boards.phrases import clock_time
from collector.organisation.models import Hall, Node
from collector.organisation.models import Kind as Place
from collector.organisation.paths import ids_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One alert in words."""

    id: int
    place: str
    headline: str
    evidence: str
    lasting: str
    kind: str
    good: bool
    open: bool
    to_take: bool
    seen_by: str
    matter: str
    matter_words: str


def row_of(alert: Alert, now: datetime, grants: Grants) -> Row:
    """Put an alert into words, for somebody with these rights."""
    matter, words = matter_of(alert)
    good = NATURES[Condition(alert.condition)].good
    free = alert.cleared_at is None and alert.acknowledged_at is None and not good
    return Row(
        id=alert.pk, place=place_name(alert.place), headline=headline(alert, now),
        evidence=evidence(alert, now), lasting=lasting(alert, now),
        kind=kind_words(kind_of(alert.condition)),
        good=good, open=alert.cleared_at is None,
        to_take=free and may_take_up(grants, alert.place.path), seen_by=_seen(alert, now),
        matter=matter, matter_words=words,
    )  # fmt: skip


def matter_of(alert: Alert) -> tuple[str, str]:
    """Return where one acts on an alert, and the words for the link; both "" for nowhere."""
    kind = kind_of(alert.condition)
    if kind is Kind.TERMINALS:
        return _terminal(alert)
    if kind is Kind.BAD_RATINGS:
        return _reversed("case", [alert.subject]), _("Open the case")
    if kind is Kind.OVERDUE:
        return _reversed("cases"), _("See the cases")
    if kind is Kind.CLOSINGS:
        return f"{reverse('terminals')}#closings", _("See the closings")
    return ("", "") if kind is Kind.STORAGE else (_figures(alert), _("See the figures"))


def _figures(alert: Alert) -> str:
    return f"{reverse('overview')}?{urlencode({'place': alert.place_id})}"


def _terminal(alert: Alert) -> tuple[str, str]:
    hall = _hall_of(alert.place)
    query = f"?{urlencode({'hall': hall.code})}" if hall else ""
    if alert.condition == Condition.HALL_SILENT:
        return f"{reverse('windows')}{query}", _("See the windows")
    return f"{reverse('window', args=[alert.place.code])}{query}", _("What to do")


def _reversed(name: str, arguments: "list[str] | None" = None) -> str:
    # The room of the cases has pages of its own; until it has, the alert says it all.
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _hall_of(place: Node) -> Hall | None:
    if place.kind == Place.HALL:
        return Hall.objects.filter(node=place).first()
    ids = ids_of(place.path)
    return Hall.objects.filter(node__in=ids).first()


def _seen(alert: Alert, now: datetime) -> str:
    if alert.acknowledged_at is None:
        return ""
    return _("%(who)s sees to it since %(time)s") % {
        "who": alert.acknowledged_by, "time": clock_time(alert.acknowledged_at, now),
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One delivery in words."""

    when: str
    to: str
    state: str
    outcome: str
    wrong: bool


def sending_of(one: Delivery, now: datetime) -> Sending:
    """Put a delivery into words. Select its account, endpoint and webhook."""
    when = one.ended_at or one.not_before
    return Sending(
        when=day_words(when, now), to=_to(one), state=_state(one, now),
        outcome=outcomes.words(one.outcome, one.detail),
        wrong=one.state in {Delivery.State.GIVEN_UP, Delivery.State.UNSURE},
    )  # fmt: skip


def _to(one: Delivery) -> str:
    if one.webhook is not None:
        return _("Webhook “%(name)s”") % {"name": one.webhook.name}
    who = one.account.get_username() if one.account else ""
    way = _("E-mail") if one.channel == Delivery.Channel.MAIL else _("Browser")
    return f"{who} · {way}"


def _state(one: Delivery, now: datetime) -> str:
    if one.state == Delivery.State.WAITING:
        words = _("waits until %(time)s") if not one.tries else _("is tried again at %(time)s")
        return words % {"time": clock_time(one.not_before, now)}
    return {
        Delivery.State.SENDING: _("being sent"), Delivery.State.SENT: _("sent"),
        Delivery.State.UNSURE: _("perhaps sent"), Delivery.State.GIVEN_UP: _("given up"),
        Delivery.State.DROPPED: _("not sent"),
    }[Delivery.State(one.state)]  # fmt: skip
