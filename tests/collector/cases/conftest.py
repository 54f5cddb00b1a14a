import pytest

from tests.collector.cases.a_bad_day import Counter, make_counter


@pytest.fixture
def counter(db: None) -> Counter:
    return make_counter()
