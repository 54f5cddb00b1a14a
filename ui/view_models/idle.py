"""The announcements as QML sees them."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.idle import IdleProps
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes
from ui.wishes import Wishes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class IdleViewModel(QObject):  # type: ignore[operator]
    """One announcement, its picture and the faces. A touch anywhere leads to the question."""

    titleChanged = Signal()
    textChanged = Signal()
    englishTitleChanged = Signal()
    englishChanged = Signal()
    titleEmsChanged = Signal()
    textEmsChanged = Signal()
    englishEmsChanged = Signal()
    countChanged = Signal()
    shownChanged = Signal()
    imageChanged = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._props = IdleProps()
        self._image = QImage()
        self._wishes = wishes
        self._faces = RowModel(("national",), self)

    def update(self, props: IdleProps, image: QImage | None) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        image = QImage() if image is None else image
        another = image.cacheKey() != self._image.cacheKey()
        self._image = image
        self._faces.show(props.faces)
        tell_changes(self, old, props)
        if another:
            self.imageChanged.emit()

    @Slot()
    def touch(self) -> None:
        self._wishes.touch()

    @Property(RowModel, constant=True, final=True)
    def faces(self) -> RowModel:
        return self._faces

    @Property(str, notify=titleChanged, final=True)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=textChanged, final=True)
    def text(self) -> str:
        return self._props.text

    @Property(str, notify=englishTitleChanged, final=True)
    def englishTitle(self) -> str:
        return self._props.englishTitle

    @Property(str, notify=englishChanged, final=True)
    def english(self) -> str:
        return self._props.english

    @Property(float, notify=titleEmsChanged, final=True)
    def titleEms(self) -> float:
        return self._props.titleEms

    @Property(float, notify=textEmsChanged, final=True)
    def textEms(self) -> float:
        return self._props.textEms

    @Property(float, notify=englishEmsChanged, final=True)
    def englishEms(self) -> float:
        return self._props.englishEms

    @Property(int, notify=countChanged, final=True)
    def count(self) -> int:
        return self._props.count

    @Property(int, notify=shownChanged, final=True)
    def shown(self) -> int:
        return self._props.shown

    @Property(QImage, notify=imageChanged, final=True)
    def image(self) -> QImage:
        return self._image

    @Property(str, constant=True, final=True)
    def call(self) -> str:
        return self._props.call

    @Property(str, constant=True, final=True)
    def callEnglish(self) -> str:
        return self._props.callEnglish
