"""The window on screens of all sizes: whole, so that every key can be touched."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
LIMIT = 60

Showing = Callable[..., tuple[int, int]]


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Showing]:
    """Show a window on a bare X server of that size, and measure it as the server sees it."""
    with ExitStack() as ends:

        def show(screen: str, settings: str = "") -> tuple[int, int]:
            config = tmp_path / "config.toml"
            config.write_text(f'[terminal]\ndata = "data"\n[screen]\n{settings}\n')
            reading, writing = os.pipe()
            server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{screen}x24",
                 "-nolisten", "tcp", "-noreset"],
                pass_fds=(writing,), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            ends.enter_context(server)
            ends.callback(server.terminate)
            os.close(writing)
            with os.fdopen(reading) as answer:
                display = f":{answer.readline().strip()}"
            environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            window = subprocess.Popen(
                [sys.executable, "-m", "ui", "--config", config], cwd=TOP, env=environment,
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            ends.enter_context(window)
            ends.callback(window.terminate)
            assert window.stdout is not None
            assert json.loads(window.stdout.readline())["event"] == "ready"
            found = subprocess.run(
                ["xdotool", "search", "--sync", "--onlyvisible", "--class", "yiping",
                 "getwindowgeometry", "--shell"],
                env=environment, capture_output=True, text=True, check=True, timeout=LIMIT,
            ).stdout  # fmt: skip
            facts = dict(line.split("=") for line in found.splitlines())
            assert (facts["X"], facts["Y"]) == ("0", "0")
            return int(facts["WIDTH"]), int(facts["HEIGHT"])

        yield show


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ("1024x600", (1024, 600)),
        ("1080x1920", (1080, 1920)),
        ("1280x800", (1280, 800)),
        ("1920x1080", (1280, 800)),
    ],
)
def test_a_window_that_has_no_room_fills_its_screen(
    shown: Showing, screen: str, size: tuple[int, int]
) -> None:
    assert shown(screen) == size


def test_full_screen_fills_a_screen_larger_than_the_configured_window(shown: Showing) -> None:
    assert shown("1920x1080", "fullscreen = true") == (1920, 1080)
