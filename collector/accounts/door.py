"""Watches over open streams: each ends soon after its session or its person's right to it ended."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.apps import apps as applications
from django.db import Error, connections
from django.http import HttpRequest

from collector.accounts import grants
from collector.accounts.access import grants_of
from collector.accounts.models import Wall
from collector.accounts.roles import Permission
from collector.accounts.sessions import alive

logger = logging.getLogger(__name__)

PERIOD = 2.0
"""Seconds between two looks at the sessions and roles of all that watch."""


@dataclass(slots=True, eq=False)
class Watch:
    """One open stream, and what it was opened with."""

    session: str = ""
    account: int = 0
    permission: Permission = Permission.SEE_WINDOWS
    branches: tuple[str, ...] = ()
    wall: int = 0
    """Instead of a session: the link of a screen on a wall."""
    ended: bool = False


class Door:
    """Asks once a period, for all streams of the process together, who may still watch.

    Belongs to one event loop at a time; its task lives while somebody watches.
    """

    def __init__(
        self, ask: Callable[[Collection[Watch]], set[Watch]], period: float = PERIOD
    ) -> None:
        """`ask` returns which of some watches are over; it is called on a thread of its own."""
        self._ask = ask
        self._period = period
        self._watches: set[Watch] = set()
        self._task: asyncio.Task[None] | None = None

    async def while_allowed(
        self, request: HttpRequest, permission: Permission, events: AsyncIterator[bytes]
    ) -> AsyncIterator[bytes]:
        """Yield what `events` yields until the session ends or the permission is another one.

        The page then asks again and is let in with what holds by then, or not at all.
        """
        watch = Watch(
            session=request.session.session_key or "",
            account=request.user.pk or 0,
            permission=permission,
            branches=grants_of(request).branches(permission),
        )
        async for event in self._while(watch, events):
            yield event

    async def while_on_a_wall(
        self, wall: int, events: AsyncIterator[bytes]
    ) -> AsyncIterator[bytes]:
        """Yield what `events` yields until the link of a screen on a wall is ended."""
        async for event in self._while(Watch(wall=wall), events):
            yield event

    async def _while(self, watch: Watch, events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        self._watches.add(watch)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())
        try:
            async for event in events:
                if watch.ended:
                    return
                yield event
        finally:
            self._watches.discard(watch)
            close = getattr(events, "aclose", None)
            if close is not None:
                await close()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, thread_name_prefix="door") as thread:
            while self._watches:
                try:
                    for watch in await loop.run_in_executor(thread, self._ask, {*self._watches}):
                        watch.ended = True
                except Error:
                    logger.warning("who may watch cannot be read; trying again", exc_info=True)
                    await loop.run_in_executor(thread, connections.close_all)
                await asyncio.sleep(self._period)
            await loop.run_in_executor(thread, connections.close_all)


def over(watches: Collection[Watch]) -> set[Watch]:
    """Return which streams have to end, with three queries for any number of them."""
    people = [watch for watch in watches if not watch.wall]
    screens = [watch for watch in watches if watch.wall]
    sessions = alive({watch.session for watch in people})
    held = grants.of_accounts({watch.account for watch in people})
    asked = {watch.wall for watch in screens}
    standing = set(Wall.objects.filter(pk__in=asked, ended_at=None).values_list("pk", flat=True))
    return {watch for watch in screens if watch.wall not in standing} | {
        watch
        for watch in people
        if watch.session not in sessions
        or held[watch.account].branches(watch.permission) != watch.branches
    }


def door() -> Door:
    """Return this process's."""
    config = applications.get_app_config("accounts")
    kept: Door = config.door  # type: ignore[attr-defined]
    return kept
