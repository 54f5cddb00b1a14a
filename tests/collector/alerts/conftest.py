import pytest

from tests.collector.alerts.a_hall import City, Noted, Time, make_city


@pytest.fixture
def city(db: None) -> City:
    return make_city()


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def noted() -> Noted:
    return Noted()
