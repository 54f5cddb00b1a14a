"""A terminal without what Windows lacks: no fork, no child signals, no fcntl, no folder handles.

It shows that every branch for Windows runs, not that Windows does (docs/windows.md).
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync.protocol.handover import write_address

TOP = Path(__file__).parents[3]
HIDDEN = Path(__file__).with_name("hidden.py")


@pytest.fixture
def bare(tmp_path):
    """Return the environment of a Python that has lost them."""
    folder = tmp_path / "hidden"
    folder.mkdir()
    shutil.copyfile(HIDDEN, folder / "sitecustomize.py")
    return os.environ | {
        "PYTHONPATH": f"{folder}{os.pathsep}{TOP}", "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[terminal]\ndata = "data"\n', encoding="utf-8")
    return path


def until(holds, what, seconds=40):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def children(pid):
    """Return number and command line of each process that another has started."""
    found = {}
    for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        line = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        found[int(number)] = line
    return found


def ask(bare, *words):
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        env=bare, cwd=TOP, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_hiding_hides(bare):
    script = "import os, signal, time; print(hasattr(os, 'fork'), hasattr(signal, 'SIGCHLD'))"

    said = subprocess.check_output([sys.executable, "-c", script], env=bare, text=True)

    assert said.split() == ["False", "False"]


def test_a_terminal_runs_restarts_its_window_and_takes_a_collector_without_them(
    bare, config, tmp_path
):
    data = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", "--config", str(config)],
        env=bare, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as terminal:  # fmt: skip
        try:
            ready = json.loads(terminal.stdout.readline())
            assert (ready["event"], ready["state"]) == ("ready", "open")
            ((window, line),) = children(terminal.pid).items()
            assert "-m ui --config" in line

            assert ask(bare, "run", "--config", config).returncode == 1  # one window a folder
            os.kill(window, signal.SIGKILL)
            until(lambda: window not in children(terminal.pid) and children(terminal.pid), "again")
            write_address(data, "http://127.0.0.1:9")
            until(lambda: "sync.agent run" in str(children(terminal.pid)), "the agent")
            until((data / "link.json").exists, "what the agent leaves")

            status = json.loads(ask(bare, "status", "--json", "--config", config).stdout)
            assert (status["running"], status["collector"]) == (True, "http://127.0.0.1:9")
            assert status["last"] > 0
        finally:
            terminal.send_signal(signal.SIGTERM)
        assert terminal.wait(30) == 0
    assert ask(bare, "verify", "--config", config).returncode == 0


def test_nothing_that_only_posix_has_is_imported_by_a_terminals_programs(bare):
    rooms = ("kiosk.command.run", "kiosk.command.status", "ui.main", "ui.set_up", "ui.heartbeat",
             "sync.agent.command")  # fmt: skip
    script = f"import {', '.join(rooms)}"

    ended = subprocess.run(
        [sys.executable, "-c", script], env=bare, cwd=TOP, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(("zone", "status"), [("Asia/Shanghai", 0), ("Asia/Nowhere", 2)])
def test_time_zones_are_known_where_the_system_brings_none(bare, tmp_path, zone, status):
    script = (
        "import kiosk.config as c, pathlib; c._ZONES = (); "
        f"c.parse_config('[terminal]\\ntimezone = \"{zone}\"', pathlib.Path('x'))"
    )

    ended = subprocess.run([sys.executable, "-c", script], env=bare, cwd=TOP, check=False,
                           capture_output=True, timeout=60)  # fmt: skip

    assert (ended.returncode == 0) is (status == 0)
