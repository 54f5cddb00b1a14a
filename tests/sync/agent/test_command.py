import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from sync.protocol import chain
from sync.protocol.errors import Errno
from tests.fakes import FakeClock, busy, refusal
from tests.proxy import Fault
from tests.serving import Reply

AGENT = [sys.executable, "-m", "sync.agent"]
DEADLINE = 20


class RunningClock(FakeClock):
    """A process of its own lives by the real clock, so its collector has to as well."""

    @property
    def wall(self):
        return datetime.now(UTC)

    @wall.setter
    def wall(self, _):
        pass


@pytest.fixture
def clock():
    return RunningClock()


def agent(terminal, action, *options):
    arguments = ["--data", str(terminal.data), "--collector", terminal.collector, "--name", "one"]
    return subprocess.run(
        [*AGENT, action, *arguments, *options],
        capture_output=True, text=True, timeout=DEADLINE, check=False,
    )  # fmt: skip


def started(terminal):
    arguments = ["--data", str(terminal.data), "--collector", terminal.collector, "--name", "one"]
    return subprocess.Popen([*AGENT, "run", *arguments], stderr=subprocess.PIPE, text=True)


def wait_for(condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def held(collector):
    (log,) = collector.logs.values()
    return log


def test_enrol_prints_log_code_and_status(terminal, collector):
    done = agent(terminal, "enrol", "--json")
    assert done.returncode == 0
    log = held(collector)
    assert json.loads(done.stdout) == {
        "log": next(iter(collector.logs)), "code": log.code, "status": "pending",
    }  # fmt: skip
    assert f"{log.code}" in agent(terminal, "enrol").stdout


def test_enrol_of_an_approved_terminal_is_done(terminal, collector):
    collector.approves = True
    done = agent(terminal, "enrol", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "approved"


def test_enrol_can_wait_for_the_approval(terminal, collector):
    collector.poll = 1
    arguments = ["--data", str(terminal.data), "--collector", terminal.collector, "--wait"]
    with subprocess.Popen([*AGENT, "enrol", *arguments], stdout=subprocess.PIPE) as waiting:
        wait_for(lambda: collector.logs)
        collector.approve()
        out, _ = waiting.communicate(timeout=DEADLINE)
    assert waiting.returncode == 0
    assert "approved" in out.decode()


def test_once_sends_everything_and_says_so(terminal, collector):
    collector.approves = True
    terminal.rate(20)
    done = agent(terminal, "once", "--json")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["last"], facts["acknowledged"], facts["pending"]) == (21, 21, 0)
    assert held(collector).bodies == terminal.bodies
    assert held(collector).heartbeats[-1]["pending"] == 0
    assert (terminal.data / "settings.json").exists()
    assert "21" in agent(terminal, "once").stdout


def test_once_tells_that_a_person_must_approve(terminal, collector):
    terminal.rate()
    done = agent(terminal, "once")
    assert done.returncode == 3
    assert held(collector).code in done.stdout


def test_once_tells_that_no_collector_answers(terminal, line):
    terminal.rate()
    line.faults += [Fault(refuse=True)] * 9
    done = agent(terminal, "once")
    assert done.returncode == 4
    assert "No collector answered" in done.stdout


def test_once_is_done_where_only_settings_are_refused(terminal, collector):
    collector.approves = True
    terminal.rate()
    collector.settings = b"no settings at all"
    assert agent(terminal, "once").returncode == 0
    assert held(collector).bodies == terminal.bodies


def test_once_tells_of_a_fork(terminal, collector):
    collector.approves = True
    terminal.rate()
    assert agent(terminal, "once").returncode == 0
    log = held(collector)
    log.bodies.append(b"{}")
    log.digests.append(chain.extend(log.digests[-1], b"{}"))
    terminal.rate()
    done = agent(terminal, "once")
    assert done.returncode == 5
    assert "fork" in done.stdout


def test_once_does_not_wait_for_a_busy_collector(terminal, collector):
    terminal.rate()
    collector.scripted += [busy(30)] * 9
    assert agent(terminal, "once").returncode == 4


@pytest.mark.parametrize(
    "reply", [refusal(Errno.UNAUTHENTICATED), refusal(Errno.REVOKED)], ids=["101", "104"]
)
def test_once_tells_that_the_collector_refuses(terminal, collector, reply):
    terminal.rate()
    collector.scripted += [Reply(*reply)] * 9
    done = agent(terminal, "once", "--json")
    assert done.returncode == 5
    assert json.loads(done.stdout)["pending"] == 2


def test_once_tells_of_a_key_that_cannot_be_read(terminal):
    terminal.rate()
    (terminal.data / "device.key").write_text("?")
    done = agent(terminal, "once")
    assert done.returncode == 5
    assert "key" in done.stdout


def test_wrong_arguments_are_named(terminal):
    done = agent(terminal, "dance")
    assert done.returncode == 2
    assert "dance" in done.stderr


def test_a_running_agent_sends_each_rating_and_ends_at_once_when_told(terminal, collector):
    collector.approves = True
    terminal.rate()
    process = started(terminal)
    try:
        wait_for(lambda: collector.logs and held(collector).bodies == terminal.bodies)
        terminal.rate()
        wait_for(lambda: held(collector).bodies == terminal.bodies)
        begun = time.monotonic()
        process.terminate()
        assert process.wait(DEADLINE) == 0
        assert time.monotonic() - begun < 2
    finally:
        process.kill()
        process.communicate()


def test_an_agent_in_the_middle_of_a_call_ends_within_a_second(terminal, line):
    line.faults += [Fault(delay=8)] * 3
    process = started(terminal)
    try:
        wait_for(lambda: len(line.faults) < 3)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE) == 0
        assert time.monotonic() - begun < 2
    finally:
        process.kill()
        process.communicate()


