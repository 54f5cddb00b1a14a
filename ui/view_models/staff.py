"""All that is the staff's, as QML sees it."""

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.staff_wishes import StaffWishes
from ui.view_models.panel import PanelViewModel
from ui.view_models.panel_sheet import PanelSheetViewModel
from ui.view_models.pin_pad import PinPadViewModel

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class StaffViewModel(QObject):  # type: ignore[operator]
    """The hidden corner, the PIN pad, the panel and its sheets."""

    def __init__(self, wishes: StaffWishes) -> None:
        super().__init__()
        self._wishes = wishes
        self.models = (PinPadViewModel(wishes), PanelViewModel(wishes), PanelSheetViewModel(wishes))
        for model in self.models:
            model.setParent(self)

    @Slot(bool)
    def touched(self, corner: bool) -> None:  # noqa: FBT001 -- QML knows positions alone
        self._wishes.touched(corner=corner)

    @Property(PinPadViewModel, constant=True, final=True)
    def pad(self) -> PinPadViewModel:
        return self.models[0]

    @Property(PanelViewModel, constant=True, final=True)
    def panel(self) -> PanelViewModel:
        return self.models[1]

    @Property(PanelSheetViewModel, constant=True, final=True)
    def sheet(self) -> PanelSheetViewModel:
        return self.models[2]
