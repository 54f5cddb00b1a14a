"""A day at one window: a clerk, a queue system, citizens who touch, and the tally a script keeps.

The tally is kept from what the script did, never from what a log or a collector says.
"""

import http.client
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.end_to_end.queue_client import Invited, QueueClient
from tests.end_to_end.stage import FACE_HEIGHT, FACES, Terminal, dark, eventually

LEVELS = ("satisfied", "basic", "unsatisfied")
CHANGE = (0.18, 0.505)
"""Where the thanks offer to change the answer, as parts of the screen."""
SKIP = (0.26, 0.897)
"""Where the reasons can be skipped in a hall without a comment page."""
AGAIN = 0.6
"""Seconds after which a person touches again: longer than a screen takes to settle."""
CORNER = (0.01, 0.01)
KEYS = {
    digit: (0.478 + 0.2 * (place % 3), 0.138 + 0.237 * (place // 3))
    for place, digit in enumerate("123456789")
} | {"0": (0.678, 0.85), "ok": (0.88, 0.85)}
SIGN_IN, PAUSE, SIGN_OUT, BACK = (0.144, 0.725), (0.144, 0.557), (0.144, 0.69), (0.144, 0.89)


class Queue(Protocol):
    """A queue system, as the day needs it."""

    def invite(self, ticket: str) -> tuple[str, str]:
        """Ask for a rating. Returns what was said ("invited" or an error) and the visit's id."""

    def cancel(self, visit: str) -> None:
        """Withdraw an invitation."""

    def outcome(self, visit: str, wait: int) -> tuple[str, str | None]:
        """Return the visit's status, waiting for it, and why it is unrated if it is."""


@dataclass
class PlainQueue:
    """A queue system that makes its calls by hand."""

    port: int
    secret: str

    def _call(self, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(
                method, path, None if body is None else json.dumps(body),
                {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"},
            )  # fmt: skip
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def invite(self, ticket: str) -> tuple[str, str]:
        status, said = self._call("POST", "/v1/visits", {"ticket": ticket, "item": "户口登记"})
        return (said["status"] if status < 300 else said["error"]), said.get("id") or ""

    def cancel(self, visit: str) -> None:
        self._call("DELETE", f"/v1/visits/{visit}")

    def outcome(self, visit: str, wait: int) -> tuple[str, str | None]:
        _, said = self._call("GET", f"/v1/visits/{visit}?wait={wait}")
        return said["status"], said.get("cause")


@dataclass
class DocumentQueue:
    """The queue system of somebody who had nothing but the OpenAPI document."""

    client: QueueClient

    def invite(self, ticket: str) -> tuple[str, str]:
        said = self.client.invite(ticket, "户口登记")
        return ("invited", said.id) if isinstance(said, Invited) else (said.error, said.visit or "")

    def cancel(self, visit: str) -> None:
        self.client.cancel(visit)

    def outcome(self, visit: str, wait: int) -> tuple[str, str | None]:
        found = self.client.outcome(visit, wait)
        return found.status, found.cause


@dataclass
class Tally:
    """What must be counted at the end of the day."""

    levels: Counter[str] = field(default_factory=Counter)
    replaced: int = 0
    repeats: int = 0
    visits: int = 0
    timeouts: int = 0
    cancelled: int = 0
    invitations: int = 0

    @property
    def ratings(self) -> int:
        return sum(self.levels.values())


@dataclass
class Clerk:
    """A member of staff, who knows the hidden corner, a number and a PIN."""

    terminal: Terminal
    number: str
    pin: str

    def signs_in(self) -> None:
        self._opens_the_panel()
        self._touches_until(lambda: self._status("staff") == self.number, SIGN_IN)
        self._leaves()

    def signs_out(self) -> None:
        self._opens_the_panel()
        self._touches_until(lambda: self._status("staff") is None, SIGN_OUT)
        self._leaves()

    def pauses(self) -> None:
        self._opens_the_panel()
        self._touches_until(lambda: self._status("state") == "paused", PAUSE)
        self._leaves()

    def resumes(self) -> None:
        self._opens_the_panel()
        self._touches_until(lambda: self._status("state") == "open", PAUSE)
        self._leaves()

    def _opens_the_panel(self) -> None:
        for _ in range(5):
            self.terminal.screen.touch(*CORNER)
        eventually(self._panel, "PIN pad after five touches in the corner")
        for secret in (self.number, self.pin):
            for key in (*secret, "ok"):
                before = self._typed()
                self._touches_until(lambda b=before: self._typed() != b, KEYS[key])

    def _typed(self) -> bytes:
        """What stands where number and dots do; the seconds below it change by themselves."""
        return self.terminal.screen.region(30, 160, 440, 350)

    def _panel(self) -> bool:
        """Only then is the left side dark and the right one light down to the edge."""
        screen = self.terminal.screen
        return dark(screen.pixel(2, 700)) and not dark(screen.pixel(1276, 790))

    def _leaves(self) -> None:
        self._touches_until(lambda: not self._panel(), BACK)

    def _status(self, name: str) -> Any:
        return self.terminal.status()[name]

    def _touches_until(self, done: Callable[[], bool], place: tuple[float, float]) -> None:
        touch_until(self.terminal, done, place)


@dataclass
class Day:
    """The steps a day is made of. Each waits for what a person would wait for."""

    terminal: Terminal
    queue: Queue
    tally: Tally = field(default_factory=Tally)
    _ticket: int = 0

    def next_ticket(self) -> str:
        self._ticket += 1
        return f"A{self._ticket:03d}"

    def invites(self, ticket: str, *, expects: str = "invited") -> str:
        said, visit = "busy", ""
        deadline = time.monotonic() + 20
        while said == "busy":
            assert time.monotonic() < deadline
            said, visit = self.queue.invite(ticket)
        assert said == expects, (ticket, said)
        self.tally.invitations += 1
        return visit

    def served(self, level: int, *, changes_to: int | None = None) -> str:
        """Invite a citizen who answers, and perhaps thinks again. Returns the ticket."""
        ticket = self.next_ticket()
        visit = self.invites(ticket)
        self.tally.visits += 1
        self._answers(level, changes_to)
        assert self.queue.outcome(visit, 10) == ("rated", None)
        return ticket

    def walks_up(self, level: int, *, repeat: bool = False) -> None:
        """Rate without an invitation."""
        self._answers(level, None, counts=not repeat)
        self.tally.repeats += repeat

    def times_out(self) -> None:
        """Invite a citizen who leaves without an answer."""
        visit = self.invites(self.next_ticket())
        assert self.queue.outcome(visit, 20) == ("unrated", "timeout")
        self.tally.visits += 1
        self.tally.timeouts += 1

    def is_cancelled(self) -> None:
        """Invite, and withdraw it."""
        visit = self.invites(self.next_ticket())
        self.queue.cancel(visit)
        assert self.queue.outcome(visit, 10) == ("unrated", "cancelled")
        self.tally.visits += 1
        self.tally.cancelled += 1

    def rests(self, seconds: float) -> None:
        """Let some time go by, as it does between two citizens."""
        until = time.monotonic() + seconds
        eventually(lambda: time.monotonic() >= until, "time", seconds + 5)

    def _answers(self, level: int, changes_to: int | None, *, counts: bool = True) -> None:
        self._touches_a_face(level)
        if changes_to is not None:
            touch_until(self.terminal, lambda: not self.terminal.screen.receipt, CHANGE)
            self._touches_a_face(changes_to)
            self.tally.replaced += 1
            level = changes_to
        if counts:
            self.tally.levels[LEVELS[level]] += 1
        eventually(self._at_rest, "question on the screen")

    def _touches_a_face(self, level: int) -> None:
        held = len(self.terminal.ratings())
        touch_until(
            self.terminal,
            lambda: len(self.terminal.ratings()) > held,
            (FACES[level], FACE_HEIGHT),
        )
        if LEVELS[level] == "unsatisfied":
            touch_until(self.terminal, lambda: self.terminal.screen.receipt, SKIP)
        else:
            eventually(lambda: self.terminal.screen.receipt, "thanks")

    def _at_rest(self) -> bool:
        return not self.terminal.screen.thanks and self.terminal.screen.question


def touch_until(terminal: Terminal, done: Callable[[], bool], place: tuple[float, float]) -> None:
    """Touch a place, and again as a person does where nothing has happened for a while."""
    touched = 0.0

    def touched_enough() -> bool:
        nonlocal touched
        if done():
            return True
        if time.monotonic() - touched > AGAIN:
            terminal.screen.touch(*place)
            touched = time.monotonic()
        return done()

    eventually(touched_enough, f"an effect of a touch at {place}")
