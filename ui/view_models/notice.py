"""The passive screens as QML sees them."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.notice import NoticeProps
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class NoticeViewModel(QObject):  # type: ignore[operator]
    """A sign in two languages; nothing on it can be pressed."""

    signChanged = Signal()
    lineChanged = Signal()
    englishChanged = Signal()
    strokesChanged = Signal()
    quietChanged = Signal()
    timeChanged = Signal()
    timeNoteChanged = Signal()
    timeNoteEnglishChanged = Signal()
    codeChanged = Signal()
    codeNoteChanged = Signal()
    codeNoteEnglishChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._props = NoticeProps()
        self._neighbours = RowModel(("plate", "name", "english", "onLeft"), self)

    def update(self, props: NoticeProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        self._neighbours.show(props.neighbours)
        tell_changes(self, old, props)

    @Property(str, notify=signChanged, final=True)
    def sign(self) -> str:
        return self._props.sign

    @Property(str, notify=lineChanged, final=True)
    def line(self) -> str:
        return self._props.line

    @Property(str, notify=englishChanged, final=True)
    def english(self) -> str:
        return self._props.english

    @Property(bool, notify=strokesChanged, final=True)
    def strokes(self) -> bool:
        return self._props.strokes

    @Property(bool, notify=quietChanged, final=True)
    def quiet(self) -> bool:
        return self._props.quiet

    @Property(str, notify=timeChanged, final=True)
    def time(self) -> str:
        return self._props.time

    @Property(str, notify=timeNoteChanged, final=True)
    def timeNote(self) -> str:
        return self._props.timeNote

    @Property(str, notify=timeNoteEnglishChanged, final=True)
    def timeNoteEnglish(self) -> str:
        return self._props.timeNoteEnglish

    @Property(str, notify=codeChanged, final=True)
    def code(self) -> str:
        return self._props.code

    @Property(str, notify=codeNoteChanged, final=True)
    def codeNote(self) -> str:
        return self._props.codeNote

    @Property(str, notify=codeNoteEnglishChanged, final=True)
    def codeNoteEnglish(self) -> str:
        return self._props.codeNoteEnglish

    @Property(RowModel, constant=True, final=True)
    def neighbours(self) -> RowModel:
        return self._neighbours
