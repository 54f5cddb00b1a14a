"""Shows the pages of a room with tabs, which extend `boards/room.html`."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now


def show_room(
    request: HttpRequest, template: str, words: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of the room whose templates these are, as of now. `tab`: which is open."""
    room = template.partition("/")[0]
    fixed = {"page": room, "time": f"{localtime(now()):%H:%M:%S}"}
    return render(request, template, {**fixed, **words}, status=status)
