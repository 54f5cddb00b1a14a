"""Logs in which nothing happened that a case follows from are passed over together."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from collector.cases import opening
from collector.cases.models import Case, Following
from collector.personal_data.receipts import Receipt
from collector.rules.deciding import decide
from tests.collector.boards.rows_of_a_hall import make_hall
from tests.collector.cases.a_bad_day import MONDAY, Counter, look, make_counter

pytestmark = pytest.mark.django_db


def counters(number: int) -> list[Counter]:
    hall = make_hall()
    return [make_counter(f"B{place:02}", hall) for place in range(number)]


def positions() -> dict[UUID, int]:
    return dict(Following.objects.values_list("log", "position"))


def test_a_look_at_many_quiet_logs_asks_no_more_than_at_one():
    some = counters(12)
    look()
    asked = []
    for rating in (some[:1], some):
        for one in rating:
            one.rates(4)
        with CaptureQueriesContext(connection) as queries:
            look()
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert positions() == {one.log.id: one.position for one in some}


@pytest.mark.parametrize("piece", [1_000, 2])
def test_what_a_case_follows_from_is_found_among_quiet_logs(
    monkeypatch: pytest.MonkeyPatch, piece: int
):
    monkeypatch.setattr("collector.cases.following.PIECE", piece)
    monkeypatch.setattr("collector.cases.following.LOGS", 2)
    quiet, bad, changed, reasoned, long = counters(5)
    first, second = changed.rates(2), reasoned.rates(2)
    look()
    quiet.rates(4)
    worst = bad.rates(2)
    changed.rates(4, replaces=first)
    reasoned.names(second, "210")
    for _ in range(4):
        long.rates(4)
    last = long.rates(2)

    look()

    found = {(one.log, one.position) for one in Case.objects.filter(closed_at=None)}
    assert found == {(bad.log.id, worst), (reasoned.log.id, second), (long.log.id, last)}
    assert Case.objects.get(log=reasoned.log.id).reasons == ["210"]
    assert Case.objects.get(log=changed.log.id).outcome == "replaced"
    assert positions() == {
        one.log.id: one.position for one in (quiet, bad, changed, reasoned, long)
    }


def test_a_place_that_follows_up_more_than_others_has_its_log_looked_at():
    quiet, own = counters(2)
    assert own.log.window is not None
    place = own.log.window.node
    decide(place, "cases.threshold", 3, source="内部规定", since=localdate(), by="a test")
    quiet.rates(3)
    basic = own.rates(3)

    look()

    assert [(one.log, one.position) for one in Case.objects.all()] == [(own.log.id, basic)]


def test_a_good_rating_that_a_citizen_wrote_about_before_it_came_is_not_passed_over():
    (counter,) = counters(1)
    assert counter.log.window is not None
    coming = Receipt.of_rating(counter.log.window.hall.pk, counter.window, counter.log.hex, 2)
    opening.for_comment(coming, MONDAY, contact=True)
    counter.rates(4)

    look()

    assert Case.objects.get().log == counter.log.id
