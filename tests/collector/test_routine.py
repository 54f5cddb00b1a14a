"""What the server does of itself goes on, whatever one turn of it trips over."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from collector.routine import Chore, Routine

DEADLINE = 10.0
AN_HOUR = 3600.0
TROUBLE = ("the lamps could not be lit", "灯未点亮")


@contextmanager
def running(*chores: Chore) -> Iterator[Routine]:
    routine = Routine("lamps", TROUBLE, *chores)
    routine.start()
    try:
        yield routine
    finally:
        routine.end()
        routine.join()
    assert "lamps" not in {one.name for one in threading.enumerate()}


def stumbling(error: Exception, told: "queue.Queue[int]") -> Callable[[Routine], None]:
    turns = iter(range(100))

    def work(_: Routine) -> None:
        turn = next(turns)
        told.put(turn)
        if turn == 0:
            raise error

    return work


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database is locked"), "next try in 0.01 s: database is locked"),
        (ValueError("a row that nobody foresaw"), "a fault of the program"),
    ],
)
def test_a_turn_that_fails_is_told_and_the_next_one_comes(
    error: Exception, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    told: queue.Queue[int] = queue.Queue()
    with (
        caplog.at_level(logging.WARNING, "collector.routine"),
        running(Chore(stumbling(error, told), 0.01)),
    ):
        assert [told.get(timeout=DEADLINE) for _ in range(3)] == [0, 1, 2]
    (record,) = caplog.records
    assert words in record.getMessage()
    assert "the lamps could not be lit" in record.getMessage()
    assert "灯未点亮" in record.getMessage()


def test_each_chore_has_its_own_turn_and_waking_makes_all_of_them_due() -> None:
    often: queue.Queue[str] = queue.Queue()
    seldom: queue.Queue[str] = queue.Queue()
    chores = (
        Chore(lambda _: often.put("often"), 0.01), Chore(lambda _: seldom.put("seldom"), AN_HOUR)
    )  # fmt: skip
    with running(*chores) as routine:
        for _ in range(5):
            often.get(timeout=DEADLINE)
        assert seldom.empty()
        routine.wake()
        assert seldom.get(timeout=DEADLINE) == "seldom"


def test_the_first_turn_may_come_sooner_than_the_others() -> None:
    told: queue.Queue[int] = queue.Queue()
    with running(Chore(lambda _: told.put(1), AN_HOUR, first=0.0)):
        assert told.get(timeout=DEADLINE) == 1


def test_work_that_rests_is_not_waited_for_when_it_is_to_end() -> None:
    resting = threading.Event()

    def work(routine: Routine) -> None:
        resting.set()
        routine.pause(AN_HOUR)
        assert routine.ended()

    with running(Chore(work, AN_HOUR, first=0.0)):
        assert resting.wait(DEADLINE)
