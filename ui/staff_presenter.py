"""Keeps the view models of the staff's screens equal to the panel."""

from collections.abc import Callable

from PySide6.QtGui import QImage

from kiosk.app.clocks import Clocks
from kiosk.app.panel.screens import PinPad, StaffPanel
from kiosk.settings import Situation
from ui.props.panel import derive_panel_props
from ui.props.panel_sheet import derive_sheet_props
from ui.props.pin_pad import derive_pin_pad_props
from ui.props.tongue import Tongue
from ui.version import VERSION
from ui.view_models.screen_kind import Screens
from ui.view_models.staff import StaffViewModel
from ui.voice.means import VoiceState


class StaffPresenter:
    """Shows what staff see; told so by the presenter of the window."""

    def __init__(
        self,
        staff: StaffViewModel,
        clocks: Clocks,
        tongue: Callable[[], Tongue],
        voice: Callable[[], VoiceState],
        picture: Callable[[str], QImage | None],
    ) -> None:
        self._pad, self._panel, self._sheet = staff.models
        self._clocks = clocks
        self._tongue = tongue
        self._voice = voice
        self._picture = picture

    def show(self, screen: PinPad | StaffPanel, situation: Situation) -> Screens.Kind:
        """Take new values over; return which screen has to be up."""
        now, tongue = self._clocks.up(), self._tongue()
        if isinstance(screen, PinPad):
            self._pad.update(derive_pin_pad_props(screen, tongue, now))
            return Screens.Kind.PIN_PAD
        self._panel.update(
            derive_panel_props(screen, situation, tongue, self._clocks.now(), now),
            self._picture(screen.staff.photo),
        )
        self._sheet.update(derive_sheet_props(screen, situation, tongue, VERSION, self._voice()))
        return Screens.Kind.PANEL
