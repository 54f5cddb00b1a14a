"""What a terminal costs while nobody stands there: processor time of window, supervisor and agent.

`python -m bench.idle [--seconds N]`: `kiosk run` at rest on a virtual screen, the watchdog's beats
and an agent whose collector is not there included; Chromium `--kiosk` at rest beside it. The
control is the same terminal touched every two seconds.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.processes import screen, spent, tree
from bench.scratch import scratch
from bench.table import Row, show

_GOAL = 0.5
_SETTLE_S = 15.0
_TOUCH_EVERY_S = 2.0
_PAGE = "data:text/html,<h1>Rate</h1><button>A</button><button>B</button><button>C</button>"


def _percent(root: int, seconds: float, rest: Callable[[float], None]) -> float:
    """Return the share of one core that a process and its children take, in percent."""
    before, began = spent(tree(root)), time.monotonic()
    rest(seconds)
    return 100 * (spent(tree(root)) - before) / (time.monotonic() - began)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    program = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(_SETTLE_S)
        if program.poll() is not None:
            raise SystemExit(f"{command[0]} ended with status {program.returncode}")
        yield program.pid
    finally:
        program.terminate()
        program.wait(30)


def _terminal(environment: dict[str, str], folder: Path, seconds: float) -> tuple[float, float]:
    """Return the share at rest, and while it is touched."""
    config = folder / "config.toml"
    config.write_text(
        f'[terminal]\ndata = "{folder / "data"}"\n[collector]\nurl = "http://127.0.0.1:9"\n',
        encoding="utf-8",
    )

    def touched(duration: float) -> None:
        until = time.monotonic() + duration
        while time.monotonic() < until:
            subprocess.run(
                ["xdotool", "mousemove", "230", "640", "click", "1"], env=environment, check=True
            )
            time.sleep(_TOUCH_EVERY_S)

    kiosk = str(Path(sys.executable).with_name("kiosk"))
    with _running([kiosk, "run", "--config", str(config)], environment) as pid:
        return _percent(pid, seconds, time.sleep), _percent(pid, seconds / 2, touched)


def _chromium(environment: dict[str, str], folder: Path, seconds: float) -> float:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        raise SystemExit("Chromium is not installed: apt-get install chromium")
    command = [
        browser, "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'chromium'}", _PAGE,
    ]  # fmt: skip
    with _running(command, environment) as pid:
        return _percent(pid, seconds, time.sleep)


def main() -> None:
    """Measure one after the other and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each is looked at")
    seconds = parser.parse_args().seconds
    with scratch() as folder, screen() as environment:
        environment |= {"QT_QPA_PLATFORM": "xcb"}
        rest, touched = _terminal(environment, folder, seconds)
        peer = _chromium(environment, folder, seconds)
    show(
        f"At rest for {seconds:g} s: share of one core (window, supervisor, agent, watchdog)",
        [
            Row(what="at rest", ours=f"{rest:.2f} %", peer=f"Chromium --kiosk {peer:.2f} %",
                ratio=rest / peer if peer else None, goal=f"≤ {_GOAL:g} %", met=rest <= _GOAL),
            Row(what="control, touched every 2 s", ours=f"{touched:.2f} %", peer="–", ratio=None,
                goal=f"> {_GOAL:g} %", met=touched > _GOAL),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
