"""The reasons screen as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.reasons import ReasonsProps
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes
from ui.wishes import Wishes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class ReasonsViewModel(QObject):  # type: ignore[operator]
    """The question what went wrong, and its chips."""

    titleChanged = Signal()
    lineChanged = Signal()
    timeLeftChanged = Signal()
    nationalChanged = Signal()
    pickedChanged = Signal()
    canFinishChanged = Signal()
    canSkipChanged = Signal()
    byPhoneChanged = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._props = ReasonsProps()
        self._wishes = wishes
        self._chips = RowModel(("code", "whole", "broken", "picked"), self)

    def update(self, props: ReasonsProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        self._chips.show(props.chips)
        tell_changes(self, old, props)

    @Slot(str)
    def pick(self, code: str) -> None:
        self._wishes.pick(code)

    @Slot(str)
    def hear(self, code: str) -> None:
        self._wishes.hear(code)

    @Slot()
    def finish(self) -> None:
        self._wishes.finish_reasons()

    @Slot()
    def skip(self) -> None:
        self._wishes.skip_reasons()

    @Slot()
    def writeByPhone(self) -> None:
        self._wishes.write_by_phone()

    @Property(RowModel, constant=True, final=True)
    def chips(self) -> RowModel:
        return self._chips

    @Property(str, notify=titleChanged, final=True)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=lineChanged, final=True)
    def line(self) -> str:
        return self._props.line

    @Property(float, notify=timeLeftChanged, final=True)
    def timeLeft(self) -> float:
        return self._props.timeLeft

    @Property(int, notify=nationalChanged, final=True)
    def national(self) -> int:
        return self._props.national

    @Property(str, notify=pickedChanged, final=True)
    def picked(self) -> str:
        return self._props.picked

    @Property(bool, notify=canFinishChanged, final=True)
    def canFinish(self) -> bool:
        return self._props.canFinish

    @Property(bool, notify=canSkipChanged, final=True)
    def canSkip(self) -> bool:
        return self._props.canSkip

    @Property(bool, notify=byPhoneChanged, final=True)
    def byPhone(self) -> bool:
        return self._props.byPhone
