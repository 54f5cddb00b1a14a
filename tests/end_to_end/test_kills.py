"""A terminal killed in the middle of whatever it is doing keeps what it has thanked for."""

import random
import time
from collections.abc import Callable

import pytest

from tests.end_to_end.stage import FACE_HEIGHT, FACES, Terminal

LOOK = 0.01
"""Seconds between two looks: thanks are up for a hundred of them."""


def thanked_before_a_kill(terminal: Terminal, moments: random.Random) -> tuple[int, float]:
    """Start, tap until a random moment, kill.

    Returns how often thanks were seen on the screen, and the seconds until the question was.
    """
    began = time.monotonic()
    terminal.start()
    terminal.wait_until(lambda: terminal.screen.question, "question on the screen")
    ready = time.monotonic() - began
    ends = time.monotonic() + moments.uniform(0.0, 2.5)
    thanks, shown = 0, False
    while time.monotonic() < ends:
        if terminal.screen.question:
            terminal.screen.touch(moments.choice(FACES[:2]), FACE_HEIGHT)
        shown, before = terminal.screen.thanks, shown
        thanks += shown and not before
        time.sleep(LOOK)  # looking takes the processor from the terminal
    assert terminal.program is not None
    terminal.program.kill()
    return thanks + (terminal.screen.thanks and not shown), ready


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_whatever_was_thanked_for_before_a_kill_is_in_the_log(
    terminal: Terminal, figure: Callable[[str], None], kills: int
) -> None:
    moments = random.Random(kills)  # noqa: S311 - moments, not secrets
    seen = 0
    starts = []

    # On a busy machine a start may come to no thanks; then there is one more.
    while len(starts) < kills or (seen < kills // 3 and len(starts) < 3 * kills):
        before = len(terminal.ratings())
        thanked, ready = thanked_before_a_kill(terminal, moments)
        starts.append(ready)
        stored = len(terminal.ratings()) - before
        assert thanked <= stored <= thanked + 1
        seen += thanked

    assert seen >= kills // 3
    assert "All" in terminal.command("verify")
    starts.sort()
    figure(
        f"R2 {len(starts)} kills of the whole terminal at any moment: 0 of {seen} thanked for "
        f"lost, 0 doubled; asking again after {starts[len(starts) // 2]:.2f} s, "
        f"at most {starts[-1]:.2f} s"
    )
