"""Those who follow what happens at the terminal without being its screen."""

from collections.abc import Callable
from typing import Protocol

from sync.protocol.entries import AnyEntry


class Listener(Protocol):
    """Is called on the terminal's thread; has to return at once and to raise nothing."""

    def stored(self, position: int, entry: AnyEntry) -> None:
        """Hear of an entry that is on the disk now; a day's closing is not told."""

    def changed(self) -> None:
        """Look: something that can be seen may have changed."""


class Listeners:
    """Tells the screen first, then everybody else."""

    def __init__(self, screen: Callable[[], None]) -> None:
        self._screen = screen
        self._others: list[Listener] = []

    def add(self, listener: Listener) -> None:
        """Tell one more."""
        self._others.append(listener)

    def changed(self) -> None:
        """Tell of a change that can be seen."""
        self._screen()
        for listener in self._others:
            listener.changed()

    def stored(self, position: int, entry: AnyEntry) -> None:
        """Tell of an entry that was stored."""
        for listener in self._others:
            listener.stored(position, entry)
