"""One scenario, two collectors: ours in memory, which the fast tests use, and the real one."""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from kiosk.journal.key import read_key
from sync.client import Client
from sync.outcomes import Answered
from sync.protocol import chain
from tests.collecting import Collector, running_collector
from tests.fakes import FakeClock, MemoryCollector
from tests.proxy import BadLine, Fault, bad_line
from tests.serving import serving
from tests.sync.stage import TerminalStage


class Remote(Protocol):
    """What the scenario asks of a collector apart from the wire."""

    line: BadLine

    def approve(self, code: str) -> None: ...
    def restarted_from_a_copy_of_now(self) -> contextlib.AbstractContextManager[None]: ...


class InMemory:
    def __init__(self, collector: MemoryCollector, line: BadLine) -> None:
        self.collector = collector
        self.line = line

    def approve(self, code: str) -> None:
        assert code in [log.code for log in self.collector.logs.values()]
        self.collector.approve()

    @contextlib.contextmanager
    def restarted_from_a_copy_of_now(self) -> Iterator[None]:
        copy = self.collector.snapshot()
        yield
        self.collector.restore(copy)


class Real:
    def __init__(self, stack: contextlib.ExitStack, data: Path) -> None:
        self.stack = stack
        self.data = data
        self.server: contextlib.ExitStack | None = None
        self.line = stack.enter_context(bad_line(0))
        self._start()

    def approve(self, code: str) -> None:
        done = self.running.command("approve", code, "--window", "A01")
        assert done.returncode == 0, done.stderr

    @contextlib.contextmanager
    def restarted_from_a_copy_of_now(self) -> Iterator[None]:
        copy = self.data.with_name("copy")
        self._stop()
        shutil.copytree(self.data, copy)
        self._start()
        yield
        self._stop()
        shutil.rmtree(self.data)
        shutil.copytree(copy, self.data)
        self._start()

    def _start(self) -> None:
        self.server = self.stack.enter_context(contextlib.ExitStack())
        self.running: Collector = self.server.enter_context(running_collector(self.data))
        self.line.target = int(self.running.url.rsplit(":", 1)[1])

    def _stop(self) -> None:
        assert self.server is not None
        self.server.close()


@pytest.fixture
def clock():
    # The real collector lives by the real clock.
    return FakeClock(datetime.now(UTC))


@pytest.fixture(params=["memory", "real"])
def remote(request, tmp_path, clock):
    with contextlib.ExitStack() as stack:
        if request.param == "real":
            yield Real(stack, tmp_path / "collector")
        else:
            collector = MemoryCollector(clock)
            port = stack.enter_context(serving(collector))
            yield InMemory(collector, stack.enter_context(bad_line(port)))


def held(terminal: TerminalStage) -> tuple[int, str]:
    """What the collector says it holds, asked by a client that knows nothing of the agent."""
    client = Client(terminal.collector, version="test", now=lambda: datetime.now(UTC))
    answer = client.log(read_key(terminal.data / "device.key"))
    client.close()
    assert isinstance(answer, Answered), answer
    return answer.body.next - 1, answer.body.digest


def whole(terminal: TerminalStage) -> tuple[int, str]:
    """What a collector holds that has this terminal's log to the last entry."""
    key = read_key(terminal.data / "device.key")
    digests = [chain.start(key.public), *chain.digests(chain.start(key.public), terminal.bodies)]
    return len(terminal.bodies), digests[-1].hex()


def test_from_the_first_start_to_a_restored_collector(remote: Remote, tmp_path, clock):
    terminal = TerminalStage(tmp_path / "data", f"http://127.0.0.1:{remote.line.port}", clock)
    terminal.sign_in()
    terminal.rate(2_500)
    terminal.start()

    terminal.turn()
    assert terminal.link.status == "pending"
    assert held(terminal)[0] == 0
    remote.approve(terminal.link.code)
    terminal.deliver(most=60)
    assert held(terminal) == whole(terminal)
    assert b'"A01"' in (terminal.data / "settings.json").read_bytes()

    for fault in (
        Fault(refuse=True),
        Fault(request_share=0.5),
        Fault(answer_share=0.5),
        Fault(swallow=True),
        Fault(twice=True),
        Fault(twice=True, swallow=True),
    ):
        terminal.rate(40)
        remote.line.faults.append(fault)
        terminal.deliver(most=120)
        assert held(terminal) == whole(terminal)

    with remote.restarted_from_a_copy_of_now():
        terminal.rate(1_200)
        terminal.deliver(most=120)
    assert held(terminal) != whole(terminal)
    clock.advance(31)
    terminal.turn()
    terminal.deliver(most=120)
    assert held(terminal) == whole(terminal)

    terminal.end_day()
    terminal.deliver(most=120)
    terminal.turn()
    assert terminal.link.closing.outcome == "complete"
    assert terminal.link.trouble is None
    terminal.close()


def test_a_cloned_disk_is_found_by_whoever_comes_second(remote: Remote, tmp_path, clock):
    url = f"http://127.0.0.1:{remote.line.port}"
    first = TerminalStage(tmp_path / "first", url, clock)
    first.rate(3)
    first.start()
    first.turn()
    remote.approve(first.link.code)
    first.deliver(most=60)
    first.close()
    shutil.copytree(first.data, tmp_path / "second")
    second = TerminalStage(tmp_path / "second", url, clock, seed=2)

    for terminal, level in ((first, "satisfied"), (second, "unsatisfied")):
        terminal.begin_log()
        terminal.rate(5, level)
    first.start()
    first.deliver(most=60)
    agreed = held(first)
    second.start()
    second.go_on(lambda: second.link.trouble is not None, turns=10)

    assert second.link.trouble.kind == "fork"
    assert held(first) == agreed == whole(first)
    assert len(second.bodies) == len(first.bodies)
    first.close()
    second.close()
