"""Composition root of the server: terminals' calls to `ingest`, all else to the pages."""

import gc
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collector.settings")

import django

django.setup()

from django.core.handlers.asgi import ASGIHandler  # noqa: E402 -- models need the setup

from collector.alerts.thread import Sentry  # noqa: E402 -- models need the setup
from collector.cases.follower import Follower  # noqa: E402 -- models need the setup
from collector.comments.apps import comments  # noqa: E402
from collector.comments.front import Front  # noqa: E402
from collector.contacts.janitor import Janitor  # noqa: E402 -- models need the setup
from collector.figures.keeper import Keeper  # noqa: E402 -- models need the setup
from collector.ingest.assembly import make_interface  # noqa: E402
from collector.ingest.interface import PREFIX  # noqa: E402
from collector.ingest.wire import Receive, Scope, Send  # noqa: E402
from collector.reports.clerk import Clerk  # noqa: E402 -- models need the setup

pages: Any = Front(ASGIHandler(), comments().doors)
interface = make_interface()
keeper = Keeper()
follower = Follower()
janitor = Janitor()
clerk = Clerk()
sentry = Sentry()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request, or start and stop with the server."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"].startswith(PREFIX):
        await interface(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    # What is loaded by now stays; and a batch makes thousands of short-lived rows, which the
    # collector of cycles would otherwise look through again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    interface.start()
    keeper.start()
    follower.start()
    janitor.start()
    clerk.start()
    sentry.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    sentry.stop()
    clerk.stop()
    janitor.stop()
    follower.stop()
    keeper.stop()
    interface.stop()
    await send({"type": "lifespan.shutdown.complete"})
