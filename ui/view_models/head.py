"""The head of every screen as QML sees it."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.head import HeadProps
from ui.view_models.swapping import tell_changes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class HeadViewModel(QObject):  # type: ignore[operator]
    """Window plate, names, clock and language."""

    plateChanged = Signal()
    windowNameChanged = Signal()
    hallNameChanged = Signal()
    clockChanged = Signal()
    englishChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._props = HeadProps()

    def update(self, props: HeadProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        tell_changes(self, old, props)

    @Property(str, notify=plateChanged, final=True)
    def plate(self) -> str:
        return self._props.plate

    @Property(str, notify=windowNameChanged, final=True)
    def windowName(self) -> str:
        return self._props.windowName

    @Property(str, notify=hallNameChanged, final=True)
    def hallName(self) -> str:
        return self._props.hallName

    @Property(str, notify=clockChanged, final=True)
    def clock(self) -> str:
        return self._props.clock

    @Property(bool, notify=englishChanged, final=True)
    def english(self) -> bool:
        return self._props.english
