"""What the set-up needs of the rest of the program."""

from pathlib import Path
from typing import Protocol

from kiosk.app.set_up.screens import Finding
from kiosk.settings import Situation


class Surroundings(Protocol):
    """What the set-up needs of the rest. All but `check` on the window's thread."""

    data: Path
    fixed: str
    """The collector's address in config.toml, "" where it has none."""

    def up(self) -> int:
        """Return milliseconds of the steady clock."""

    def situation(self) -> Situation:
        """Return the settings in force."""

    def check(self, collector: str) -> Finding:
        """Ask at an address, elsewhere: may take seconds."""
