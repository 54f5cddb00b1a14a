"""A terminal killed in the middle of whatever it is doing keeps what it has thanked for."""

import random
import time

import pytest

from tests.end_to_end.stage import FACE_HEIGHT, FACES, Terminal


def thanked_before_a_kill(terminal: Terminal, moments: random.Random) -> int:
    """Start, tap until a random moment, kill. Return how often thanks were seen on the screen."""
    terminal.start()
    terminal.wait_until(lambda: terminal.screen.question, "question on the screen")
    ends = time.monotonic() + moments.uniform(0.0, 2.5)
    thanks, shown = 0, False
    while time.monotonic() < ends:
        if terminal.screen.question:
            terminal.screen.touch(moments.choice(FACES[:2]), FACE_HEIGHT)
        shown, before = terminal.screen.thanks, shown
        thanks += shown and not before
    assert terminal.program is not None
    terminal.program.kill()
    return thanks + (terminal.screen.thanks and not shown)


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_whatever_was_thanked_for_before_a_kill_is_in_the_log(
    terminal: Terminal, kills: int
) -> None:
    moments = random.Random(kills)  # noqa: S311 - moments, not secrets
    seen = 0

    for _ in range(kills):
        before = len(terminal.ratings())
        thanked = thanked_before_a_kill(terminal, moments)
        stored = len(terminal.ratings()) - before
        assert thanked <= stored <= thanked + 1
        seen += thanked

    assert seen >= kills // 3
    assert "All" in terminal.command("verify")
