"""Terminal, bad line and collector under any order of events: 0 lost, 0 doubled, 0 stuck."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sync.agent.judge import Judge
from sync.outbox import FILE
from sync.protocol.errors import Errno
from tests.fakes import LOGIN_PAGE, FakeClock, MemoryCollector, busy, refusal
from tests.proxy import Fault, bad_line
from tests.serving import Reply, serving
from tests.sync.stage import TerminalStage

FAULTS = st.sampled_from(
    [
        Fault(refuse=True),
        Fault(request_share=0.3),
        Fault(answer_share=0.3),
        Fault(answer_share=0.98),
        Fault(swallow=True),
        Fault(twice=True),
        Fault(twice=True, swallow=True),
    ]
)
ANSWERS = st.sampled_from(
    [
        LOGIN_PAGE,
        Reply(200, b""),
        Reply(200, b'{"next":1}'),
        Reply(302, b"", {"Location": "http://127.0.0.1:1/"}),
        Reply(500, b"oops"),
        Reply(413, b"<html>"),
        Reply(415, b"<html>"),
        busy(3),
        busy(40, 429),
        refusal(Errno.MALFORMED),
        refusal(Errno.UNAUTHENTICATED),
        refusal(Errno.UNKNOWN_LOG),
        refusal(Errno.PENDING),
        refusal(Errno.CLOCK, now="2031-01-01T00:00:00.000+00:00"),
        refusal(Errno.GAP, next=1, digest="0" * 64),
    ]
)


class TerminalAndCollector(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stack = contextlib.ExitStack()
        self.folder = Path(tempfile.mkdtemp())
        self.stack.callback(shutil.rmtree, self.folder)
        self.clock = FakeClock()
        self.collector = MemoryCollector(self.clock)
        self.collector.approves = True
        port = self.stack.enter_context(serving(self.collector))
        self.line = self.stack.enter_context(bad_line(port))
        self.terminal = TerminalStage(self.folder, f"http://127.0.0.1:{self.line.port}", self.clock)
        self.stack.callback(self.terminal.close)
        self.backup = self.collector.snapshot()

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.terminal.chance.seed(seed)
        self.terminal.start()

    @rule(times=st.integers(1, 30))
    def citizens_rate(self, times: int) -> None:
        self.terminal.rate(times)

    @rule(turns=st.integers(1, 6))
    def time_passes(self, turns: int) -> None:
        for _ in range(turns):
            self.clock.advance(min(self.terminal.turn(), 60.0))

    @rule(seconds=st.floats(0, 4_000))
    def nothing_happens(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @rule(faults=st.lists(FAULTS, min_size=1, max_size=4))
    def the_line_is_bad(self, faults: list[Fault]) -> None:
        self.line.faults += faults

    @rule(answers=st.lists(ANSWERS, min_size=1, max_size=3))
    def somebody_else_answers(self, answers: list[Reply]) -> None:
        self.collector.scripted += answers

    @rule()
    def the_terminal_restarts(self) -> None:
        self.terminal.start()

    @rule(damage=st.sampled_from([None, b"", b"\0" * 5_000]))
    def the_outbox_is_lost(self, damage: bytes | None) -> None:
        self.terminal.stop()
        for path in self.folder.glob(FILE + "*"):
            path.unlink()
        if damage is not None:
            (self.folder / FILE).write_bytes(damage)
        self.terminal.start()

    @rule()
    def the_collector_is_backed_up(self) -> None:
        self.backup = self.collector.snapshot()

    @rule()
    def the_collector_is_restored(self) -> None:
        self.collector.restore(self.backup)

    @rule()
    def the_collector_is_emptied(self) -> None:
        self.collector.logs.clear()
        self.backup = {}

    @rule(status=st.sampled_from(["pending", "approved", "revoked"]))
    def somebody_decides(self, status: str) -> None:
        for log in self.collector.logs.values():
            log.status = status

    @rule(hours=st.sampled_from([-9_000, -1, 0, 1, 9_000]))
    def the_collectors_clock_is_set(self, hours: int) -> None:
        self.collector.skew = timedelta(hours=hours)

    @rule(entries=st.sampled_from([1, 7, 1_000]), encodings=st.sampled_from(["", "gzip", "zstd"]))
    def the_collector_sets_limits(self, entries: int, encodings: str) -> None:
        self.collector.max_entries = entries
        self.collector.encodings = ("", encodings)

    @invariant()
    def what_the_collector_holds_is_the_log_and_nothing_else(self) -> None:
        own = self.terminal.bodies
        for log in self.collector.logs.values():
            assert log.bodies == own[: len(log.bodies)]
            assert log.forks == []

    def teardown(self) -> None:
        try:
            self.line.faults.clear()
            self.collector.scripted.clear()
            self._until(lambda: bool(self.collector.logs))
            self.collector.approve()
            self.terminal.rate()
            # Half an hour by the clock: the longest of the slow waits, and some calls more.
            self.terminal.deliver(turns=600, most=1_800 + 3_600)
            (log,) = self.collector.logs.values()
            assert log.bodies == self.terminal.bodies
        finally:
            self.stack.close()

    def _until(self, condition: Callable[[], bool]) -> None:
        self.terminal.go_on(condition, turns=600)


def _profile(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_nothing_is_lost_doubled_or_stuck() -> None:
    run_state_machine_as_test(TerminalAndCollector, settings=_profile(30, 20))


@pytest.mark.soak
def test_nothing_is_lost_doubled_or_stuck_in_a_long_run() -> None:
    run_state_machine_as_test(TerminalAndCollector, settings=_profile(2_000, 50))


def test_the_machine_finds_an_agent_that_does_not_compare_digests(monkeypatch) -> None:
    """The negative control: without the one check that matters the machine must fail."""
    monkeypatch.setattr(Judge, "hear", lambda *_: True)
    machine = TerminalAndCollector()
    machine.begin(seed=1)
    machine.citizens_rate(times=3)
    machine.time_passes(turns=6)
    machine.the_collector_is_backed_up()
    machine.citizens_rate(times=3)
    machine.time_passes(turns=6)
    machine.the_collector_is_restored()
    with pytest.raises(AssertionError, match=r"stuck|too long"):
        machine.teardown()
