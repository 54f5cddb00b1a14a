"""The stream behind a live page: read once for all, sent when something changed."""

import asyncio
import functools
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError
from django.test import AsyncClient, Client
from django.utils.safestring import SafeString

from collector.boards.asked import Asked
from collector.boards.live import REREAD, Broadcaster, Marks, Wish
from collector.boards.parts import Parts, difference

CHINESE, ENGLISH = Wish(Asked(), "zh-hans"), Wish(Asked(), "en")


def parts(time: str = "14:05:12", head: str = "h", **rows: str) -> Parts:
    return Parts(
        time=time,
        inner={"head": SafeString(head)},
        rows={key: SafeString(html) for key, html in rows.items()},
    )


def asynchronous(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test on an event loop, in a thread: the browser's driver keeps one in this one."""

    @functools.wraps(test)
    def run(*args: object, **fixtures: object) -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(test(*args, **fixtures))).result(60)

    return run


class Database:
    """What a broadcaster asks, counted."""

    def __init__(self) -> None:
        self.version = 0
        self.halls: dict[str, int] = {}
        self.drawn = 0
        self.asked_for: list[set[str]] = []
        self.asked_in_vain = 0
        self.fails = False

    def broadcaster(self) -> Broadcaster:
        # Asked for each time, so that a test can take `draw` away.
        return Broadcaster(self.marks, lambda wishes: self.draw(wishes), period=0.01)  # noqa: PLW0108

    def marks(self) -> Marks:
        if self.fails:
            self.asked_in_vain += 1
            raise OperationalError("gone")
        return {"": self.version, **self.halls}

    def draw(self, wishes: set[Wish]) -> dict[Wish, Parts]:
        self.drawn += 1
        self.asked_for.append({wish.asked.hall for wish in wishes})
        return {wish: parts(a=f"{wish.language} {self.version}") for wish in wishes}


async def next_board(events: AsyncIterator[bytes]) -> dict[str, object]:
    async with asyncio.timeout(10):
        async for event in events:
            if event.startswith(b"event: board"):
                return json.loads(event.partition(b"data: ")[2])
    raise AssertionError("the stream ended")


async def next_beat(events: AsyncIterator[bytes]) -> bytes:
    async with asyncio.timeout(10):
        async for event in events:
            if event.startswith(b"event: beat"):
                return event
    raise AssertionError("the stream ended")


@asynchronous
async def test_a_watcher_is_sent_what_changed_and_nothing_else():
    database = Database()
    broadcaster = database.broadcaster()
    events = broadcaster.watch(CHINESE, known="")

    assert (await next_board(events))["rows"] == {"a": "zh-hans 0"}
    database.version = 1
    assert (await next_board(events)) == {"time": "14:05:12", "inner": {},
                                          "rows": {"a": "zh-hans 1"}}  # fmt: skip
    await events.aclose()


@asynchronous
async def test_many_watchers_cost_one_reading():
    database = Database()
    broadcaster = database.broadcaster()
    watchers = [broadcaster.watch(wish, "") for wish in (CHINESE, ENGLISH) * 10]
    first = await asyncio.gather(*(next_board(events) for events in watchers))
    before = database.drawn

    database.version = 1
    second = await asyncio.gather(*(next_board(events) for events in watchers))

    assert [one["rows"]["a"] for one in first[:2]] == ["zh-hans 0", "en 0"]
    assert [one["rows"]["a"] for one in second[:2]] == ["zh-hans 1", "en 1"]
    assert database.drawn == before + 1
    for events in watchers:
        await events.aclose()


@asynchronous
async def test_signs_of_life_come_while_nothing_changes_and_stop_while_it_cannot_be_read():
    database = Database()
    events = database.broadcaster().watch(CHINESE, "")
    await next_board(events)
    await next_beat(events)
    drawn = database.drawn

    database.fails = True
    waiting = asyncio.create_task(next_beat(events))
    async with asyncio.timeout(10):
        while database.asked_in_vain < 5:
            waiting = asyncio.create_task(next_beat(events)) if waiting.done() else waiting
            await asyncio.sleep(0)

    assert not waiting.done()
    assert database.drawn == drawn
    waiting.cancel()
    await asyncio.wait([waiting])


@asynchronous
async def test_a_stream_goes_on_once_the_database_is_back():
    database = Database()
    database.fails = True
    events = database.broadcaster().watch(CHINESE, "")
    waiting = asyncio.create_task(next_board(events))
    await asyncio.sleep(0)

    database.fails = False

    assert (await waiting)["rows"] == {"a": "zh-hans 0"}
    await events.aclose()


