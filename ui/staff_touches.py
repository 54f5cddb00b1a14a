"""Carries what staff touch to the panel, which decides what comes of it."""

from collections.abc import Callable
from typing import get_args

from kiosk.app.panel.panel import Panel
from kiosk.app.panel.screens import Sheet, StaffPanel
from sync.protocol.settings import Presentation

_SHEETS: frozenset[str] = frozenset(get_args(Sheet))


class StaffTouches:
    """The panel by the fingers' own words: a step louder, the other language."""

    def __init__(self, panel: Panel, switch_language: Callable[[], None]) -> None:
        self._panel = panel
        self._switch_language = switch_language
        self.touched = panel.touched
        self.digit = panel.digit
        self.erase = panel.erase
        self.confirm = panel.confirm
        self.leave = panel.leave
        self.sign_in = panel.sign_in
        self.sign_out = panel.sign_out
        self.pause = panel.pause
        self.ask = panel.ask
        self.check = panel.check
        self.export_to = panel.export_to
        self.open_set_up = panel.open_set_up

    def open_sheet(self, sheet: str) -> None:
        """Open a sheet by its name."""
        if sheet in _SHEETS:
            self._panel.open_sheet(sheet)  # type: ignore[arg-type]

    def step_volume(self, by: int) -> None:
        """Louder or quieter by a step of ten."""
        if (now := self._now()) is not None:
            self._panel.choose(volume=min(10, max(0, now.volume + by)))

    def step_brightness(self, by: int) -> None:
        """Brighter or darker by a step of ten."""
        if (now := self._now()) is not None:
            self._panel.choose(brightness=min(10, max(1, now.brightness + by)))

    def switch_voice(self) -> None:
        """Have prompts spoken, or not."""
        if (now := self._now()) is not None:
            self._panel.choose(voice=not now.voice)

    def switch_language(self) -> None:
        """Take the other language until the panel leaves."""
        self._switch_language()

    def _now(self) -> Presentation | None:
        screen = self._panel.screen
        return screen.presentation if isinstance(screen, StaffPanel) else None
