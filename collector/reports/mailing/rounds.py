"""The rounds of the post: what is due becomes a delivery, and a delivery is made and sent once."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from collector.accounts import audit, grants
from collector.figures.queries import Period
from collector.reports.asking import BadQuestionError, By, Format, Question, Span
from collector.reports.files import Made, make_file, may_have
from collector.reports.mailing.due import is_complete, is_late, last_ended
from collector.reports.mailing.post import LaterError, NeverError, Post, UnsureError
from collector.reports.making.font import NoFontError
from collector.reports.models import Delivery, Subscription
from sync.protocol.catalogue import Scale

TRIES = 12
LONGEST_WAIT = timedelta(hours=2)
LEASE = timedelta(seconds=120)
"""Longer than any one message takes: each network step ends after 30 s."""


class Rounds:
    """One worker's rounds; several on one database never send the same delivery."""

    def __init__(
        self, post: Post, scales: Mapping[str, Scale], clock: Callable[[], datetime]
    ) -> None:
        self.name = uuid.uuid4().hex
        self._post = post
        self._scales = scales
        self._clock = clock

    def go(self) -> int:
        """Send what is due; return how many were sent."""
        self._look_for_due()
        self._take_back()
        sent = 0
        waiting = Delivery.objects.filter(
            state=Delivery.State.WAITING, not_before__lte=self._clock()
        )
        for key in list(waiting.order_by("not_before", "pk").values_list("pk", flat=True)[:100]):
            sent += self._one(key)
        return sent

    def beat(self) -> None:
        """Say that what this worker has claimed is still being made or sent."""
        held = (Delivery.State.MAKING, Delivery.State.SENDING)
        Delivery.objects.filter(worker=self.name, state__in=held).update(beat=self._clock())

    def _look_for_due(self) -> None:
        """Make a delivery of each subscription's latest period, once it is complete or late."""
        now = self._clock()
        known = dict[tuple[str, int], bool]()
        active = Subscription.objects.filter(state=Subscription.State.ACTIVE)
        for one in active.select_related("place"):
            period = last_ended(one.cadence, localdate(now))
            if period.last < one.since or one.deliveries.filter(first=period.first).exists():
                continue
            key = (one.cadence, one.place_id)
            if key not in known:
                late = is_late(period, settings.REPORT_LATEST_HOUR, now)
                known[key] = late or is_complete(one.place, period, localdate(now))
            if known[key]:
                Delivery.objects.get_or_create(
                    subscription=one, first=period.first,
                    defaults={"last": period.last, "not_before": now},
                )  # fmt: skip

    def _take_back(self) -> None:
        """Take back what a dead worker was making; what it was sending may have arrived."""
        dead = Delivery.objects.filter(beat__lt=self._clock() - LEASE)
        dead.filter(state=Delivery.State.MAKING).update(state=Delivery.State.WAITING, worker="")
        dead.filter(state=Delivery.State.SENDING).update(
            state=Delivery.State.UNSURE, worker="", ended_at=self._clock(),
            sentence=unsure_words(""),
        )  # fmt: skip

    def _held(self, delivery: Delivery) -> QuerySet[Delivery]:
        return Delivery.objects.filter(pk=delivery.pk, worker=self.name)

    def _one(self, key: int) -> int:
        won = Delivery.objects.filter(pk=key, state=Delivery.State.WAITING).update(
            state=Delivery.State.MAKING, worker=self.name, beat=self._clock()
        )
        if not won:
            return 0
        delivery = Delivery.objects.select_related(
            "subscription__account", "subscription__place"
        ).get(pk=key)  # fmt: skip
        with override(delivery.subscription.language):
            return self._send(delivery)

    def _send(self, delivery: Delivery) -> int:
        subscription = delivery.subscription
        if subscription.state != Subscription.State.ACTIVE or not self._may(subscription):
            self._end(delivery, Delivery.State.FAILED, self._pause(subscription))
            return 0
        try:
            made = self._made(delivery)
            message = message_of(delivery, made, self._clock())
            name = f"report-{subscription.pk}-{delivery.first}"
            self._post.send(message, name, lambda: self._about_to(delivery))
        except UnsureError as error:
            self._end(delivery, Delivery.State.UNSURE, unsure_words(str(error)))
        except (NeverError, BadQuestionError, NoFontError) as error:
            self._end(delivery, Delivery.State.FAILED, str(error)[:1000])
        except LaterError as error:
            self._later(delivery, str(error)[:1000])
        except _LostError:
            pass
        else:
            self._end(delivery, Delivery.State.SENT, "")
            audit.record(
                subscription.account.get_username(), "report.sent", f"{subscription.pk}",
                branch=subscription.place.path,
                detail={"to": subscription.email, "first": str(delivery.first)},
            )  # fmt: skip
            return 1
        return 0

    def _may(self, subscription: Subscription) -> bool:
        """Ask again at the moment of sending: a right may have been taken since."""
        held = grants.of_account(subscription.account_id)
        return may_have(held, subscription.place.path, subscription.by, subscription.format)

    def _pause(self, subscription: Subscription) -> str:
        sentence = _(
            "Not sent: the account may not see this report any more, or the subscription is "
            "paused. Whoever gives roles can give the right back; then resume it."
        )
        if subscription.state == Subscription.State.ACTIVE:
            Subscription.objects.filter(pk=subscription.pk).update(
                state=Subscription.State.PAUSED, sentence=sentence
            )
        return sentence

    def _made(self, delivery: Delivery) -> Made:
        subscription = delivery.subscription
        question = Question(
            place=subscription.place_id, first=delivery.first, last=delivery.last,
            span=Span(subscription.cadence), by=By(subscription.by),
        )  # fmt: skip
        return make_file(
            question, Format(subscription.format), subscription.language, self._scales,
            self._clock(),
        )  # fmt: skip

    def _about_to(self, delivery: Delivery) -> None:
        held = self._held(delivery).filter(state=Delivery.State.MAKING)
        if not held.update(state=Delivery.State.SENDING, beat=self._clock()):
            raise _LostError

    def _end(self, delivery: Delivery, state: str, sentence: str) -> None:
        self._held(delivery).update(
            state=state, sentence=sentence, ended_at=self._clock(), worker=""
        )

    def _later(self, delivery: Delivery, why: str) -> None:
        tries = delivery.tries + 1
        if tries >= TRIES:
            self._end(delivery, Delivery.State.FAILED, why)
            return
        wait = min(timedelta(minutes=2 ** (tries - 1)), LONGEST_WAIT)
        self._held(delivery).update(
            state=Delivery.State.WAITING, tries=tries, not_before=self._clock() + wait,
            sentence=why, worker="",
        )  # fmt: skip


