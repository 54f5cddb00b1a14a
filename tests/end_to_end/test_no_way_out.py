# ruff: noqa: S311 -- chance here has to be repeatable, not secret
"""A citizen with a keyboard, a mouse and bad intentions at a real X server: there is no way out."""

import os
import random
import subprocess
import time
from collections.abc import Callable

import pytest

from tests.end_to_end.stage import FACE_HEIGHT, FACES, HEIGHT, WIDTH, Terminal
from tests.end_to_end.test_starts_and_ends import number_of

KEYS = (
    "alt+F4", "ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+F2", "ctrl+alt+t", "ctrl+q",
    "ctrl+w", "ctrl+c", "ctrl+shift+i", "ctrl+a", "ctrl+p", "alt+Tab", "alt+space", "alt+F2",
    "alt+Escape", "Escape", "super", "super+d", "super+l", "super+r", "Menu", "Print", "F1", "F5",
    "F11", "F12", "Tab", "shift+Tab", "Return", "space", "BackSpace", "XF86Back", "XF86HomePage",
    "XF86WWW", "XF86Explorer", "XF86Close", "XF86LogOff", "XF86PowerOff", "Up", "Down", "a", "1",
)  # fmt: skip


def xdotool(terminal: Terminal, *words: object) -> str:
    return subprocess.run(
        ["xdotool", *map(str, words)], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "DISPLAY": terminal.screen.display},
    ).stdout  # fmt: skip


def whole(terminal: Terminal) -> tuple[int, str]:
    """Return the window's process and where it stands on the screen."""
    found = xdotool(terminal, "search", "--sync", "--onlyvisible", "--class", "yiping",
                    "getwindowgeometry", "--shell")  # fmt: skip
    place = [line for line in found.splitlines() if line.startswith(("X=", "Y=", "WID", "HEI"))]
    return number_of(terminal, "yiping-window"), " ".join(place)


@pytest.fixture
def shown(terminal: Terminal) -> Terminal:
    terminal.start()
    terminal.wait_until(lambda: terminal.screen.question, "question on the screen")
    return terminal


def still_there(terminal: Terminal, before: tuple[int, str]) -> None:
    terminal.wait_until(lambda: terminal.screen.question, "question on the screen", 90)
    assert whole(terminal) == before
    assert terminal.program is not None
    assert sum(fact.get("event") == "ready" for fact in terminal.program.facts()) == 1
    held = len(terminal.ratings())
    terminal.tap()
    assert len(terminal.ratings()) == held + 1


def test_no_key_leads_out_or_rates(shown: Terminal) -> None:
    before = whole(shown)
    xdotool(shown, "mousemove", WIDTH // 2, HEIGHT // 2)

    for key in KEYS:
        xdotool(shown, "key", "--clearmodifiers", key)

    assert shown.screen.question
    assert shown.ratings() == []
    still_there(shown, before)


def test_no_gesture_of_a_mouse_leads_out_or_rates(shown: Terminal) -> None:
    before = whole(shown)
    face = (round(FACES[0] * WIDTH), round(FACE_HEIGHT * HEIGHT))
    title = (WIDTH // 4, 120)

    xdotool(shown, "mousemove", *face, "click", 3, "click", 2, "click", 8, "click", 9)
    xdotool(shown, "mousemove", *face, "click", "--repeat", 5, 4, "click", "--repeat", 5, 5)
    for edge in ((0, HEIGHT // 2), (WIDTH - 1, HEIGHT // 2), (WIDTH // 2, 0), (WIDTH // 2, 799)):
        xdotool(shown, "mousemove", *edge, "mousedown", 1, "mousemove", *title, "mouseup", 1)
    xdotool(shown, "mousemove", *title, "click", "--repeat", 3, 1)
    xdotool(shown, "mousemove", *face, "mousedown", 1, "mousemove", *title, "mouseup", 1)
    xdotool(shown, "keydown", "alt", "mousemove", *title, "mousedown", 1, "mousemove", 900, 600,
            "mouseup", 1, "keyup", "alt")  # fmt: skip

    assert shown.ratings() == []
    still_there(shown, before)


@pytest.mark.parametrize(
    "seconds", [4.0, pytest.param(120.0, marks=pytest.mark.soak)], ids=["short", "long"]
)
def test_a_storm_on_a_real_x_server_is_survived(
    shown: Terminal, figure: Callable[[str], None], seconds: float
) -> None:
    before = whole(shown)
    chance = random.Random(15)
    ends = time.monotonic() + seconds
    events = 0

    while time.monotonic() < ends:
        words: list[object] = []
        for _ in range(60):
            words += ["mousemove", chance.randrange(WIDTH), chance.randrange(HEIGHT)]
            words += chance.choice(
                ([], ["click", 1], ["mousedown", 1], ["mouseup", 1], ["click", 3],
                 ["click", "--repeat", 3, "--delay", 5, 1], ["key", chance.choice(KEYS)]),
            )  # fmt: skip
        xdotool(shown, *words, "mouseup", 1)
        events += 60

    still_there(shown, before)
    figure(f"R15 X server, {events:,} random pointer and key events in {seconds:g} s: still whole")