def test_an_agent_does_not_outlive_the_program_that_started_it(terminal, tmp_path):
    start = (
        "import subprocess, sys, time\n"
        "print(subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [*AGENT, "run", "--data", str(terminal.data), "--collector", terminal.collector]
    with subprocess.Popen(
        [sys.executable, "-c", start, *command], stdout=subprocess.PIPE, text=True
    ) as parent:
        pid = int(parent.stdout.readline())
        wait_for((terminal.data / "link.json").exists)
        parent.kill()
    wait_for(lambda: not _is_alive(pid))


def _is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 -- no file of ours
            return file.read().rsplit(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_idle_agent_costs_next_to_nothing(terminal, collector):
    collector.approves = True
    terminal.rate()
    process = started(terminal)
    try:
        wait_for(lambda: collector.logs and held(collector).heartbeats)
        before, begun = _cpu(process.pid), time.monotonic()
        calls = len(collector.calls)
        wait_for(lambda: time.monotonic() - begun > 3)
        used = (_cpu(process.pid) - before) / (time.monotonic() - begun)
        assert len(collector.calls) - calls <= 2
        assert used <= 0.01
    finally:
        process.terminate()
        process.communicate()


def _cpu(pid):
    with open(f"/proc/{pid}/schedstat") as file:  # noqa: PTH123 -- no file of ours
        return int(file.read().split()[0]) / 1e9


def test_an_agent_that_is_stuck_says_where_and_ends_so_that_it_is_started_again(terminal):
    program = (
        "import sys, time\n"
        "from sync.agent import agent, command\n"
        "command.STUCK_SECONDS = 0.5\n"
        "agent.Agent.turn = lambda _: time.sleep(600)\n"
        "sys.exit(command.main(sys.argv[1:]))\n"
    )
    arguments = ["run", "--data", str(terminal.data), "--collector", terminal.collector]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, text=True, timeout=DEADLINE, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "Timeout" in done.stderr
    assert "in _run" in done.stderr
