"""Where the panel stands: what it can do with the terminal, and what it finds around it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from kiosk.app.panel.backlight import Backlight
from kiosk.app.screens import Closed, Idle, OutOfOrder, Paused, Rate, Screen
from kiosk.domain.window import WindowState
from kiosk.settings import Situation


class Desk(Protocol):
    """What the panel can do with the terminal. There is no way to rate among it."""

    @property
    def screen(self) -> Screen:
        """What is shown, covers and all."""

    @property
    def state(self) -> WindowState:
        """The state of the window."""

    @property
    def staff(self) -> str | None:
        """Who is on duty."""

    @property
    def situation(self) -> Situation:
        """The settings in force."""

    @property
    def today(self) -> date:
        """The local date."""

    def start_shift(self, staff: str) -> None:
        """Sign somebody in."""

    def end_shift(self) -> None:
        """Sign out whoever is on duty."""

    def pause(self) -> None:
        """Pause the window."""

    def resume(self) -> None:
        """End the pause."""

    def invite(
        self, ticket: str | None = None, item: str | None = None,
        by: Literal["queue", "staff"] = "staff",
    ) -> Literal["invited", "busy", "not-open", "nobody-on-duty"]:  # fmt: skip
        """Ask for a rating."""

    def apply(self, situation: Situation) -> None:
        """Take over settings."""


class Surroundings(Struct, frozen=True, kw_only=True):
    """Where the panel works. `check` and `export_to` are command lines of our own programs."""

    data: Path
    sticks: Sequence[Path]
    check: Sequence[str]
    export_to: Callable[[str], Sequence[str]]
    backlight: Backlight


def at_rest(screen: Screen) -> bool:
    """Tell whether nobody is answering: the one time at which staff may have the screen."""
    match screen:
        case Rate(invitation=None, replaces=None) | Idle() | Paused() | Closed() | OutOfOrder():
            return True
        case _:
            return False
