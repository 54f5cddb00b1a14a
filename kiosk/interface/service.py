"""The interface as a running part of the window: one thread, one event loop, one listening socket.

Started by the window's composition root once the first frame is drawn, and imported no earlier.
"""

import asyncio
import contextlib
import logging
import time
from concurrent.futures import Future
from pathlib import Path

from kiosk.app.recorder import Post
from kiosk.app.terminal import Terminal
from kiosk.config import Config
from kiosk.doors import Door, address, is_loopback
from kiosk.errors import ConfigError
from kiosk.interface import problems
from kiosk.interface.api import Api
from kiosk.interface.bodies import refusal_reply
from kiosk.interface.codings import load_codings
from kiosk.interface.guard import Guard, secret_from
from kiosk.interface.outcomes import Logs
from kiosk.interface.problems import Refused
from kiosk.interface.visits import Visits
from kiosk.interface.wire import HEAD_BYTES, Reply, packed, read_request
from sync.protocol.catalogue import load_scales

logger = logging.getLogger(__name__)
DOCUMENT = Path(__file__).with_name("openapi.json")
_MOST_CONNECTIONS = 64
_BACKLOG = 64
_TRIES_AGAIN = 5.0
_SEND_SECONDS = 10.0


def serve(config: Config, terminal: Terminal, post: Post, end: "Future[None]") -> None:
    """Serve until `end` is resolved, on any thread. Blocks: call on a thread of its own.

    What keeps the interface from starting is logged; the window goes on without it.
    """
    door = address(config.interface.listen)
    if door is None:
        return
    try:
        secret = secret_from(config.interface)
    except ConfigError as error:
        logger.error("%s", error)  # noqa: TRY400 -- a sentence for people says it all
        return
    if not secret and not is_loopback(door.host):
        return  # the configuration is refused before it comes to this
    with asyncio.Runner() as runner:
        runner.run(Service(config, terminal, post).run(door, secret, end))


class Service:
    """Accepts connections and gives each request to the guard and then to the calls."""

    def __init__(self, config: Config, terminal: Terminal, post: Post) -> None:
        self._data = config.terminal.data
        self._terminal = terminal
        self._post = post
        self._open: set[asyncio.Task[None]] = set()

    async def run(self, door: Door, secret: str, end: "Future[None]") -> None:
        """Serve until `end` is resolved."""
        logs = Logs(self._data)
        self._guard = Guard(door, secret, time.monotonic)
        self._api = Api(
            post=self._post,
            terminal_side=lambda news: Visits(self._terminal, news),
            logs=logs,
            scales=load_scales(),
            codings=load_codings(),
            document=DOCUMENT.read_bytes(),
        )
        serving = asyncio.create_task(self._serve(door))
        try:
            await asyncio.wait(
                [serving, asyncio.wrap_future(end)], return_when=asyncio.FIRST_COMPLETED
            )
            if serving.done():
                serving.result()
        finally:
            for task in (serving, *self._open):
                task.cancel()
            await asyncio.gather(serving, *self._open, return_exceptions=True)
            logs.close()

    async def _serve(self, door: Door) -> None:
        await self._begin()
        server = await self._listen(door)
        logger.info("the local interface listens on %s:%d", *door)
        async with server:
            await server.serve_forever()

    async def _begin(self) -> None:
        while True:
            try:
                return await self._api.begin()
            except Refused:  # the window's thread is busy; it has a watchdog of its own
                await asyncio.sleep(_TRIES_AGAIN)

    async def _listen(self, door: Door) -> asyncio.Server:
        told = False
        while True:
            try:
                return await asyncio.start_server(
                    self._connected, door.host, door.port, limit=HEAD_BYTES, backlog=_BACKLOG
                )
            except OSError as error:
                if not told:
                    told = True
                    logger.warning(
                        "本机接口打不开 %s:%d（%s），每 5 秒再试；评价照常进行。"
                        "The local interface cannot listen on it; it tries again, rating goes on.",
                        *door, error.strerror,
                    )  # fmt: skip
            await asyncio.sleep(_TRIES_AGAIN)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        full = len(self._open) >= _MOST_CONNECTIONS
        self._open.add(task)
        try:
            if full:
                await _send(writer, _refusal(problems.TOO_MANY_WAITING), last=True)
            else:
                await self._converse(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # the caller has gone; nobody is left to be told
        finally:
            self._open.discard(task)
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        last = False
        while not last:
            try:
                request = await read_request(reader)
            except Refused as refused:
                await _send(writer, refusal_reply(refused), last=True)
                return
            if request is None:
                return
            last = request.last
            objection = self._guard.objection(request.headers)
            if objection is not None:
                await _send(writer, _refusal(objection), last=True)
                return
            try:
                reply = await self._api.answer(request, reader.at_eof)
            except Refused as refused:
                reply = refusal_reply(refused)
            except Exception:
                logger.exception("%s %s failed", request.method, request.path)
                reply = _refusal(problems.INTERNAL)
            await _send(writer, reply, last=last)


def _refusal(problem: problems.Problem) -> Reply:
    return refusal_reply(Refused(problem))


async def _send(writer: asyncio.StreamWriter, reply: Reply, *, last: bool) -> None:
    writer.write(packed(reply, last=last))
    async with asyncio.timeout(_SEND_SECONDS):
        await writer.drain()
