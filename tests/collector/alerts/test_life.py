"""An alert is raised once, does not flap, and ends by itself; who is told, when, and how often."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from collector.accounts.models import RoleHeld
from collector.accounts.roles import Role
from collector.alerts.conditions import How, Kind
from collector.alerts.models import Alert, Delivery, Happening, Item, Preference, Wish
from collector.alerts.people import people_for
from collector.alerts.quiet import Hours
from tests.collector.alerts.a_hall import (
    City,
    Noted,
    Time,
    bad,
    courier,
    person,
    seen,
    silent,
    told,
)

pytestmark = pytest.mark.django_db


def who(kind: Kind, city: City, day: date = date(2026, 3, 10)) -> dict[str, How]:
    return {one.account.get_username(): one.how for one in people_for(kind, city.window.path, day)}


def test_one_stands_at_a_time_for_a_condition_and_a_place(city: City, clock: Time):
    assert seen(silent(city.window), clock)
    assert seen(silent(city.window), clock) is None
    assert seen(silent(city.other), clock)
    assert Alert.objects.count() == 2


def test_it_ends_by_itself_once_the_figure_has_been_well_for_a_while(city: City, clock: Time):
    seen(silent(city.window), clock)
    fine = silent(city.window, wrong=False, fine=True)
    between = silent(city.window, wrong=False)

    assert seen(fine, clock) is None
    clock.later(minutes=2)
    # At the limit it is neither wrong nor well: the waiting begins again.
    assert seen(between, clock) is None
    clock.later(minutes=2)
    assert seen(fine, clock) is None
    clock.later(minutes=2)
    assert seen(fine, clock) is None
    assert Alert.objects.filter(cleared_at=None).exists()
    clock.later(minutes=1)
    assert seen(fine, clock)

    alert = Alert.objects.get()
    assert alert.cleared_at == clock()
    assert [one.what for one in alert.happenings.all()] == ["raised", "cleared"]


def test_a_figure_at_the_limit_raises_one_alert_and_not_ten(city: City, clock: Time):
    for number in range(20):
        seen(silent(city.window, wrong=number % 2 == 0), clock)
        clock.later(minutes=5)
    assert Alert.objects.count() == 1
    assert Alert.objects.get().cleared_at is None


def test_after_it_is_over_it_may_come_again(city: City, clock: Time):
    for _ in range(2):
        seen(silent(city.window), clock)
        fine = silent(city.window, wrong=False, fine=True)
        seen(fine, clock)
        clock.later(minutes=4)
        seen(fine, clock)
    assert Alert.objects.exclude(cleared_at=None).count() == 2


def test_the_alert_and_its_messages_stand_together_or_not_at_all(city: City, clock: Time):
    person("officer", Role.CASE_OFFICER, city.hall)
    with transaction.atomic():
        seen(bad(city.window), clock)
        assert Delivery.objects.count() == 1
        transaction.set_rollback(True)
    assert not Alert.objects.exists()
    assert not Delivery.objects.exists()


def test_a_bad_rating_goes_at_once_to_those_at_the_hall(city: City, clock: Time, noted: Noted):
    person("officer", Role.CASE_OFFICER, city.hall)
    person("manager", Role.HALL_MANAGER, city.hall)
    person("county", Role.CASE_OFFICER, city.county)
    person("it", Role.IT, city.hall)
    seen(bad(city.window), clock)
    assert courier(noted, clock).go() == 2
    assert told(noted) == ["manager", "officer"]


def test_where_nobody_is_at_the_hall_those_above_are_told(city: City):
    person("county", Role.CASE_OFFICER, city.county)
    person("everywhere", Role.CASE_OFFICER, None)
    assert who(Kind.BAD_RATINGS, city) == {"county": How.NOW}


def test_whoever_is_away_is_not_told_and_somebody_else_is(city: City):
    officer = person("officer", Role.CASE_OFFICER, city.hall)
    person("county", Role.CASE_OFFICER, city.county)
    Preference.objects.create(account=officer, away_until=date(2026, 3, 12))
    assert who(Kind.BAD_RATINGS, city) == {"county": How.NOW}
    assert who(Kind.BAD_RATINGS, city, date(2026, 3, 13)) == {"officer": How.NOW}


def test_the_wish_for_the_nearest_branch_holds_and_never_gives_a_right(city: City):
    officer = person("officer", Role.CASE_OFFICER, city.county)
    viewer = person("viewer", Role.VIEWER, city.county)
    person("other", Role.CASE_OFFICER, city.county)
    for account in (officer, viewer):
        Wish.objects.create(account=account, place=city.county, kind=Kind.BAD_RATINGS, how="now")
        Wish.objects.create(account=account, place=city.hall, kind=Kind.BAD_RATINGS, how="not")
    assert who(Kind.BAD_RATINGS, city) == {"other": How.NOW}
    Wish.objects.filter(place=city.hall).update(how="collected")
    assert who(Kind.BAD_RATINGS, city) == {"officer": How.COLLECTED, "other": How.NOW}


def test_in_quiet_hours_a_bad_rating_waits_for_the_morning_with_all_others(
    city: City, noted: Noted
):
    clock = Time(hour=21)
    person("officer", Role.CASE_OFFICER, city.hall)
    for number in range(3):
        seen(bad(city.window, f"2026-{number}"), clock)
    worker = courier(noted, clock)
    assert worker.go() == 0
    clock.later(hours=10, minutes=59)
    assert worker.go() == 0
    clock.later(minutes=1)
    assert worker.go() == 1
    ((_delivery, things),) = noted.sent
    assert len(things) == 3


def test_whoever_wants_it_is_told_at_once_even_then(city: City, noted: Noted):
    clock = Time(hour=21)
    officer = person("officer", Role.CASE_OFFICER, city.hall)
    Preference.objects.create(account=officer, through=True)
    seen(bad(city.window), clock)
    assert courier(noted, clock).go() == 1


def test_own_quiet_hours_come_before_those_of_the_hall(city: City, noted: Noted):
    clock = Time(hour=21)
    officer = person("officer", Role.CASE_OFFICER, city.hall)
    Preference.objects.create(account=officer, quiet_from=0, quiet_until=0)
    seen(bad(city.window), clock)
    assert courier(noted, clock).go() == 1


@pytest.mark.parametrize(
    ("first", "until", "quiet"),
    [(20, 8, {20, 21, 22, 23, *range(8)}), (12, 14, {12, 13}), (9, 9, set()),
     (0, 23, {*range(23)})],
)  # fmt: skip
def test_quiet_hours_may_go_past_midnight(first: int, until: int, quiet: set[int]):
    hours = Hours(first, until)
    assert {hour for hour in range(24) if hours.holds(Time(hour=hour)())} == quiet
    for hour in quiet:
        end = hours.end(Time(hour=hour)())
        assert end.hour == until
        assert not hours.holds(end)
        assert end - Time(hour=hour)() <= timedelta(hours=24)


def test_more_than_so_many_an_hour_are_put_together(city: City, clock: Time, noted: Noted):
    person("officer", Role.CASE_OFFICER, city.hall)
    for number in range(20):
        seen(bad(city.window, f"2026-{number}"), clock)
        clock.later(seconds=1)
    worker = courier(noted, clock)
    assert worker.go() == 12
    clock.later(hours=1)
    assert worker.go() == 1
    assert len(noted.sent[-1][1]) == 8


def test_the_end_is_told_to_whoever_was_told_of_the_beginning_and_not_to_others(
    city: City, noted: Noted
):
    clock = Time(hour=7)
    person("it", Role.IT, city.hall)
    seen(silent(city.window), clock)
    fine = silent(city.window, wrong=False, fine=True)
    seen(fine, clock)
    clock.later(minutes=4)
    seen(fine, clock)
    # It was quiet: one message in the morning says that it was and is over.
    assert Item.objects.count() == 1
    clock.later(hours=2)
    seen(silent(city.other), clock)
    worker = courier(noted, clock)
    assert worker.go() == 2
    seen(silent(city.other, wrong=False, fine=True), clock)
    clock.later(minutes=4)
    seen(silent(city.other, wrong=False, fine=True), clock)
    assert worker.go() == 1
    assert noted.sent[-1][1][0].what == Happening.What.CLEARED


def test_a_right_that_was_taken_away_is_noticed_at_the_moment_of_sending(
    city: City, clock: Time, noted: Noted
):
    person("officer", Role.CASE_OFFICER, city.hall)
    seen(bad(city.window), clock)
    RoleHeld.objects.all().delete()
    assert courier(noted, clock).go() == 0
    assert noted.sent == []
    assert Delivery.objects.get().outcome == "no-right"
