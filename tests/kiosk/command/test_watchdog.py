"""The supervisor with a small window that beats, and then stops to."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.command.systemd import teller
from kiosk.command.watchdog import Watchdog
from tests.kiosk.command.test_supervisor import STAYS, alive, pids, program, until

TOP = Path(__file__).parents[3]
# argv: a folder, seconds for the first beat, what the window does after it is noted.
SUPERVISOR = """
import os, sys, time
from pathlib import Path
from kiosk.command import systemd
from kiosk.command.supervisor import Child, supervise
from kiosk.command.watchdog import Watchdog
folder, first, window, agent = sys.argv[1:]
tell = systemd.teller(os.environ)
watchdog = Watchdog(tell, first=float(first), silence=0.6, spared=0.0)
def beat(byte=b"."): os.write(watchdog.mouth, byte)
def beats(then=lambda count: None):
    for count in range(10_000):
        beat()
        then(count)
        time.sleep(0.05)
def be_the_window():
    (Path(folder) / f"window-{os.getpid()}").touch()
    exec(window, globals())
    return 0
programs = [
    Child("window", be_the_window, leads=True),
    Child("agent", [sys.executable, "-c", agent, folder], leads=False),
]
sys.exit(supervise(programs, sys.stderr, restarts=True, watchdog=watchdog))
"""


@pytest.fixture
def start(tmp_path):
    started = []

    def run(window, first=20.0, **environment):
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", SUPERVISOR, str(tmp_path), str(first), window,
                 program("agent", STAYS)],
                cwd=TOP, stderr=subprocess.PIPE, text=True, env=os.environ | environment,
            )
        )  # fmt: skip
        return started[-1]

    yield run
    for supervisor in started:
        supervisor.kill()
        supervisor.wait()
        supervisor.stderr.close()


def windows(folder: Path) -> list[int]:
    """The windows started so far, oldest first."""
    found = folder.glob("window-*")
    return [int(p.name[7:]) for p in sorted(found, key=lambda p: p.stat().st_ctime_ns)]


def test_a_window_that_beats_is_left_alone(tmp_path, start):
    start("beats(lambda count: count < 40 or open(Path(folder) / 'went-on', 'w'))")
    until((tmp_path / "went-on").exists)
    assert len(windows(tmp_path)) == 1


@pytest.mark.parametrize(
    "hangs",
    [
        "os.kill(os.getpid(), __import__('signal').SIGSTOP)",
        "[None for _ in iter(int, 1)]",
        "__import__('ctypes').PyDLL(None).sleep(600)",
    ],
    ids=["stopped", "loops", "holds the interpreter"],
)
def test_a_window_that_stops_beating_is_ended_and_started_again(tmp_path, start, hangs):
    once = "if len(list(Path(folder).glob('window-*'))) > 1: beats()"
    supervisor = start(f"{once}\nbeat(); {hangs}")
    until(lambda: len(windows(tmp_path)) >= 2)
    assert not alive(windows(tmp_path)[0])
    supervisor.terminate()
    said = supervisor.communicate(timeout=20)[1]
    assert "does not respond" in said
    assert "没有响应" in said
    assert len(pids(tmp_path, "agent")) == 1


def test_a_thread_that_goes_on_in_a_window_that_hangs_feeds_nobody(tmp_path, start):
    start(
        "import threading\n"
        "threading.Thread(target=lambda: [time.sleep(0.05) for _ in iter(int, 1)]).start()\n"
        "beat(); time.sleep(600)"
    )
    until(lambda: len(windows(tmp_path)) >= 2)


def test_a_start_that_takes_long_is_not_a_hang(tmp_path, start):
    start("time.sleep(2.5); beats(lambda count: open(Path(folder) / 'began', 'w'))")
    until((tmp_path / "began").exists)
    assert len(windows(tmp_path)) == 1


def test_a_start_that_takes_for_ever_is_one(tmp_path, start):
    start("time.sleep(600)", first=1.0)
    until(lambda: len(windows(tmp_path)) >= 2)


def test_where_the_supervisor_stood_still_as_well_the_window_is_given_time(tmp_path, start):
    supervisor = start("beats(lambda count: open(Path(folder) / str(count), 'w').close())")
    until((tmp_path / "3").exists)
    (window,) = windows(tmp_path)
    os.kill(window, signal.SIGSTOP)
    supervisor.send_signal(signal.SIGSTOP)
    time.sleep(2.0)  # a machine that stood still: nothing happens that could be waited for
    supervisor.send_signal(signal.SIGCONT)
    os.kill(window, signal.SIGCONT)
    reached = max(int(path.name) for path in tmp_path.iterdir() if path.name.isdigit())
    until((tmp_path / str(reached + 20)).exists)
    assert windows(tmp_path) == [window]


def test_an_agent_stuck_in_the_journal_is_ended_and_started_again(tmp_path, start):
    until_there = "until = Path(folder)\nwhile not list(until.glob('agent-*')): time.sleep(0.05)\n"
    start(f"beat(); {until_there}beat(b'r'); beats()".replace("; until", "\nuntil"))
    until(lambda: len(pids(tmp_path, "agent")) >= 2)
    assert len(windows(tmp_path)) == 1


@pytest.fixture
def systemd(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(20)
        yield listener


def silent(listener) -> bool:
    try:
        return not listener.recv(100)
    except TimeoutError:
        return True


def test_systemd_hears_of_each_beat_and_of_nothing_else(tmp_path, start, systemd):
    supervisor = start("beat(); beats()", NOTIFY_SOCKET=str(tmp_path / "notify"))
    assert systemd.recv(100) == b"READY=1\nWATCHDOG=1"
    assert {systemd.recv(100) for _ in range(5)} == {b"WATCHDOG=1"}
    window = windows(tmp_path)[0]
    os.kill(window, signal.SIGSTOP)
    systemd.settimeout(0.3)
    until(lambda: silent(systemd))
    # Stopped, it would outlive a supervisor that is killed: SIGTERM waits until it goes on.
    supervisor.terminate()
    assert supervisor.wait(30) == 0
    until(lambda: not Path(f"/proc/{window}").exists())


def test_the_programs_of_a_supervisor_cannot_feed_the_watchdog_themselves(tmp_path, systemd):
    environment = {"NOTIFY_SOCKET": str(tmp_path / "notify")}
    tell = teller(environment)
    assert environment == {}
    tell("WATCHDOG=1")
    assert systemd.recv(100) == b"WATCHDOG=1"


def test_where_no_systemd_listens_nothing_is_told(tmp_path):
    teller({})("READY=1")
    teller({"NOTIFY_SOCKET": str(tmp_path / "nobody")})("READY=1")


def test_a_supervisor_that_does_not_listen_stops_no_window():
    watchdog = Watchdog(lambda _: None)
    while select.select([], [watchdog.mouth], [], 0)[1]:
        os.write(watchdog.mouth, bytes(4096))
    with pytest.raises(BlockingIOError):
        os.write(watchdog.mouth, b".")
    watchdog.close()
