"""What holds where no place has decided, where another room knows better than a constant.

Rooms above this one add theirs in their `ready`, as they may import this one and not the other way.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django.apps import apps
from msgspec import Struct


class Rows(Protocol):
    """Something that runs a SELECT, %s standing for values."""

    def rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run it."""


class Beginning(Struct, frozen=True, kw_only=True):
    """The value of a key, and why, in a sentence. `page`: the address's name of what decides it."""

    key: str
    value: Any
    zh: str
    en: str
    page: str


Begins = Callable[[Rows, str], Beginning]
"""Says it for the place at a path. Reads by plain statements, as the terminals' interface has no
other ones."""


def beginnings_at(reader: Rows, path: str) -> dict[str, Beginning]:
    """Return what begins otherwise than by default at a place, by its key."""
    rooms: Iterable[Begins] = getattr(apps.get_app_config("terminal_settings"), "beginnings", ())
    found = (begins(reader, path) for begins in rooms)
    return {one.key: one for one in found}
