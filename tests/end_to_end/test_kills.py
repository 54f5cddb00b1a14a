"""A terminal killed in the middle of whatever it is doing keeps what it has thanked for."""

import random
import time

import pytest

from tests.end_to_end.stage import Terminal, position_of


def kill_while_tapped(terminal: Terminal, moments: random.Random) -> list[int]:
    """Start, tap until a random moment, kill. Return the places that were thanked for."""
    terminal.start()
    assert terminal.program is not None
    terminal.program.wait_for(lambda: terminal.ready, 20, "first frame")
    ends = time.monotonic() + moments.uniform(0.0, 2.0)
    while time.monotonic() < ends:
        terminal.touch_level(moments.choice((0, 1)))
    terminal.program.kill()
    return [position_of(receipt["receipt"]) for receipt in terminal.receipts()]


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_whatever_was_thanked_for_before_a_kill_is_in_the_log(
    terminal: Terminal, kills: int
) -> None:
    moments = random.Random(kills)  # noqa: S311 - moments, not secrets

    thanked = [place for _ in range(kills) for place in kill_while_tapped(terminal, moments)]

    assert len(thanked) >= kills // 4
    assert len(set(thanked)) == len(thanked)
    assert set(thanked) <= set(terminal.ratings())
    assert "All" in terminal.command("verify")