class _LostError(Exception):
    """Another worker has taken the delivery over."""


def unsure_words(why: str) -> str:
    """Say that nobody knows whether a message arrived."""
    said = _(
        "The connection ended while the mail server was taking the message. It may have arrived, "
        "so it is not sent again by itself. Ask the reader; the report can be made under Reports."
    )
    return f"{said} {why}".strip()


def message_of(delivery: Delivery, made: Made, now: datetime) -> EmailMessage:
    """Write the message. The same delivery always has the same Message-ID."""
    subscription = delivery.subscription
    message = EmailMessage()
    missing = (
        ngettext(" · %(n)d window-day missing", " · %(n)d window-days missing", made.missing)
        % {"n": made.missing}
        if made.missing
        else ""
    )
    period = Period(delivery.first, delivery.last)
    if not made.missing and not is_complete(subscription.place, period, localdate(now)):
        missing = _(" · not all terminals have closed")
    message["Subject"] = (made.title + missing).replace("\n", " ").replace("\r", " ")
    message["From"] = settings.MAIL_FROM
    message["To"] = subscription.email
    message["Date"] = format_datetime(localtime(now))
    domain = settings.MAIL_FROM.rpartition("@")[2].strip("> ") or "localhost"
    message["Message-ID"] = f"<report-{subscription.pk}-{delivery.first}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        made.title + missing + "\n\n"
        + _("You subscribed to this report. Pause or end it under Reports, Subscriptions.")
        + "\n"
    )  # fmt: skip
    kind = made.kind.partition(";")[0]
    main, _slash, sub = kind.partition("/")
    message.add_attachment(made.content, maintype=main, subtype=sub, filename=made.name)
    return message
