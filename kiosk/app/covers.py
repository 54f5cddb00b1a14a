"""What may lie over the terminal's own screens for a while: the staff panel, the set-up.

A citizen goes before all of them: an invitation takes every cover away.
"""

from typing import Protocol

from kiosk.app.screens import Screen


class Cover(Protocol):
    """Something with a screen of its own. Called on the terminal's thread; never waits."""

    @property
    def screen(self) -> Screen | None:
        """What it shows; None while it shows nothing."""

    def next_deadline(self) -> int | None:
        """When `tick` wants to be called, in milliseconds of the steady clock."""

    def tick(self) -> None:
        """Do what is due."""

    def give_way(self) -> None:
        """Show nothing from now on: a citizen is being asked. Calls nobody back."""


class Covers:
    """All of them, the uppermost first."""

    def __init__(self) -> None:
        self._covers: list[Cover] = []

    def add(self, cover: Cover) -> None:
        """Lay one more beneath those there are."""
        self._covers.append(cover)

    @property
    def screen(self) -> Screen | None:
        """What is shown over the terminal's own screen, if anything is."""
        shown = (cover.screen for cover in self._covers)
        return next((screen for screen in shown if screen is not None), None)

    def next_deadline(self) -> int | None:
        """When the first of them wants `tick`."""
        moments = (cover.next_deadline() for cover in self._covers)
        return min((moment for moment in moments if moment is not None), default=None)

    def tick(self) -> None:
        """Let each do what is due."""
        for cover in self._covers:
            cover.tick()

    def give_way(self) -> None:
        """Take all of them away."""
        for cover in self._covers:
            cover.give_way()
