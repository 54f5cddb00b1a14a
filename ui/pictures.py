"""`--screenshots DIR`: a picture of each screen the first time it is up, named after it."""

from pathlib import Path
from typing import assert_never

from kiosk.app.panel.screens import PinPad, StaffPanel
from kiosk.app.screens import (
    Closed,
    Idle,
    OutOfOrder,
    Paused,
    Rate,
    Reasons,
    Screen,
    Storing,
    Thanks,
)
from kiosk.app.set_up.screens import SetUpScreen
from ui.window import Window


class Pictures:
    """Goes along with a run. Saving takes the GUI thread's time: not for a real window."""

    def __init__(self, window: Window, folder: Path) -> None:
        self._terminal = window.terminal
        self._languages = window.languages
        self._window = window.scene.window
        self._folder = folder
        self._saved: set[str] = set()
        self._begun = False

    def begin(self) -> None:
        """Take the first picture."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._begun = True
        self.changed()

    def changed(self) -> None:
        """Take a picture of a screen without one; before the first frame nothing is laid out."""
        name = name_of(self._terminal.screen)
        if self._languages.tongue.english:
            name += "-english"
        if self._begun and name not in self._saved:
            self._saved.add(name)
            self._window.grabWindow().save(str(self._folder / f"{name}.png"))

    def finish(self) -> int:
        """Nothing is left to do."""
        return 0


def name_of(screen: Screen) -> str:
    """Return a screen's name as a file is called."""
    match screen:
        case Rate():
            name = _name_of_question(screen)
        case Storing(level=level):
            name = f"pressed-{level.id}"
        case Reasons(picked=picked):
            name = "reasons-picked" if picked else "reasons"
        case Thanks(level=level):
            name = f"thanks-{level.id}"
        case PinPad():
            name = "pin-pad"
        case StaffPanel(sheet=sheet):
            name = "panel" if sheet == "none" else f"panel-{sheet}"
        case SetUpScreen(station=station):
            name = f"set-up-{station}"
        case Idle() | Paused() | Closed() | OutOfOrder():
            name = _PASSIVE[type(screen)]
        case _:
            assert_never(screen)
    return name


_PASSIVE = {Idle: "idle", Paused: "paused", Closed: "closed", OutOfOrder: "out-of-order"}


def _name_of_question(screen: Rate) -> str:
    if screen.invitation is not None:
        return "invited"
    return "rate" if screen.replaces is None else "rate-again"
