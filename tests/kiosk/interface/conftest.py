"""Counters one after the other on one data folder, as a terminal's starts follow each other."""

import pytest

from tests.kiosk.interface.counter import Counter


@pytest.fixture
def counters(data):
    made = []

    def make(**given):
        if made:
            made.pop().close()
        made.append(Counter(data, **given))
        return made[0]

    yield make
    for counter in made:
        counter.close()


@pytest.fixture
def counter(counters):
    return counters()