@asynchronous
async def test_nothing_is_read_while_nobody_watches():
    database = Database()
    broadcaster = database.broadcaster()
    events = broadcaster.watch(CHINESE, "")
    await next_board(events)
    await events.aclose()
    task = broadcaster._task  # noqa: SLF001 -- its end is what the test is about
    assert task is not None

    async with asyncio.timeout(5):
        await task


@asynchronous
async def test_a_fault_of_ours_ends_the_streams_so_that_browsers_ask_again():
    database = Database()
    broadcaster = database.broadcaster()
    events = broadcaster.watch(CHINESE, "")
    await next_board(events)
    task = broadcaster._task  # noqa: SLF001 -- its end is what the test is about
    assert task is not None

    database.draw = None
    database.version = 1

    async with asyncio.timeout(10):
        assert all(not event.startswith(b"event: board") for event in [e async for e in events])
    with pytest.raises(TypeError):
        await task
    database.draw = Database().draw
    assert (await next_board(database.broadcaster().watch(CHINESE, "")))["rows"]


def test_a_page_that_has_the_rows_already_is_not_sent_them():
    now = parts(a="1", b="2")

    assert json.loads(difference(None, now, now.mark)) == {
        "time": "14:05:12", "inner": {"head": "h"},
    }  # fmt: skip
    assert json.loads(difference(None, now, "another"))["rows"] == {"a": "1", "b": "2"}


def test_an_order_is_sent_when_rows_came_or_went_or_moved():
    before, after = parts(a="1", b="2"), parts(b="2", a="1")

    change = json.loads(difference(before, after))

    assert change["order"] == ["b", "a"]
    assert "rows" not in change


def test_who_is_not_signed_in_gets_no_stream(client: Client, db: None):
    assert client.get("/windows/live").status_code == 403


@pytest.mark.django_db(transaction=True)
@asynchronous
async def test_the_stream_of_a_signed_in_person(admin: Client):
    client = AsyncClient()
    client.cookies = admin.cookies

    answer = await client.get("/windows/live?state=nonsense")

    assert answer["Content-Type"] == "text/event-stream"
    assert answer["Cache-Control"] == "no-store"
    change = await next_board(aiter(answer.streaming_content))
    assert "No window yet." in change["rows"]["g-normal"]
    await answer.streaming_content.aclose()


@asynchronous
async def test_only_the_board_of_the_hall_where_something_happened_is_drawn_anew():
    database = Database()
    database.halls = {"east": 0, "west": 0}
    broadcaster = database.broadcaster()
    east, west = (broadcaster.watch(Wish(Asked(hall=hall), "en"), "") for hall in ("east", "west"))
    await asyncio.gather(next_board(east), next_board(west))
    database.asked_for.clear()

    database.version, database.halls = 0, {"east": 1, "west": 0}
    changed = asyncio.create_task(next_beat(east))
    await changed
    async with asyncio.timeout(10):
        while not database.asked_for:
            await next_beat(west)

    assert database.asked_for == [{"east"}]
    for events in (east, west):
        await events.aclose()


@asynchronous
async def test_what_nothing_happened_to_is_read_again_by_turns():
    database, at = Database(), [0.0]
    broadcaster = Broadcaster(
        database.marks, database.draw, period=0.01, steady=lambda: at[0]
    )  # fmt: skip
    wishes = [Wish(Asked(hall=f"h{n:02}"), "en") for n in range(16)]
    watchers = [broadcaster.watch(wish, "") for wish in wishes]
    await asyncio.gather(*(next_board(events) for events in watchers))
    database.asked_for.clear()

    at[0] = REREAD
    async with asyncio.timeout(10):
        while len(database.asked_for) < 8:
            await next_beat(watchers[0])

    assert [len(one) for one in database.asked_for[:8]] == [2] * 8
    assert set().union(*database.asked_for[:8]) == {wish.asked.hall for wish in wishes}
    for events in watchers:
        await events.aclose()


@asynchronous
async def test_a_server_that_stops_ends_every_stream():
    broadcaster = Database().broadcaster()
    watchers = [broadcaster.watch(CHINESE, "") for _ in range(3)]
    await asyncio.gather(*(next_board(events) for events in watchers))

    broadcaster.close()

    async with asyncio.timeout(10):
        for events in [*watchers, broadcaster.watch(ENGLISH, "")]:
            async for event in events:
                assert not event.startswith(b"event: board")
