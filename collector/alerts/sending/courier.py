"""Empties the outbox: claims what is due, sends it, writes down what came of it.

At least once: what a dead server was sending is sent once more under the same key. Several
servers on one database never claim the same delivery.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import override

from collector.accounts import grants
from collector.alerts.conditions import DEFAULTS, kind_of
from collector.alerts.models import Delivery, Endpoint, Happening, Preference, Webhook
from collector.alerts.sending.outcomes import Outcome, Result
from collector.alerts.sending.pacing import next_try
from collector.alerts.sending.ways import Ways
from collector.alerts.words import UP
from collector.organisation.paths import ids_of

State = Delivery.State
LEASE = timedelta(minutes=10)
"""Longer than one message takes: a mail server's steps end after 30 s each, a call after 15 s."""
AT_ONCE = 5
"""So many are claimed together; each is claimed again by nobody until the lease is over."""


class Courier:
    """One worker. `clock` gives the present instant, `dice` a number from 0 to 1."""

    def __init__(
        self, ways: Ways, clock: Callable[[], datetime], dice: Callable[[], float],
        channels: Sequence[str] = Delivery.Channel.values,
    ) -> None:  # fmt: skip
        self.name = uuid.uuid4().hex
        self._ways, self._clock, self._dice = ways, clock, dice
        self._channels = channels

    def go(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Send what is due; return how many were taken by the other side."""
        self._take_back()
        sent = 0
        failing: set[tuple[str, int | None, int | None]] = set()
        while not stop():
            claimed = self._claim()
            if not claimed:
                return sent
            for number, one in enumerate(claimed):
                if stop():
                    self._release(claimed[number:])
                    return sent
                way = (one.channel, one.webhook_id, one.endpoint_id)
                if way in failing and one.channel != Delivery.Channel.MAIL:
                    # Who did not answer a moment ago is not asked again in this round.
                    self._later(one, Result(Outcome.UNREACHABLE, again=True))
                    continue
                result = self._one(one)
                sent += result.taken
                if result.again:
                    failing.add(way)
        return sent

    def _take_back(self) -> None:
        """Take back what a dead server was sending: once; the second time nobody knows."""
        now = self._clock()
        dead = Delivery.objects.filter(state=State.SENDING, beat__lt=now - LEASE)
        if not dead.exists():
            # Looking takes no lock; nearly always there is nothing to take back.
            return
        dead.filter(lost__gte=1).update(
            state=State.UNSURE, outcome=Outcome.SERVER_DIED, ended_at=now, worker=""
        )
        dead.filter(lost=0).update(state=State.WAITING, lost=1, worker="", not_before=now)

    def _claim(self) -> list[Delivery]:
        """Take the oldest that are due; with PostgreSQL nobody waits for another's claim."""
        now = self._clock()
        due = Delivery.objects.filter(
            state=State.WAITING, not_before__lte=now, channel__in=self._channels
        ).order_by("not_before", "pk")
        if not due.exists():
            return []
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        with transaction.atomic():
            ids = list(due.values_list("pk", flat=True)[:AT_ONCE])
            Delivery.objects.filter(pk__in=ids, state=State.WAITING).update(
                state=State.SENDING, worker=self.name, beat=now, tries=F("tries") + 1
            )
        rows = Delivery.objects.filter(pk__in=ids, worker=self.name, state=State.SENDING)
        return list(
            rows.select_related("account", "endpoint", "webhook").order_by("not_before", "pk")
        )

    def _release(self, rest: Sequence[Delivery]) -> None:
        Delivery.objects.filter(
            pk__in=[one.pk for one in rest], worker=self.name, state=State.SENDING
        ).update(state=State.WAITING, worker="", tries=F("tries") - 1)

    def _one(self, one: Delivery) -> Result:
        # The lease begins when it is this one's turn: others of the claim took their time.
        held = Delivery.objects.filter(pk=one.pk, worker=self.name, state=State.SENDING)
        if not held.update(beat=self._clock()):
            return Result(Outcome.NOTHING_LEFT)
        things = list(_happenings(one))
        kept = _allowed(one, things)
        if not one.test and (not kept or _ended(one)):
            why = Outcome.NO_RIGHT if things and not kept else Outcome.NOTHING_LEFT
            self._end(one, State.DROPPED, Result(why))
            return Result(why)
        with override(_language(one)):
            try:
                result = self._ways.send(one, kept, self._clock())
            except Exception as error:
                # Whatever it is: it is tried again, given up in time, and the log has it.
                self._later(one, Result(Outcome.UNREACHABLE, type(error).__name__, again=True))
                raise
        self._write(one, result)
        return result

    def _write(self, one: Delivery, result: Result) -> None:
        if result.taken:
            self._end(one, State.SENT, result)
        elif result.outcome is Outcome.UNSURE and one.lost:
            self._end(one, State.UNSURE, result)
        elif result.again:
            self._later(one, result)
        else:
            self._end(one, State.GIVEN_UP, result)
            if result.outcome is Outcome.GONE and one.endpoint_id:
                Delivery.objects.filter(pk=one.pk).update(endpoint=None)
                Endpoint.objects.filter(pk=one.endpoint_id).delete()

    def _later(self, one: Delivery, result: Result) -> None:
        again = next_try(self._clock(), one.tries, one.give_up_at, self._dice, result.retry_after)
        if again is None:
            self._end(one, State.GIVEN_UP, result)
            return
        self._held(one).update(
            state=State.WAITING, not_before=again, worker="", outcome=result.outcome,
            detail=result.detail,
            lost=F("lost") + (1 if result.outcome is Outcome.UNSURE else 0),
        )  # fmt: skip

    def _end(self, one: Delivery, state: str, result: Result) -> None:
        self._held(one).update(
            state=state, outcome=result.outcome, detail=result.detail, ended_at=self._clock(),
            worker="",
        )  # fmt: skip

    def _held(self, one: Delivery) -> QuerySet[Delivery]:
        return Delivery.objects.filter(pk=one.pk, worker=self.name, state=State.SENDING)


def _happenings(one: Delivery) -> Sequence[Happening]:
    return list(
        Happening.objects.filter(items__delivery=one)
        .select_related(f"alert__{UP}").order_by("pk")
    )  # fmt: skip


def _allowed(one: Delivery, things: Sequence[Happening]) -> list[Happening]:
    """Return what the reader may know at the moment of sending: a right may have been taken."""
    if one.account_id is None:
        return [
            thing for thing in things
            if one.webhook is not None and one.webhook.place_id in ids_of(thing.alert.place.path)
        ]  # fmt: skip
    held = grants.of_account(one.account_id)
    return [
        thing for thing in things
        if held.may(DEFAULTS[kind_of(thing.alert.condition)].needs, thing.alert.place.path)
    ]  # fmt: skip


def _ended(one: Delivery) -> bool:
    return one.webhook is not None and one.webhook.state != Webhook.State.ACTIVE


def _language(one: Delivery) -> str:
    """Return the language of the reader's pages, or of the page on which messages were chosen."""
    if one.account is None:
        return "zh-hans"
    found = Preference.objects.filter(account=one.account).values_list("language", flat=True)
    return one.account.language or found.first() or "zh-hans"
