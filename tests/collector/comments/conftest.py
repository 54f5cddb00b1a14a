"""A hall with one terminal."""

import pytest

from collector.ingest.models import Log
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window


@pytest.fixture
def place(db: None) -> Hall:
    return make_hall()


@pytest.fixture
def log(place: Hall) -> Log:
    return make_log(make_window(place, "A01", "综合窗口", "General"))
