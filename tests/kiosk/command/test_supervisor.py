"""The supervisor with small real programs in place of the window and the agent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

TOP = Path(__file__).parents[3]
# argv: a folder, whether to restart, the window's program, the agent's program.
SUPERVISOR = """
import sys
from kiosk.command.supervisor import Child, supervise
folder, restarts, window, agent = sys.argv[1:]
run = lambda code: [sys.executable, "-c", code, folder]
programs = [Child("window", run(window), leads=True), Child("agent", run(agent), leads=False)]
sys.exit(supervise(programs, sys.stderr, restarts=restarts == "yes"))
"""
HERE = "import os, sys, time, pathlib; here = pathlib.Path(sys.argv[1]); "
NOTED = "open(here / f'{name}-{os.getpid()}', 'w').close(); "
STAYS = "time.sleep(600)"


def program(name: str, then: str) -> str:
    return f"{HERE}name = {name!r}; {NOTED}{then}"


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.01)


def pids(folder: Path, name: str) -> list[int]:
    return [int(path.name.rpartition("-")[2]) for path in folder.glob(f"{name}-*")]


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.fixture
def start(tmp_path):
    started = []

    def run(window=STAYS, agent=STAYS, restarts="yes"):
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", SUPERVISOR, str(tmp_path), restarts,
                 program("window", window), program("agent", agent)],
                cwd=TOP, stderr=subprocess.PIPE, text=True,
            )
        )  # fmt: skip
        return started[-1]

    yield run
    for supervisor in started:
        supervisor.kill()
        supervisor.wait()
        supervisor.stderr.close()


def running(folder: Path) -> bool:
    return bool(pids(folder, "window") and pids(folder, "agent"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_its_programs_first(tmp_path, start, number):
    supervisor = start()
    until(lambda: running(tmp_path))
    supervisor.send_signal(number)
    assert supervisor.wait(20) == 0
    assert not any(alive(pid) for name in ("window", "agent") for pid in pids(tmp_path, name))


def test_a_killed_window_is_started_again_at_once(tmp_path, start):
    start()
    until(lambda: running(tmp_path))
    os.kill(pids(tmp_path, "window")[0], signal.SIGKILL)
    until(lambda: len(pids(tmp_path, "window")) == 2, seconds=3)
    assert len(pids(tmp_path, "agent")) == 1


def test_a_program_that_keeps_dying_is_started_at_longer_and_longer_intervals(tmp_path, start):
    supervisor = start(agent="sys.exit(9)")
    until(lambda: len(pids(tmp_path, "agent")) == 3)
    assert len(pids(tmp_path, "window")) == 1
    supervisor.terminate()
    supervisor.wait(20)
    said = supervisor.stderr.read()
    assert "agent" in said
    assert "starts again in 0 s" in said
    assert "starts again in 1 s" in said
    assert "状态 9" in said


@pytest.mark.parametrize("status", [0, 2, 3])
def test_a_window_that_ends_on_purpose_ends_everything_with_its_status(tmp_path, start, status):
    supervisor = start(window=f"sys.exit({status})")
    assert supervisor.wait(20) == status
    assert not any(alive(pid) for pid in pids(tmp_path, "agent"))


def test_in_a_demonstration_the_first_end_of_the_window_is_the_end(start):
    assert start(window="sys.exit(1)", restarts="no").wait(20) == 1


def test_a_killed_supervisor_leaves_nobody_behind_who_would_hold_the_journal(tmp_path, start):
    supervisor = start()
    until(lambda: running(tmp_path))
    supervisor.kill()
    everybody = [pid for name in ("window", "agent") for pid in pids(tmp_path, name)]
    until(lambda: not any(alive(pid) for pid in everybody))


def test_a_program_that_does_not_listen_is_ended_all_the_same(tmp_path, start):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    supervisor = start(agent=f"{deaf}open(here / 'deaf', 'w').close(); {STAYS}")
    until(lambda: (tmp_path / "deaf").exists() and pids(tmp_path, "window"))
    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert not any(alive(pid) for pid in pids(tmp_path, "agent"))


# argv: a folder. The agent's program is whatever the file "wanted" holds; none while there is none.
FOLLOWING = """
import pathlib, sys
from kiosk.command.supervisor import Child, supervise
here = pathlib.Path(sys.argv[1])
def wanted():
    file = here / "wanted"
    return [sys.executable, "-c", file.read_text(), str(here)] if file.exists() else None
window = Child("window", [sys.executable, "-c", (here / "window.py").read_text(), str(here)],
               leads=True)
agent = Child("agent", None, leads=False)
agent.follow(wanted, since=0.0)
sys.exit(supervise([window, agent], sys.stderr, restarts=True))
"""


def want(folder: Path, text: str | None) -> None:
    if text is None:
        (folder / "wanted").unlink()
        return
    (folder / "wanted.new").write_text(text)
    (folder / "wanted.new").rename(folder / "wanted")


def test_a_program_is_started_changed_and_ended_while_the_window_runs_on(tmp_path):
    (tmp_path / "window.py").write_text(program("window", STAYS))
    with subprocess.Popen(
        [sys.executable, "-c", FOLLOWING, str(tmp_path)], cwd=TOP, stderr=subprocess.PIPE, text=True
    ) as supervisor:
        until(lambda: pids(tmp_path, "window"))
        assert pids(tmp_path, "one") == []

        want(tmp_path, program("one", STAYS))
        until(lambda: pids(tmp_path, "one"))
        want(tmp_path, program("two", STAYS))
        until(lambda: pids(tmp_path, "two"))
        assert not alive(pids(tmp_path, "one")[0])
        want(tmp_path, None)
        until(lambda: not alive(pids(tmp_path, "two")[0]))

        assert len(pids(tmp_path, "window")) == 1
        assert alive(pids(tmp_path, "window")[0])
        supervisor.terminate()
        assert supervisor.wait(20) == 0
        assert supervisor.stderr.read() == ""  # nobody died
