"""Putting the made-up city into a collector by the doors that terminals use."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Protocol

import numpy as np
from django.db import transaction
from msgspec import Struct

from collector.demo.day import CATALOGUE, VERSION, Day, DayLog, Reasons
from collector.demo.habits import Habit, habit_of
from collector.demo.plan import Plan, traffic
from collector.demo.tree import City, Post
from collector.ingest.answers import Answer
from collector.ingest.assembly import make_rules
from collector.ingest.database.session import Session
from collector.ingest.decisions import approve
from collector.ingest.enrolment import enrol
from collector.ingest.heartbeat import keep_heartbeat
from collector.ingest.store import Storing
from sync.protocol import batch, chain, night
from sync.protocol.calls import EnrolmentRequest, Heartbeat
from sync.protocol.catalogue import load_catalogue
from sync.protocol.key import DeviceKey
from sync.protocol.settings import Schedule

_END_OF_DAY = 24 * 3_600_000 - 1
_AT_ONCE = 400
"""So many entries are sent at a time, as after a network that was gone for some days."""
_DAYS_AT_ONCE = 64
_LOGS_AT_ONCE = 50
"""So many days of one log, or logs of one day, go into one transaction."""
LATELY = 14
"""So many of the last days are lived through one by one, with people at work in the evening."""
_NO_LIMIT = 10**9
Tell = Callable[[int], None]


class Evenings(Protocol):
    """What people do while the days go by."""

    def begin(self) -> None:
        """Be told that the days from now on are lived through one by one."""

    def evening(self, day: date) -> None:
        """Do a day's work, when all its entries are stored."""


class Trouble(Struct, frozen=True):
    """What is the matter with a terminal. `ends` is its last moment, None while it goes on."""

    ends: datetime | None = None
    lies_on: date | None = None
    heartbeat: dict[str, object] = {}


class RefusedError(AssertionError):
    """The collector did not take what a terminal wrote: a defect in one of the two."""


def enrol_all(session: Session, plan: Plan, city: City) -> list[DeviceKey]:
    """Enrol a terminal at every window, and approve it, long before the first day."""
    keys = [_key(plan, number) for number in range(len(city.posts))]
    began = datetime.combine(plan.dates[0], time(8), plan.now.tzinfo) - timedelta(days=1)
    codes = []
    with session.transaction():
        for number, key in enumerate(keys):
            asked = EnrolmentRequest(key="", name=f"T{number + 1:04}", version=VERSION)
            answer = enrol(session, (asked, key.public), _NO_LIMIT, lambda: began)
            codes.append(json.loads(answer.body)["code"])
    with transaction.atomic():
        for code, post in zip(codes, city.posts, strict=True):
            hall = city.halls[post.hall].code
            approve(code, post.window.code, began, name=post.window.name, hall=hall)
    return keys


def fill(
    session: Session, plan: Plan, city: City, keys: list[DeviceKey], tell: Tell, people: Evenings
) -> int:
    """Live through all days; return how many ratings were written.

    First terminal by terminal, which is fastest; the last days together, one after another.
    `tell` is called with the number of ratings written since the last call.
    """
    reasons = _reasons()
    terminals = [
        _Terminal(plan, number, post, key, reasons)
        for number, (post, key) in enumerate(zip(city.posts, keys, strict=True))
    ]
    before = max(0, len(plan.dates) - LATELY)
    for terminal in terminals:
        for first in range(0, before, _DAYS_AT_ONCE):
            with session.transaction():
                tell(terminal.live(session, range(first, min(first + _DAYS_AT_ONCE, before))))
            session.tidy()
    people.begin()
    for place in range(before, len(plan.dates)):
        for first in range(0, len(terminals), _LOGS_AT_ONCE):
            with session.transaction():
                some = terminals[first : first + _LOGS_AT_ONCE]
                tell(sum(terminal.live(session, (place,)) for terminal in some))
        people.evening(plan.dates[place])
        session.tidy()
    with session.transaction():
        for terminal in terminals:
            terminal.beat(session)
    return sum(terminal.ratings for terminal in terminals)


