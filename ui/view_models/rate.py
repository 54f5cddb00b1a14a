"""The rate screen as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.rate import RateProps
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes
from ui.wishes import Wishes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class RateViewModel(QObject):  # type: ignore[operator]
    """The question, the staff card and the level keys."""

    questionChanged = Signal()
    lineChanged = Signal()
    ticketChanged = Signal()
    invitedChanged = Signal()
    timeLeftChanged = Signal()
    busyChanged = Signal()
    staffShownChanged = Signal()
    staffNameChanged = Signal()
    staffInitialChanged = Signal()
    staffPostChanged = Signal()
    staffNumberChanged = Signal()
    staffPostAndNumberChanged = Signal()
    staffStarsChanged = Signal()
    staffPhotoChanged = Signal()
    staffPhotographedChanged = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._props = RateProps()
        self._wishes = wishes
        self._photo = QImage()
        self._levels = RowModel(("level", "national", "word", "upper", "lower", "chosen"), self)

    def update(self, props: RateProps, photo: QImage | None = None) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        before, self._photo = self._photo, photo or QImage()
        self._levels.show(props.levels)
        tell_changes(self, old, props)
        if before != self._photo:
            self.staffPhotoChanged.emit()
            self.staffPhotographedChanged.emit()

    @Slot(str)
    def rate(self, level: str) -> None:
        self._wishes.rate(level)

    @Slot(str)
    def hear(self, level: str) -> None:
        self._wishes.hear(level)

    @Property(RowModel, constant=True, final=True)
    def levels(self) -> RowModel:
        return self._levels

    @Property(str, notify=questionChanged, final=True)
    def question(self) -> str:
        return self._props.question

    @Property(str, notify=lineChanged, final=True)
    def line(self) -> str:
        return self._props.line

    @Property(str, notify=ticketChanged, final=True)
    def ticket(self) -> str:
        return self._props.ticket

    @Property(bool, notify=invitedChanged, final=True)
    def invited(self) -> bool:
        return self._props.invited

    @Property(float, notify=timeLeftChanged, final=True)
    def timeLeft(self) -> float:
        return self._props.timeLeft

    @Property(bool, notify=busyChanged, final=True)
    def busy(self) -> bool:
        return self._props.busy

    @Property(bool, notify=staffShownChanged, final=True)
    def staffShown(self) -> bool:
        return self._props.staffShown

    @Property(str, notify=staffNameChanged, final=True)
    def staffName(self) -> str:
        return self._props.staffName

    @Property(str, notify=staffInitialChanged, final=True)
    def staffInitial(self) -> str:
        return self._props.staffInitial

    @Property(str, notify=staffPostChanged, final=True)
    def staffPost(self) -> str:
        return self._props.staffPost

    @Property(str, notify=staffNumberChanged, final=True)
    def staffNumber(self) -> str:
        return self._props.staffNumber

    @Property(str, notify=staffPostAndNumberChanged, final=True)
    def staffPostAndNumber(self) -> str:
        return self._props.staffPostAndNumber

    @Property(int, notify=staffStarsChanged, final=True)
    def staffStars(self) -> int:
        return self._props.staffStars

    @Property(QImage, notify=staffPhotoChanged, final=True)
    def staffPhoto(self) -> QImage:
        return self._photo

    @Property(bool, notify=staffPhotographedChanged, final=True)
    def staffPhotographed(self) -> bool:
        return not self._photo.isNull()
