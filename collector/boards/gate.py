"""Lets so many requests for pages in at a time; the others wait in front of the door."""

import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase

PLACES = 16


class Gate:
    """Middleware, the first of all.

    Each page that is being made holds a connection to the database, of which there are not as
    many as people. A request comes here, on a thread of its own, when its body has arrived, and an
    open stream is behind it already: neither a slow sender nor a watcher takes a place.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response
        self._places = threading.BoundedSemaphore(PLACES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on when there is a place."""
        with self._places:
            answer = self._next(request)
            # Django does this when the last byte is sent, which is up to whoever reads it.
            close_old_connections()
            return answer
