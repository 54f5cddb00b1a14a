"""The calls: each checks what it was given, asks the window's thread, and reads the log."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from kiosk.app.recorder import Post
from kiosk.errors import StorageUnavailable
from kiosk.interface import bodies, problems, routes
from kiosk.interface.bodies import Question
from kiosk.interface.codings import Coding
from kiosk.interface.outcomes import Logs, Outcome
from kiosk.interface.problems import Refused
from kiosk.interface.visits import Facts, Invited, Refusal, Visits
from kiosk.interface.wire import Reply, Request
from sync.protocol.catalogue import Scale

T = TypeVar("T")
Gone = Callable[[], bool]
"""Whether the caller has gone away meanwhile."""

PATIENCE = 10.0
"""Seconds for which the window's thread, or an outcome on its way to the disk, is waited for."""
_MOST_WAITING = 16
_LOOKS_AFTER = 1.0


class Api:
    """Answers requests. Lives in one event loop; `post` brings calls to the terminal's thread."""

    def __init__(
        self,
        *,
        post: Post,
        terminal_side: Callable[[Callable[[Facts], None]], Visits],
        logs: Logs,
        scales: Mapping[str, Scale],
        codings: Mapping[str, Coding],
        document: bytes,
    ) -> None:
        self._post = post
        self._logs = logs
        self._scales = scales
        self._codings = codings
        self._document = document
        self._loop = asyncio.get_running_loop()
        self._visits = terminal_side(self._hear)
        self._facts: Facts | None = None
        self._waiting: set[asyncio.Event] = set()
        self._learnt = False

    async def begin(self) -> None:
        """Start to listen to the terminal, and learn which tickets were rated today."""
        await self._ask(self._visits.begin)
        # Where the log cannot be read yet, the first invitation tries again.
        with contextlib.suppress(StorageUnavailable):
            await self._learn()

    async def answer(self, request: Request, gone: Gone) -> Reply:
        """Answer one request. Raises Refused."""
        call = routes.find(request.method, request.path)
        bodies.refuse_unknown(request.query, call.route.parameters)
        try:
            match call.route.name:
                case "invite":
                    return await self._invite(request)
                case "outcome":
                    question = bodies.read_question(request.query, self._codings)
                    return await self._wait(call.visit, question, gone)
                case "cancel":
                    return await self._cancel(call.visit)
                case "status":
                    return bodies.json_reply(200, bodies.status_body(await self._look()))
                case _:
                    return Reply(200, self._document)
        except StorageUnavailable:
            raise Refused(problems.STORAGE_FAULT) from None

    # ------------------------------------------------------------ the calls

    async def _invite(self, request: Request) -> Reply:
        wish = bodies.read_wish(request)
        if not self._learnt:
            await self._learn()
        made: Invited | Refusal = await self._ask(lambda answer: self._visits.invite(wish, answer))
        if isinstance(made, Refusal):
            raise Refused(made.problem, visit=made.visit)
        return self._told(made.visit, self._known(made.visit), None, 200 if made.again else 201)

    async def _cancel(self, visit: str) -> Reply:
        outcome = self._known(visit)
        if outcome.status == "invited":
            _: bool = await self._ask(lambda answer: self._visits.cancel(visit, answer))
            outcome = await self._settled(visit, PATIENCE, self._cannot_wait)
        if outcome.status == "rated":
            raise Refused(problems.ALREADY_RATED, visit=visit)
        if outcome.status == "invited":
            self._refuse_fault()
            raise Refused(problems.BUSY, visit=visit)
        return self._told(visit, outcome, None)

    async def _wait(self, visit: str, question: Question, gone: Gone) -> Reply:
        outcome = self._known(visit)
        if question.wait and not self._enough(visit, outcome, question):
            if len(self._waiting) >= _MOST_WAITING:
                raise Refused(problems.TOO_MANY_WAITING)
            outcome = await self._settled(
                visit, question.wait, lambda found: self._enough(visit, found, question), gone
            )
        if outcome.status == "invited":
            self._refuse_fault()
        return self._told(visit, outcome, question.coding)

    # ------------------------------------------------------------ outcomes

    def _known(self, visit: str) -> Outcome:
        outcome = self._logs.outcome(visit)
        if outcome is None:
            raise Refused(problems.UNKNOWN_VISIT)
        return outcome

    def _told(
        self, visit: str, outcome: Outcome, coding: Coding | None, status: int = 200
    ) -> Reply:
        body = bodies.outcome_body(
            visit, outcome, final=self._final(visit, outcome), coding=coding,
            scales=self._scales, shared=self._shared(),
        )  # fmt: skip
        return bodies.json_reply(status, body)

    def _shared(self) -> bool:
        return self._facts is not None and self._facts.share_levels

    def _final(self, visit: str, outcome: Outcome) -> bool:
        """Tell whether the citizen has gone, after whom nothing is changed any more."""
        served = self._facts is not None and self._facts.serving == visit
        return outcome.status != "invited" and (outcome.over or not served)

    def _enough(self, visit: str, outcome: Outcome, question: Question) -> bool:
        if outcome.status == "invited":
            return False
        # When a citizen goes tells a bad rating: only who may know the level may wait for it.
        return self._final(visit, outcome) or not (question.final and self._shared())

    def _cannot_wait(self, outcome: Outcome) -> bool:
        return outcome.status != "invited" or self._fault()

    def _fault(self) -> bool:
        return self._facts is not None and self._facts.state == "fault"

    def _refuse_fault(self) -> None:
        if self._fault():
            raise Refused(problems.STORAGE_FAULT)

    async def _settled(
        self,
        visit: str,
        seconds: float,
        enough: Callable[[Outcome], bool],
        gone: Gone = lambda: False,
    ) -> Outcome:
        """Return the visit's outcome once it is enough, or as it is when the time is over."""
        news = asyncio.Event()
        self._waiting.add(news)
        until = self._loop.time() + seconds
        try:
            while True:
                news.clear()
                outcome = self._known(visit)
                left = until - self._loop.time()
                if enough(outcome) or left <= 0 or gone():
                    return outcome
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(left, _LOOKS_AFTER)):
                        await news.wait()
        finally:
            self._waiting.discard(news)

    # ------------------------------------------------------------ the terminal's thread

    async def _learn(self) -> None:
        day = await self._ask(self._visits.today)
        past = self._logs.past(day)
        self._post(lambda: self._visits.learn(past, day))
        self._learnt = True

    async def _look(self) -> Facts:
        return await self._ask(lambda answer: answer(self._visits.facts()))

    async def _ask(self, call: Callable[[Callable[[T], None]], None]) -> T:
        """Make a call on the terminal's thread; return what it answers there.

        Raises Refused where it does not answer in time; the call is then not made any more.
        """
        future: asyncio.Future[T] = self._loop.create_future()

        def settle(value: T) -> None:
            if not future.done():
                future.set_result(value)

        def answer(value: T) -> None:
            # After the loop's end there is nobody left to be told.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(settle, value)

        def on_terminal() -> None:
            if not future.done():
                call(answer)

        self._post(on_terminal)
        try:
            async with asyncio.timeout(PATIENCE):
                return await future
        except TimeoutError:
            raise Refused(problems.NOT_ANSWERING) from None

    def _hear(self, facts: Facts) -> None:
        """Take news, on the terminal's thread, over to the loop."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._take, facts)

    def _take(self, facts: Facts) -> None:
        self._facts = facts
        for news in self._waiting:
            news.set()
