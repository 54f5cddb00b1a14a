"""A terminal with a real journal, an agent and a client on a clock that the test turns."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.journal.opening import open_log
from kiosk.journal.store import Store, body_of
from sync.agent.agent import Agent
from sync.agent.clockwork import Clockwork
from sync.agent.courier import Courier, Terminal
from sync.client import Client, Patience
from sync.outbox import FILE, Outbox
from sync.protocol.entries import AnyEntry, Boot, Day, Rating, Shift, State
from sync.protocol.handover import Link, read_link
from tests.fakes import FakeClock

PATIENT = Patience(connect=10.0, read=10.0, total=20.0)
"""Longer than a busy machine takes for anything, so that only a fault is a fault."""
HASTY = Patience(connect=5.0, read=1.0, total=1.5)


class TerminalStage:
    """One data folder: a log that is written to, and an agent that can be started again."""

    def __init__(self, data: Path, collector: str, clock: FakeClock, seed: int = 1) -> None:
        self.data = data
        self.collector = collector
        self.clock = clock
        self.chance = random.Random(seed)  # noqa: S311 -- jitter that a failing test repeats
        self.store: Store | None = None
        self.agent: Agent | None = None
        self.patience = PATIENT

    # ---------------------------------------------------------------- the log

    def begin_log(self) -> None:
        self.store = open_log(self.data).store
        # The journal's own tests are about power cuts; here thousands of entries are wanted.
        self.store.connection.execute("PRAGMA synchronous = OFF")
        self.append(Boot(**self._stamp(), version="1"))

    def append(self, entry: AnyEntry) -> int:
        if self.store is None:
            self.begin_log()
        assert self.store is not None
        return self.store.append(body_of(entry), entry).position

    def rate(self, times: int = 1, level: str = "satisfied") -> int:
        last = 0
        for _ in range(times):
            self.clock.advance(0.001)
            last = self.append(
                Rating(**self._stamp(), window="A01", scale="satisfaction-3", level=level,
                       mode="walk-up", elapsed=1)
            )  # fmt: skip
        return last

    def sign_in(self, staff: str = "1001") -> None:
        self.append(Shift(**self._stamp(), window="A01", staff=staff, action="start"))
        self.append(State(**self._stamp(), window="A01", state="open", cause="shift"))

    def end_day(self, date: str = "2026-11-23") -> int:
        assert self.store is not None
        last = self.store.tail.position
        return self.append(
            Day(**self._stamp(), date=date, first=1, last=last, levels={}, visits=0, unrated=0)
        )

    @property
    def bodies(self) -> list[bytes]:
        if self.store is None:
            return []
        rows = self.store.connection.execute("SELECT body FROM entry ORDER BY position")
        return [bytes(body) for (body,) in rows]

    def _stamp(self) -> dict[str, Any]:
        return {"at": self.clock.now(), "boot": 1, "up": int(self.clock.steady() * 1000),
                "clock": "ok"}  # fmt: skip

    # ---------------------------------------------------------------- the agent

    def start(self, *, eager: bool = False) -> Agent:
        self.stop()
        clockwork = Clockwork(
            now=self.clock.now, steady=self.clock.steady, chance=self.chance.random
        )
        self.agent = Agent(
            data=self.data,
            terminal=Terminal(collector=self.collector, name="one", version="1"),
            client=Client(self.collector, version="1", now=self.clock.now, patience=self.patience),
            outbox=Outbox(self.data / FILE),
            clockwork=clockwork,
            eager=eager,
        )
        return self.agent

    def stop(self) -> None:
        if self.agent is not None:
            self.agent.close()
            self.agent = None

    def close(self) -> None:
        self.stop()
        if self.store is not None:
            self.store.close()
            self.store = None

    @property
    def courier(self) -> Courier:
        assert self.agent is not None
        assert self.agent.courier is not None
        return self.agent.courier

    @property
    def link(self) -> Link:
        link = read_link(self.data)
        assert link is not None
        return link

    def turn(self) -> float:
        assert self.agent is not None
        return self.agent.turn()

    def go_on(self, until: Callable[[], bool], *, turns: int = 200, most: float = 1e9) -> None:
        """Let the agent work, the clock jumping to where it is due, until a condition holds."""
        begun = self.clock.steady()
        for _ in range(turns):
            if until():
                return
            self.clock.advance(min(self.turn(), 60.0))
            assert self.clock.steady() - begun < most, "it took too long by the clock"
        raise AssertionError(f"stuck after {turns} turns: {self.agent and self.agent.link()}")

    def deliver(self, **limits: Any) -> None:
        """Go on until the collector has answered with this log's own last digest."""
        self.go_on(lambda: self.delivered, **limits)

    @property
    def delivered(self) -> bool:
        courier = self.agent.courier if self.agent is not None else None
        whole = courier is not None and courier.standing.acknowledged == len(self.bodies)
        return whole and self.courier.delivered
