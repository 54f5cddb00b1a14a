"""Composition root of the server: terminals' calls to `ingest`, all else to the pages."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collector.settings")

import django

django.setup()

from django.core.handlers.asgi import ASGIHandler  # noqa: E402

from collector import memory  # noqa: E402 -- models need the setup
from collector.alerts.routines import routines as alerts  # noqa: E402
from collector.cases.routines import routines as cases  # noqa: E402
from collector.comments.apps import comments  # noqa: E402
from collector.comments.front import Front  # noqa: E402
from collector.contacts.routines import routines as contacts  # noqa: E402
from collector.figures.routines import routines as figures  # noqa: E402
from collector.ingest.assembly import make_interface  # noqa: E402
from collector.ingest.interface import PREFIX  # noqa: E402
from collector.ingest.wire import Receive, Scope, Send  # noqa: E402
from collector.reports.routines import routines as reports  # noqa: E402

pages: Any = Front(ASGIHandler(), comments().doors)
interface = make_interface()
routines = (*figures(), *cases(), *contacts(), *reports(), *alerts())


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
    memory.settle()
    interface.start()
    for one in routines:
        one.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for one in routines:
        one.end()
    for one in routines:
        one.join()
    interface.stop()
    await send({"type": "lifespan.shutdown.complete"})
