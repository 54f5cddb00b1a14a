"""Cases are told in the order in which they were seen, as they are now, and name nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from collector.api import arrivals
from collector.cases.models import Case
from tests.collector.api.conftest import get, walk
from tests.collector.boards.rows_of_a_hall import make_hall
from tests.collector.cases.a_bad_day import look, make_counter

pytestmark = pytest.mark.django_db


def test_new_cases_follow_those_that_were_told(
    program: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(arrivals, "EVERY", timedelta())
    counter = make_counter()
    for _ in range(3):
        counter.rates(2)
    look()
    hall = Case.objects.first().hall
    client = program(hall.node)

    first = get(client, "cases", limit=2)
    told = [*first["data"], *walk(client, "cases", limit=2, cursor=first["next"])]
    end = get(client, "cases", cursor=get(client, "cases", limit=3)["next"])
    counter.rates(2)
    look()
    later = get(client, "cases", cursor=end["next"])["data"]

    assert first["more"]
    assert end["data"] == []
    assert [one["number"] for one in [*told, *later]] == [
        one.number for one in Case.objects.order_by("pk")
    ]
    assert told[0]["rating"]["position"] == Case.objects.order_by("pk").first().position
    one = f"cases/{told[0]['number']}"
    assert get(client, one)["data"] == told[0]


def test_rates_stand_with_their_denominators_and_nobody_is_named(program: Callable[..., Client]):
    counter = make_counter()
    for _ in range(3):
        counter.rates(2)
    look()
    Case.objects.update(staff="SECRET", ticket="SECRET", responsible="SECRET")
    hall = Case.objects.first().hall
    client = program(hall.node)
    opened = Case.objects.first().opened_on

    rates = get(client, "case-rates", first=opened, last=opened)["data"]

    assert (rates["opened"], rates["valid"]) == (3, 3)
    assert (rates["put_right"]["numerator"], rates["put_right"]["denominator"]) == (0, 3)
    for path in ("cases", "cases?format=csv", f"cases/{Case.objects.first().number}"):
        answer = client.get(f"/api/read/v1/{path}")
        assert answer.status_code == 200
        assert b"SECRET" not in answer.content


def test_what_is_overdue_is_found_and_another_branch_sees_none(program: Callable[..., Client]):
    counter = make_counter()
    counter.rates(2)
    counter.rates(2)
    look()
    late = Case.objects.order_by("pk").last()
    Case.objects.exclude(pk=late.pk).update(due_on=localdate() + timedelta(days=9))
    Case.objects.filter(pk=late.pk).update(due_on=localdate() - timedelta(days=1))
    client, other = program(late.hall.node), program(make_hall("other").node)

    assert [one["number"] for one in walk(client, "cases", state="overdue")] == [late.number]
    assert len(list(walk(client, "cases", state="open"))) == 2
    assert list(walk(other, "cases")) == []
    assert other.get(f"/api/read/v1/cases/{late.number}").status_code == 404
    assert get(other, "case-rates")["data"]["opened"] == 0
