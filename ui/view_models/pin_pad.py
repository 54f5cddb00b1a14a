"""The PIN pad as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.pin_pad import PinPadProps
from ui.staff_wishes import StaffWishes
from ui.view_models.swapping import tell_changes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class PinPadViewModel(QObject):  # type: ignore[operator]
    """Number and PIN, as far as they may be seen."""

    numberChanged = Signal()
    nameChanged = Signal()
    enteringPinChanged = Signal()
    dotsChanged = Signal()
    lineChanged = Signal()
    urgentChanged = Signal()
    confirmChanged = Signal()
    canConfirmChanged = Signal()
    canTypeChanged = Signal()
    canEraseChanged = Signal()
    eraseChanged = Signal()
    leaveWithinChanged = Signal()

    def __init__(self, wishes: StaffWishes) -> None:
        super().__init__()
        self._props = PinPadProps()
        self._wishes = wishes

    def update(self, props: PinPadProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        tell_changes(self, old, props)

    @Slot(str)
    def typeDigit(self, digit: str) -> None:
        self._wishes.digit(digit)

    @Slot()
    def takeBack(self) -> None:
        self._wishes.erase()

    @Slot()
    def goOn(self) -> None:
        self._wishes.confirm()

    @Slot()
    def leave(self) -> None:
        self._wishes.leave()

    @Property(str, notify=numberChanged, final=True)
    def number(self) -> str:
        return self._props.number

    @Property(str, notify=nameChanged, final=True)
    def name(self) -> str:
        return self._props.name

    @Property(bool, notify=enteringPinChanged, final=True)
    def enteringPin(self) -> bool:
        return self._props.enteringPin

    @Property(int, notify=dotsChanged, final=True)
    def dots(self) -> int:
        return self._props.dots

    @Property(str, notify=lineChanged, final=True)
    def line(self) -> str:
        return self._props.line

    @Property(bool, notify=urgentChanged, final=True)
    def urgent(self) -> bool:
        return self._props.urgent

    @Property(str, notify=confirmChanged, final=True)
    def confirm(self) -> str:
        return self._props.confirm

    @Property(bool, notify=canConfirmChanged, final=True)
    def canConfirm(self) -> bool:
        return self._props.canConfirm

    @Property(bool, notify=canTypeChanged, final=True)
    def canType(self) -> bool:
        return self._props.canType

    @Property(bool, notify=canEraseChanged, final=True)
    def canErase(self) -> bool:
        return self._props.canErase

    @Property(str, notify=eraseChanged, final=True)
    def erase(self) -> str:
        return self._props.erase

    @Property(str, notify=leaveWithinChanged, final=True)
    def leaveWithin(self) -> str:
        return self._props.leaveWithin
