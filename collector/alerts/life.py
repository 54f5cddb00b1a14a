"""An alert's life: raised once, acknowledged by a person, over when the figure has recovered.

Each step stands in the database together with the messages about it, or not at all.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from msgspec import Struct

from collector.accounts import audit
from collector.alerts import telling
from collector.alerts.conditions import NATURES, Condition
from collector.alerts.models import Alert, Happening
from collector.organisation.models import Node

What = Happening.What
WRITTEN_EVERY = timedelta(minutes=2)
"""How old "as of" may be on the page, of what has not changed."""


class Sight(Struct, frozen=True, kw_only=True):
    """A condition as it is seen at a place at one moment.

    wrong: it is beyond its limit. fine: it is well within again. Between the two an alert that is
    open stays open, and none is raised: so nothing flaps at the limit.
    """

    condition: Condition
    place: Node
    subject: str = ""
    wrong: bool
    fine: bool
    facts: Mapping[str, Any] = {}


def look(sight: Sight, at: datetime, calm: timedelta) -> Alert | None:
    """Raise, keep or clear what this sight is about; return the alert that was raised or cleared.

    calm: how long it has to be fine before it is over. Idempotent; of several servers that look
    at the same moment, one raises.
    """
    found = Alert.objects.filter(
        condition=sight.condition, place=sight.place, subject=sight.subject, cleared_at=None
    ).first()
    if found is None:
        return _raise(sight, at) if sight.wrong else None
    if not sight.fine:
        _keep(found, sight, at)
        return None
    since = found.fine_since or at
    if at - since >= calm:
        return clear(found, at, sight.facts)
    if found.fine_since is None:
        Alert.objects.filter(pk=found.pk, cleared_at=None).update(fine_since=since, looked_at=at)
    return None


def _keep(alert: Alert, sight: Sight, at: datetime) -> None:
    """Write down what is seen now; where nothing has changed, only now and then."""
    facts = {**sight.facts}
    if alert.fine_since or alert.facts != facts or at - alert.looked_at >= WRITTEN_EVERY:
        Alert.objects.filter(pk=alert.pk, cleared_at=None).update(
            fine_since=None, looked_at=at, facts=facts
        )


def clear(alert: Alert, at: datetime, facts: Mapping[str, Any] | None = None) -> Alert | None:
    """End an alert; None where another server was quicker."""
    last = {**(alert.facts if facts is None else facts)}
    with transaction.atomic():
        ended = Alert.objects.filter(pk=alert.pk, cleared_at=None).update(
            cleared_at=at, looked_at=at
        )
        if not ended:
            return None
        happening = Happening.objects.create(alert=alert, what=What.CLEARED, at=at, facts=last)
        if NATURES[Condition(alert.condition)].ends:
            telling.tell(happening, at)
    return alert


def acknowledge(alert: Alert, at: datetime, by: HttpRequest) -> bool:
    """Write down that a person sees to it; False where somebody did already, or it is over."""
    with transaction.atomic():
        if not take_up(alert, at, by.user.get_username()):
            return False
        audit.record(by, "alert.acknowledged", f"alert:{alert.pk}", branch=alert.place.path)
    return True


def take_up(alert: Alert, at: datetime, name: str) -> bool:
    """Write down that an account sees to it; False where one did already, or it is over."""
    with transaction.atomic():
        changed = Alert.objects.filter(
            pk=alert.pk, cleared_at=None, acknowledged_at=None
        ).update(acknowledged_at=at, acknowledged_by=name)  # fmt: skip
        if not changed:
            return False
        Happening.objects.create(alert=alert, what=What.ACKNOWLEDGED, at=at, by=name)
    return True


def _raise(sight: Sight, at: datetime) -> Alert | None:
    with transaction.atomic():
        # Another server may see the same at the same moment: the database lets one raise it.
        alert, made = Alert.objects.get_or_create(
            condition=sight.condition, place=sight.place, subject=sight.subject, cleared_at=None,
            defaults={"facts": {**sight.facts}, "raised_at": at, "looked_at": at},
        )  # fmt: skip
        if not made:
            return None
        happening = Happening.objects.create(
            alert=alert, what=What.RAISED, at=at, facts=alert.facts
        )
        telling.tell(happening, at)
    return alert
