"""The staff panel as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.panel import PanelProps
from ui.staff_wishes import StaffWishes
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class PanelViewModel(QObject):  # type: ignore[operator]
    """Who, the window, the counts, the facts, and which sheet lies over them."""

    nameChanged = Signal()
    initialChanged = Signal()
    postChanged = Signal()
    numberChanged = Signal()
    stateChanged = Signal()
    openChanged = Signal()
    sinceChanged = Signal()
    leaveWithinChanged = Signal()
    onDutyChanged = Signal()
    signInChanged = Signal()
    pausedChanged = Signal()
    canAskChanged = Signal()
    askedChanged = Signal()
    finishedChanged = Signal()
    ratedChanged = Signal()
    unratedChanged = Signal()
    stepChanged = Signal()
    sheetChanged = Signal()
    photoChanged = Signal()
    photographedChanged = Signal()

    def __init__(self, wishes: StaffWishes) -> None:
        super().__init__()
        self._props = PanelProps()
        self._wishes = wishes
        self._photo = QImage()
        self._levels = RowModel(("level", "national", "words", "share"), self)
        self._facts = RowModel(("key", "icon", "title", "line", "note", "attention"), self)

    def update(self, props: PanelProps, photo: QImage | None = None) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        before, self._photo = self._photo, photo or QImage()
        self._levels.show(props.levels)
        self._facts.show(props.facts)
        tell_changes(self, old, props)
        if before != self._photo:
            self.photoChanged.emit()
            self.photographedChanged.emit()

    @Slot()
    def beginShift(self) -> None:
        self._wishes.sign_in()

    @Slot()
    def endShift(self) -> None:
        self._wishes.sign_out()

    @Slot()
    def pauseOrResume(self) -> None:
        self._wishes.pause()

    @Slot()
    def ask(self) -> None:
        self._wishes.ask()

    @Slot(str)
    def openSheet(self, sheet: str) -> None:
        self._wishes.open_sheet(sheet)

    @Slot()
    def leave(self) -> None:
        self._wishes.leave()

    @Property(RowModel, constant=True, final=True)
    def levels(self) -> RowModel:
        return self._levels

    @Property(RowModel, constant=True, final=True)
    def facts(self) -> RowModel:
        return self._facts

    @Property(str, notify=nameChanged, final=True)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=initialChanged, final=True)
    def initial(self) -> str:
        return self._props.initial

    @Property(str, notify=postChanged, final=True)
    def post(self) -> str:
        return self._props.post

    @Property(str, notify=numberChanged, final=True)
    def number(self) -> str:
        return self._props.number

    @Property(str, notify=stateChanged, final=True)
    def state(self) -> str:
        return self._props.state

    @Property(bool, notify=openChanged, final=True)
    def open(self) -> bool:
        return self._props.open

    @Property(str, notify=sinceChanged, final=True)
    def since(self) -> str:
        return self._props.since

    @Property(str, notify=leaveWithinChanged, final=True)
    def leaveWithin(self) -> str:
        return self._props.leaveWithin

    @Property(bool, notify=onDutyChanged, final=True)
    def onDuty(self) -> bool:
        return self._props.onDuty

    @Property(str, notify=signInChanged, final=True)
    def signIn(self) -> str:
        return self._props.signIn

    @Property(bool, notify=pausedChanged, final=True)
    def paused(self) -> bool:
        return self._props.paused

    @Property(bool, notify=canAskChanged, final=True)
    def canAsk(self) -> bool:
        return self._props.canAsk

    @Property(str, notify=askedChanged, final=True)
    def asked(self) -> str:
        return self._props.asked

    @Property(str, notify=finishedChanged, final=True)
    def finished(self) -> str:
        return self._props.finished

    @Property(str, notify=ratedChanged, final=True)
    def rated(self) -> str:
        return self._props.rated

    @Property(str, notify=unratedChanged, final=True)
    def unrated(self) -> str:
        return self._props.unrated

    @Property(str, notify=stepChanged, final=True)
    def step(self) -> str:
        return self._props.step

    @Property(str, notify=sheetChanged, final=True)
    def sheet(self) -> str:
        return self._props.sheet

    @Property(QImage, notify=photoChanged, final=True)
    def photo(self) -> QImage:
        return self._photo

    @Property(bool, notify=photographedChanged, final=True)
    def photographed(self) -> bool:
        return not self._photo.isNull()
