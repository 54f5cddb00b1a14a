"""Days of a place as the figures have them, and a person who may improve there."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from django.test import Client
from django.utils.timezone import localdate, make_aware

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.cases.models import Case
from collector.figures.models import PlaceDay, PlaceMonth, PlaceReason
from collector.organisation.models import Node
from tests.collector.boards.rows_of_a_hall import today

SCALE = "satisfaction-3"
CATALOGUE = "national-2020-08"


class Day(NamedTuple):
    """Ratings of a place on a day, and services without one."""

    node: Node
    day: date
    good: int
    basic: int = 0
    bad: int = 0
    unrated: int = 0


def count(*days: Day) -> None:
    """Put days into the figures of days and of months."""
    rows: dict[tuple[int, date, str], dict[str, int]] = {}
    months: dict[tuple[int, date, str], Counter[str]] = {}
    for one in days:
        rated = one.good + one.basic + one.bad
        for scale, columns in (
            (SCALE, {"invited_0": one.good, "invited_1": one.basic, "invited_2": one.bad}),
            ("", {"visits": rated + one.unrated, "rated": rated, "timeouts": one.unrated}),
        ):
            rows[one.node.pk, one.day, scale] = columns
            month = months.setdefault((one.node.pk, one.day.replace(day=1), scale), Counter())
            month.update(columns)
    PlaceDay.objects.bulk_create(
        PlaceDay(place_id=node, day=day, scale=scale, **columns)
        for (node, day, scale), columns in rows.items()
    )
    for (node, first, scale), columns in months.items():
        month, _made = PlaceMonth.objects.get_or_create(place_id=node, month=first, scale=scale)
        for name, n in columns.items():
            setattr(month, name, getattr(month, name) + n)
        month.save()


def named(node: Node, day: date, code: str, ratings: int) -> None:
    """Say how many ratings of a day named a reason."""
    PlaceReason.objects.create(
        place=node, day=day, catalogue=CATALOGUE, code=code, national=2, ratings=ratings
    )


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def person(name: str, role: Role, node: Node | None = None) -> Client:
    """Sign somebody in who reads English; a second call with the name adds a role."""
    account, _made = Account.objects.get_or_create(username=name)
    account.roles.create(role=role, node=node)
    client = Client()
    client.force_login(account)
    client.cookies["django_language"] = "en"
    client.get("/account")
    return client


def form(node: Node, **more: Any) -> dict[str, Any]:
    """Fill in the form of an action."""
    return {
        "place": node.pk, "title": "Samples at every window", "what": "Print them.", "why": "207",
        "owner": "3009", "measure": "satisfied", "wanted": "95", "effect_from": ago(29),
        "judge_on": ago(1), "reason": f"{CATALOGUE}:207", **more,
    }  # fmt: skip


def case_of(node: Node, number: str, day: date | None = None, **more: Any) -> Case:
    """A bad rating's case, opened on the first of the last month and due within it."""
    day = day or (localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    at = make_aware(datetime.combine(day, datetime.min.time()))
    done = {"closed_at": at, "stage": "closed"} if more.get("outcome") else {}
    return Case.objects.create(
        number=number, origin="rating", path=node.path, place=node, window=node.code,
        log=uuid4(), position=7, rated_at=at, staff="3140", mode="invited",
        scale="satisfaction-3", level="unsatisfied", rank=2, national=2, opened_at=at,
        opened_on=day, since=day, days_total=5, days_verify=1, days_put_right=3, days_answer=4,
        due_on=day + timedelta(days=7), step_due_on=day + timedelta(days=1), **{**done, **more},
    )  # fmt: skip
