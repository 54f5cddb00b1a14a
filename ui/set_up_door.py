"""The way into the set-up, light enough for every start: what lies behind is loaded when asked."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


class SetUpDoor:
    """Opens the set-up over whatever is shown. Called on the window's thread."""

    def __init__(self, build: Callable[[Any], Any]) -> None:
        """Take what makes the room, given `ui.set_up.SetUpRoom`."""
        self._build = build
        self._room: Any = None

    def open(self, station: str = "touch", *, first: bool = False) -> None:
        """Show the set-up. `first`: it came up by itself and stays until somebody decides."""
        if self._room is None:
            self._room = self._build(import_module("ui.set_up").SetUpRoom)
        self._room.set_up.open(station, first=first)

    @property
    def set_up(self) -> Any:
        """The set-up itself, once it has been opened."""
        return self._room.set_up
