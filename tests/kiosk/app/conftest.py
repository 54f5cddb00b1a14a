"""A desk for each test, and desks one after the other where a program starts again."""

import pytest

from tests.kiosk.desk import Desk


@pytest.fixture
def desks(data):
    """Make desks one after the other on one data folder; all are left at the end."""
    made = []

    def make(**given):
        if made:
            made[-1].leave()
        made.append(Desk(data, **given))
        return made[-1]

    yield make
    for desk in made[-1:]:
        desk.leave()


@pytest.fixture
def desk(desks):
    return desks().begin()
