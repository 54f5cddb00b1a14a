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
