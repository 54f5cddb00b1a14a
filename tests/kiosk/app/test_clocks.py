from datetime import UTC, datetime, timedelta

import pytest

from kiosk.app.clocks import SystemClocks, sure, synchronised
from sync.protocol.calls import moment
from sync.protocol.handover import Link, write_link


def link(data, offset, age=timedelta(seconds=1)):
    contact = moment(datetime.now(UTC) - age)
    write_link(data, Link(collector="x", log="0" * 64, contact=contact, clock_offset=offset))


@pytest.fixture(autouse=True)
def folder(data):
    data.mkdir()


@pytest.mark.parametrize(("offset", "good"), [(0, True), (-119_000, True), (121_000, False)])
def test_the_collector_knows_best_whether_the_clock_is_right(data, offset, good):
    link(data, offset)
    assert sure(data, system=lambda: not good) is good


@pytest.mark.parametrize("age", [timedelta(days=4000), timedelta(hours=-1)])
def test_what_the_collector_said_before_power_up_or_in_the_future_does_not_count(data, age):
    link(data, 0, age)
    assert sure(data, system=lambda: False) is False
    assert sure(data, system=lambda: True) is True


def test_without_a_collector_the_systems_time_service_decides(data):
    assert sure(data, system=lambda: True) is True
    assert sure(data, system=lambda: False) is False
    assert SystemClocks(data).sure() is synchronised()


def test_the_time_of_day_is_that_of_the_configured_zone(data):
    assert SystemClocks(data, "Asia/Shanghai").now().utcoffset() == timedelta(hours=8)
    assert SystemClocks(data).now().tzinfo is not None


def test_the_steady_clock_starts_at_nothing_and_goes_on(data):
    clocks = SystemClocks(data)
    first = clocks.up()
    assert 0 <= first < 5000
    assert clocks.up() >= first


def test_a_terminal_keeps_the_time_of_the_hall_it_stands_in(data):
    clocks = SystemClocks(data)

    clocks.move_to("Asia/Shanghai")

    assert clocks.now().utcoffset() == timedelta(hours=8)


def test_a_time_zone_in_the_configuration_goes_before_the_halls(data):
    clocks = SystemClocks(data, "Asia/Urumqi")

    clocks.move_to("Asia/Shanghai")

    assert clocks.now().utcoffset() == timedelta(hours=6)


def test_a_zone_the_system_does_not_know_leaves_the_clock_as_it_is(data, caplog):
    clocks = SystemClocks(data)
    before = clocks.now().utcoffset()

    clocks.move_to("Atlantis/Capital")

    assert clocks.now().utcoffset() == before
    assert "Atlantis/Capital" in caplog.text


def test_what_the_collector_says_of_the_clock_is_taken_over_when_asked(data):
    clocks = SystemClocks(data)
    link(data, 121_000)

    clocks.ask()

    assert clocks.sure() is False
