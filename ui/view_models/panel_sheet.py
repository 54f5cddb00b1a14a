"""The panel's sheets as QML sees them."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.panel_sheet import SheetProps
from ui.staff_wishes import StaffWishes
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class PanelSheetViewModel(QObject):  # type: ignore[operator]
    """Export, check, sound and light, about: one of them at a time."""

    titleChanged = Signal()
    lineChanged = Signal()
    attentionChanged = Signal()
    progressChanged = Signal()
    percentChanged = Signal()
    canStartChanged = Signal()
    volumeChanged = Signal()
    brightnessChanged = Signal()
    voiceChanged = Signal()
    dimmableChanged = Signal()

    def __init__(self, wishes: StaffWishes) -> None:
        super().__init__()
        self._props = SheetProps()
        self._wishes = wishes
        self._lines = RowModel(("label", "value"), self)
        self._sticks = RowModel(("path", "name", "room"), self)

    def update(self, props: SheetProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        self._lines.show(props.lines)
        self._sticks.show(props.sticks)
        tell_changes(self, old, props)

    @Slot()
    def startCheck(self) -> None:
        self._wishes.check()

    @Slot(str)
    def exportTo(self, path: str) -> None:
        self._wishes.export_to(path)

    @Slot(int)
    def stepVolume(self, by: int) -> None:
        self._wishes.step_volume(by)

    @Slot(int)
    def stepBrightness(self, by: int) -> None:
        self._wishes.step_brightness(by)

    @Slot()
    def switchVoice(self) -> None:
        self._wishes.switch_voice()

    @Slot()
    def switchLanguage(self) -> None:
        self._wishes.switch_language()

    @Slot()
    def openSetUp(self) -> None:
        self._wishes.open_set_up()

    @Property(RowModel, constant=True, final=True)
    def lines(self) -> RowModel:
        return self._lines

    @Property(RowModel, constant=True, final=True)
    def sticks(self) -> RowModel:
        return self._sticks

    @Property(str, notify=titleChanged, final=True)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=lineChanged, final=True)
    def line(self) -> str:
        return self._props.line

    @Property(bool, notify=attentionChanged, final=True)
    def attention(self) -> bool:
        return self._props.attention

    @Property(float, notify=progressChanged, final=True)
    def progress(self) -> float:
        return self._props.progress

    @Property(str, notify=percentChanged, final=True)
    def percent(self) -> str:
        return self._props.percent

    @Property(bool, notify=canStartChanged, final=True)
    def canStart(self) -> bool:
        return self._props.canStart

    @Property(int, notify=volumeChanged, final=True)
    def volume(self) -> int:
        return self._props.volume

    @Property(int, notify=brightnessChanged, final=True)
    def brightness(self) -> int:
        return self._props.brightness

    @Property(bool, notify=voiceChanged, final=True)
    def voice(self) -> bool:
        return self._props.voice

    @Property(bool, notify=dimmableChanged, final=True)
    def dimmable(self) -> bool:
        return self._props.dimmable
