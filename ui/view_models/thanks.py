"""The thanks screen as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.thanks import ThanksProps
from ui.view_models.swapping import tell_changes
from ui.wishes import Wishes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class ThanksViewModel(QObject):  # type: ignore[operator]
    """The words of thanks and the receipt."""

    titleChanged = Signal()
    beforeChanged = Signal()
    wordChanged = Signal()
    afterChanged = Signal()
    promiseChanged = Signal()
    canChangeChanged = Signal()
    changeWithinChanged = Signal()
    goodbyeChanged = Signal()
    timeLeftChanged = Signal()
    nationalChanged = Signal()
    placeChanged = Signal()
    numberChanged = Signal()
    codeChanged = Signal()
    inviteTitleChanged = Signal()
    inviteLineChanged = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._props = ThanksProps()
        self._wishes = wishes

    def update(self, props: ThanksProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        tell_changes(self, old, props)

    @Slot()
    def changeAnswer(self) -> None:
        self._wishes.change_answer()

    @Slot()
    def hold(self) -> None:
        self._wishes.hold()

    @Property(str, notify=titleChanged, final=True)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=beforeChanged, final=True)
    def before(self) -> str:
        return self._props.before

    @Property(str, notify=wordChanged, final=True)
    def word(self) -> str:
        return self._props.word

    @Property(str, notify=afterChanged, final=True)
    def after(self) -> str:
        return self._props.after

    @Property(str, notify=promiseChanged, final=True)
    def promise(self) -> str:
        return self._props.promise

    @Property(bool, notify=canChangeChanged, final=True)
    def canChange(self) -> bool:
        return self._props.canChange

    @Property(str, notify=changeWithinChanged, final=True)
    def changeWithin(self) -> str:
        return self._props.changeWithin

    @Property(str, notify=goodbyeChanged, final=True)
    def goodbye(self) -> str:
        return self._props.goodbye

    @Property(float, notify=timeLeftChanged, final=True)
    def timeLeft(self) -> float:
        return self._props.timeLeft

    @Property(int, notify=nationalChanged, final=True)
    def national(self) -> int:
        return self._props.national

    @Property(str, notify=placeChanged, final=True)
    def place(self) -> str:
        return self._props.place

    @Property(str, notify=numberChanged, final=True)
    def number(self) -> str:
        return self._props.number

    @Property(str, notify=codeChanged, final=True)
    def code(self) -> str:
        return self._props.code

    @Property(str, notify=inviteTitleChanged, final=True)
    def inviteTitle(self) -> str:
        return self._props.inviteTitle

    @Property(str, notify=inviteLineChanged, final=True)
    def inviteLine(self) -> str:
        return self._props.inviteLine
