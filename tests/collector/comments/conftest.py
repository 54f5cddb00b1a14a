"""A hall with one terminal, and limits that begin anew with each test."""

import pytest

from collector.comments.apps import comments
from collector.comments.limits import Doors
from collector.ingest.models import Log
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window


@pytest.fixture(autouse=True)
def _limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(comments().__dict__, "doors", Doors())


@pytest.fixture
def place(db: None) -> Hall:
    return make_hall()


@pytest.fixture
def log(place: Hall) -> Log:
    return make_log(make_window(place, "A01", "综合窗口", "General"))
