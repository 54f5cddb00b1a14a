"""A hall with the people who are told, a clock that moves when told to, and ways that are noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.alerts.conditions import Condition
from collector.alerts.life import Sight, look
from collector.alerts.models import Alert, Delivery, Happening
from collector.alerts.sending.courier import Courier
from collector.alerts.sending.outcomes import Outcome, Result
from collector.alerts.sending.ways import Ways
from collector.organisation.models import Kind, Node
from tests.collector.boards.rows_of_a_hall import make_hall, make_window

CHINA = timezone(timedelta(hours=8))
CALM = timedelta(minutes=3)


class Time:
    """A clock in the hall's zone, on a Tuesday, that moves when told to."""

    def __init__(self, hour: int = 10) -> None:
        self.at = datetime(2026, 3, 10, hour, 0, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Noted(Ways):
    """Ways that keep what they were handed; `script`: what comes of the next ones."""

    sent: list[tuple[Delivery, list[Happening]]] = field(default_factory=list)
    script: list[Result | Callable[[], Result]] = field(default_factory=list)

    def send(self, delivery: Delivery, things: Sequence[Happening], now: datetime) -> Result:
        assert now
        self.sent.append((delivery, list(things)))
        found = self.script.pop(0) if self.script else Result(Outcome.TAKEN)
        return found() if callable(found) else found


@dataclass
class City:
    """A county, a hall in it, and two windows."""

    county: Node
    hall: Node
    window: Node
    other: Node


def make_city() -> City:
    county = Node.objects.create(kind=Kind.COUNTY, code="320602", name="崇川区")
    county.path = f"/{county.pk}/"
    county.save()
    hall = make_hall("h1", name="大厅", name_en="Hall")
    hall.node.parent, hall.node.path = county, f"{county.path}{hall.node.pk}/"
    hall.node.save()
    windows = [make_window(hall, code).node for code in ("A01", "A02")]
    for one in windows:
        one.path = f"{hall.node.path}{one.pk}/"
        one.save()
    return City(county, hall.node, *windows)


def person(name: str, role: Role, place: Node | None, email: str = "") -> Account:
    account = Account.objects.create(username=name, email=email or f"{name}@example.cn")
    account.roles.create(role=role, node=place)
    return account


def bad(place: Node, number: str = "2026-000001", **more: Any) -> Sight:
    return Sight(
        condition=Condition.BAD_RATING, place=place, subject=number, wrong=True, fine=False,
        facts={"window": place.code, "national": 2, "case": number}, **more,
    )  # fmt: skip


def silent(place: Node, *, wrong: bool = True, fine: bool = False) -> Sight:
    return Sight(
        condition=Condition.SILENT, place=place, wrong=wrong, fine=fine,
        facts={"window": place.code, "since": "2026-03-10T09:50:00+08:00", "waiting": 3},
    )  # fmt: skip


def seen(sight: Sight, clock: Time) -> Alert | None:
    return look(sight, clock(), CALM)


def courier(ways: Ways, clock: Time) -> Courier:
    return Courier(ways, clock, lambda: 1.0)


def told(noted: Noted) -> list[str]:
    return sorted(
        one.account.get_username() if one.account else one.webhook.name if one.webhook else ""
        for one, _things in noted.sent
    )
