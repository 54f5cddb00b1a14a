"""When figures are an alert: where chance does not explain them."""

from datetime import date, timedelta

import pytest

from collector.alerts.life import Sight
from collector.alerts.models import Alert, Delivery
from collector.alerts.watching import shares
from collector.alerts.watching.rounds import Rounds
from collector.alerts.watching.spans import Span
from collector.alerts.watching.storage import Space
from collector.figures.chance import fewest
from collector.figures.models import PlaceDay, PlaceMonth
from collector.organisation.models import Node
from sync.protocol.catalogue import load_scales
from tests.collector.alerts.a_hall import City, Time, make_city
from tests.collector.figures.put_figures import put_answers

pytestmark = pytest.mark.django_db
SPAN = Span(7, 28, 30)
SCALES = load_scales()
TODAY = date(2026, 3, 11)


def counted(
    place: Node, first: date, days: int, *, satisfied: int, bad: int, more: int = 0
) -> None:
    for number in range(days):
        day = first + timedelta(days=number)
        put_answers(place.pk, day, satisfied=satisfied, bad=bad, visits=satisfied + bad + more)


def wrong(city: City) -> set[str]:
    return {one.condition for one in shares.sights([city.hall], SPAN, SCALES, TODAY) if one.wrong}


@pytest.mark.parametrize(
    ("satisfied", "bad", "more", "found"),
    [
        (95, 5, 10, set()),
        (94, 6, 10, set()),
        (80, 20, 10, {"unsatisfied-up", "satisfied-down"}),
        (100, 0, 10, {"satisfied-up"}),
        (95, 5, 40, {"response-down"}),
        (3, 1, 0, set()),
    ],
)
def test_a_share_is_told_where_chance_does_not_explain_it_in_either_direction(
    satisfied: int, bad: int, more: int, found: set[str]
):
    city = make_city()
    counted(city.hall, TODAY - timedelta(days=35), 28, satisfied=95, bad=5, more=10)
    counted(city.hall, TODAY - timedelta(days=7), 7, satisfied=satisfied, bad=bad, more=more)
    assert wrong(city) == found


def dissatisfied(city: City) -> Sight:
    (found,) = [
        one for one in shares.sights([city.hall], SPAN, SCALES, TODAY)
        if one.condition == "unsatisfied-up"
    ]  # fmt: skip
    return found


def test_evidence_has_numerator_denominator_and_what_is_complete():
    city = make_city()
    counted(city.hall, TODAY - timedelta(days=35), 28, satisfied=95, bad=5)
    counted(city.hall, TODAY - timedelta(days=7), 7, satisfied=80, bad=20)
    one = dissatisfied(city)
    assert (one.facts["k"], one.facts["n"]) == (140, 700)
    assert (one.facts["base_k"], one.facts["base_n"]) == (140, 2800)
    assert one.facts["high"] < 60
    assert {"due", "complete", "first", "last"} <= one.facts.keys()


def test_between_the_limits_an_alert_stays_and_none_is_raised():
    city = make_city()
    counted(city.hall, TODAY - timedelta(days=35), 28, satisfied=95, bad=5)
    counted(city.hall, TODAY - timedelta(days=7), 7, satisfied=93, bad=7)
    one = dissatisfied(city)
    assert (one.wrong, one.fine) == (False, False)


def test_far_fewer_services_than_on_that_weekday_and_not_on_a_holiday():
    city = make_city()
    yesterday = TODAY - timedelta(days=1)
    for number, visits in enumerate([30, 100, 104, 96, 99, 101, 97, 103, 100]):
        PlaceDay.objects.create(
            place=city.hall, day=yesterday - timedelta(weeks=number), scale="", visits=visits
        )
    (one,) = shares.few_services([city.hall], TODAY, lambda _day, _path: True)
    assert one.wrong
    assert (one.facts["n"], one.facts["low"], one.facts["mean"]) == (30, 70, 100)
    assert list(shares.few_services([city.hall], TODAY, lambda _day, _path: False)) == []


def test_days_that_differ_widely_by_themselves_are_no_news():
    assert fewest([100] * 8) == 70
    assert fewest([20, 180, 60, 140, 100, 30, 170, 90]) == 0
    assert fewest([100] * 8, deviations=2) == 80
    with pytest.raises(ValueError, match="spread"):
        fewest([100])


@pytest.mark.parametrize(
    ("satisfied", "found"), [(100, "month-better"), (80, "month-worse"), (99, "")]
)
def test_a_month_beside_the_one_before_the_better_ones_too(satisfied: int, found: str):
    city = make_city()
    for month, good in ((1, 2_778), (2, satisfied * 28)):
        PlaceMonth.objects.create(
            place=city.hall, month=date(2026, month, 1), scale="satisfaction-3", invited_0=good,
            invited_2=2_800 - good,
        )  # fmt: skip
    sights = shares.months([city.hall], SCALES, 30, TODAY)
    assert [one.condition for one in sights if one.wrong] == ([found] if found else [])


def test_what_was_said_of_a_month_ends_with_the_next_one():
    city = make_city()
    clock = Time()
    Alert.objects.create(
        condition="month-better", place=city.hall, subject="2026-01", raised_at=clock(),
        looked_at=clock(), facts={},
    )  # fmt: skip
    Rounds(clock, lambda: Space(1, 1), lambda _seconds: None).go()
    assert not Alert.objects.filter(cleared_at=None).exists()
    assert not Delivery.objects.exists()
