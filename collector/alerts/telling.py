"""From something that happened to messages in the outbox: at once, later, or together."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.timezone import localdate, localtime
from msgspec import Struct

from collector.accounts.models import Account
from collector.alerts.conditions import How, Kind, kind_of
from collector.alerts.models import Delivery, Endpoint, Happening, Item, Preference, Webhook
from collector.alerts.people import Told, people_for
from collector.alerts.quiet import Hours, next_hour
from collector.organisation.paths import ids_of
from collector.rules.reading import Rulebook
from collector.rules.tables import alerts as rules

Channel = Delivery.Channel


class _Way(Struct, frozen=True):
    """One mailbox or browser."""

    channel: Channel
    account: Account
    endpoint: Endpoint | None = None

    def __str__(self) -> str:
        number = self.endpoint.pk if self.endpoint else 0
        return f"{self.channel}-{self.account.pk}-{number}"


class _House(Struct, frozen=True):
    """What the rules of a place say about messages."""

    quiet: Hours
    collected: int
    most: int
    give_up: timedelta

    @classmethod
    def of(cls, path: str) -> "_House":
        """Read them, with one query."""
        book = Rulebook.read()
        return cls(
            quiet=Hours(
                book.rule(rules.QUIET_FROM, path).number, book.rule(rules.QUIET_UNTIL, path).number
            ),
            collected=book.rule(rules.COLLECTED_AT, path).number,
            most=book.rule(rules.MOST_PER_HOUR, path).number,
            give_up=timedelta(hours=book.rule(rules.GIVE_UP_HOURS, path).number),
        )


def tell(happening: Happening, at: datetime) -> None:
    """Put messages about a step of an alert into the outbox. Within the caller's transaction."""
    alert = happening.alert
    kind = kind_of(alert.condition)
    house = _House.of(alert.place.path)
    for told in people_for(kind, alert.place.path, localdate(at)):
        for way in _ways(told):
            if happening.what == Happening.What.CLEARED and _still_waits(way, happening):
                # That message will say itself that it is over by now.
                continue
            _put(happening, told, way, house, at)
    for hook in _webhooks(kind, alert.place.path):
        _single(happening, at, house, webhook=hook, channel=Channel.WEBHOOK, to=f"{hook.pk}")


def _ways(told: Told) -> Iterator[_Way]:
    preference = told.preference
    if preference.mail and address_of(told.account, preference):
        yield _Way(Channel.MAIL, told.account)
    if preference.push:
        for one in Endpoint.objects.filter(account=told.account):
            yield _Way(Channel.PUSH, told.account, one)


def address_of(account: Account, preference: Preference | None) -> str:
    """Return where an account's mail goes, "" for nowhere."""
    return (preference.email if preference else "") or account.email


def quiet_of(preference: Preference, hall: Hours) -> Hours:
    """Return somebody's quiet hours: their own, or else the hall's."""
    if preference.quiet_from is None or preference.quiet_until is None:
        return hall
    return Hours(preference.quiet_from, preference.quiet_until)


def _put(happening: Happening, told: Told, way: _Way, house: _House, at: datetime) -> None:
    local = localtime(at)
    quiet = quiet_of(told.preference, house.quiet)
    if told.how is How.COLLECTED or happening.alert.facts.get("late"):
        due = quiet.end(next_hour(house.collected, local))
    elif quiet.holds(local) and not _goes_through(happening, told.preference):
        due = quiet.end(local)
    elif _lately(way, at) >= house.most:
        due = next_hour((local.hour + 1) % 24, local)
    else:
        _single(happening, at, house, channel=way.channel, account=way.account,
                endpoint=way.endpoint, to=f"{way}")  # fmt: skip
        return
    _together(happening, way, due, at, house)


def _goes_through(happening: Happening, preference: Preference) -> bool:
    return preference.through and kind_of(happening.alert.condition) is Kind.BAD_RATINGS


def _lately(way: _Way, at: datetime) -> int:
    return Delivery.objects.filter(
        account=way.account, endpoint=way.endpoint, channel=way.channel, collected=False,
        made_at__gt=at - timedelta(hours=1),
    ).count()  # fmt: skip


def _still_waits(way: _Way, happening: Happening) -> bool:
    return Item.objects.filter(
        happening__alert=happening.alert, happening__what=Happening.What.RAISED,
        delivery__account=way.account, delivery__endpoint=way.endpoint,
        delivery__channel=way.channel, delivery__state=Delivery.State.WAITING,
        delivery__tries=0,
    ).exists()  # fmt: skip


def _single(
    happening: Happening, at: datetime, house: _House, *, to: str, channel: Channel,
    account: Account | None = None, endpoint: Endpoint | None = None,
    webhook: Webhook | None = None,
) -> None:  # fmt: skip
    delivery = Delivery.objects.create(
        key=f"alert-{happening.pk}-{to}" if webhook is None else f"alert-{happening.pk}-hook-{to}",
        channel=channel, account=account, endpoint=endpoint, webhook=webhook,
        made_at=at, not_before=at, give_up_at=at + house.give_up,
    )  # fmt: skip
    Item.objects.create(delivery=delivery, happening=happening)


def _together(happening: Happening, way: _Way, due: datetime, at: datetime, house: _House) -> None:
    """Add to the message that leaves at that time; to a later one where that is on its way."""
    while True:
        delivery, _made = Delivery.objects.select_for_update().get_or_create(
            key=f"alerts-{due:%Y%m%d%H%M}-{way}",
            defaults={
                "channel": way.channel, "account": way.account, "endpoint": way.endpoint,
                "collected": True, "made_at": at, "not_before": due,
                "give_up_at": due + house.give_up,
            },
        )  # fmt: skip
        if delivery.state == Delivery.State.WAITING and not delivery.tries:
            Item.objects.create(delivery=delivery, happening=happening)
            return
        due += timedelta(minutes=1)


def _webhooks(kind: Kind, path: str) -> Iterator[Webhook]:
    rows = Webhook.objects.filter(state=Webhook.State.ACTIVE, place__in=ids_of(path))
    for one in rows.order_by("pk"):
        if kind in one.kinds.split(","):
            yield one