class _Terminal:
    """A terminal and the window it stands at."""

    def __init__(
        self, plan: Plan, number: int, post: Post, key: DeviceKey, reasons: Reasons
    ) -> None:
        self._plan = plan
        self._post = post
        self._key = key
        self._dice = np.random.default_rng((plan.seed, number))
        self._habit: Habit = habit_of(number, post, self._dice)
        self._trouble = trouble_of(number, plan)
        self._log = DayLog(self._dice, reasons)
        self._digest = chain.start(key.public)
        self._stored = 0
        self._moment = plan.now
        self._per_day = plan.per_day()
        self._storing = Storing(
            make_rules(), now=lambda: self._moment,
            today=lambda: self._moment.date().isoformat(),
        )  # fmt: skip

    @property
    def ratings(self) -> int:
        """How many ratings were written so far."""
        return sum(self._log.totals.values())

    def live(self, session: Session, places: Iterable[int]) -> int:
        """Write and store days, by their places in the plan; return how many ratings it were."""
        before = self.ratings
        waiting: list[bytes] = []
        for place in places:
            bodies = self._day(place)
            if len(waiting) + len(bodies) > _AT_ONCE:
                self._send(session, waiting)
                waiting = []
            waiting += bodies
        self._send(session, waiting)
        return self.ratings - before

    def _day(self, place: int) -> list[bytes]:
        plan, post, day = self._plan, self._post, self._plan.dates[place]
        busy = traffic(day, post.hall) * self._habit.busy * self._per_day
        if not busy:
            return []
        end = self._trouble.ends or plan.now
        until = _END_OF_DAY if day < end.date() else _milliseconds(end) if day == end.date() else -1
        minute = night.minute_of(self._key.log, Schedule())
        week = (day - (plan.dates[0] - timedelta(days=plan.dates[0].weekday()))).days // 7
        assert plan.now.tzinfo is not None  # noqa: S101 -- the plan's promise
        bodies = self._log.write(Day(
            date=day, zone=plan.now.tzinfo, window=post.window.code,
            staff=post.staff[week % len(post.staff)], items=post.items,
            # Of those who come some go without an answer, some taps are no visit's.
            visits=busy / (1.024 - 1.012 * self._habit.unrated),
            share=self._habit.satisfaction(day, plan.dates), habit=self._habit, boot=place + 1,
            closes=(minute.hour * 60 + minute.minute) * 60_000, until=until,
            lies=day == self._trouble.lies_on,
        ))  # fmt: skip
        self._moment = min(end, datetime.combine(day, minute, plan.now.tzinfo))
        return bodies

    def _send(self, session: Session, bodies: list[bytes]) -> None:
        for offset in range(0, len(bodies), batch.MAX_ENTRIES):
            part = bodies[offset : offset + batch.MAX_ENTRIES]
            raw = batch.encode(self._key, self._stored + 1, part, self._digest)
            verified = self._storing.prepare(self._key.log, raw, "")
            if isinstance(verified, Answer):
                raise RefusedError(verified.body)
            answer = self._storing.store(session, verified)
            if answer.status != 200 or b'"quarantined":[]' not in answer.body:  # noqa: PLR2004
                raise RefusedError(answer.body)
            self._digest = verified.digests[-1]
            self._stored += len(part)

    def beat(self, session: Session) -> None:
        """Say how the terminal is, as it does every half minute; a silent one said it last then."""
        state, staff = self._log.state
        said = {"state": state, "staff": staff or None, "disk_free": 6_200_000_000,
                "clock_offset": int(self._dice.integers(-900, 900))}  # fmt: skip
        at = self._trouble.ends or self._plan.now
        keep_heartbeat(session, self._key.log, Heartbeat(
            last=self._stored, digest=self._digest.hex(), version=VERSION,
            totals={"satisfaction-3": {name: n for name, n in self._log.totals.items() if n}},
            **(said | self._trouble.heartbeat),  # type: ignore[arg-type]
        ), lambda: at)  # fmt: skip


def trouble_of(number: int, plan: Plan) -> Trouble:
    """Return what is the matter with a terminal; with nearly all of them nothing is.

    One fell silent the day before yesterday, one disagrees about the last day it closed, one has
    a clock that is off, one a full disk. A small city has only the first of them.
    """
    now = plan.now
    match number:
        case 7:
            noon = now.replace(hour=11, minute=52, second=9, microsecond=0)
            return Trouble(ends=noon - timedelta(days=2))
        case 10:
            return Trouble(lies_on=_last_working_day(plan))
        case 14:
            return Trouble(heartbeat={"clock_offset": 412_000})
        case 19:
            return Trouble(heartbeat={"disk_free": 210_000_000})
        case 21:
            return Trouble(heartbeat={
                "pending": 14,
                "oldest_pending": (now - timedelta(minutes=52)).isoformat(timespec="milliseconds"),
            })  # fmt: skip
    return Trouble()


def _last_working_day(plan: Plan) -> date:
    """Return the last day but today on which every hall was open."""
    return next((day for day in reversed(plan.dates[:-1]) if traffic(day, 1)), plan.dates[0])


def _key(plan: Plan, number: int) -> DeviceKey:
    return DeviceKey(sha256(f"demo {plan.seed} {number}".encode()).digest())


def _milliseconds(moment: datetime) -> int:
    since = moment - moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return since // timedelta(milliseconds=1)


def _reasons() -> Reasons:
    known = load_catalogue(CATALOGUE)
    bad = [one for one in known.reasons if one.national == 2]  # noqa: PLR2004 -- dissatisfied
    return Reasons(
        basic=tuple(one.code for one in known.reasons if one.national == 3),  # noqa: PLR2004 -- basic
        bad=tuple(one.code for one in bad), person=tuple(one.code for one in bad if one.person),
    )  # fmt: skip
