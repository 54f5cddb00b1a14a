"""An icon by its name in assets/icons.toml."""

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.items.drawing import draw, icons
from ui.items.painted import keep

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1
GRID = 24


@QmlElement
class Icon(QQuickPaintedItem):
    """An icon filling a square item in one colour. An unknown name draws nothing."""

    nameChanged = Signal()
    inkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._name = ""
        self._ink = QColor()

    def paint(self, painter: QPainter) -> None:
        if self._name not in icons():
            return
        drawing, width = icons()[self._name]
        side = min(self.width(), self.height())
        painter.scale(side / GRID, side / GRID)
        outline = width if drawing.fills and not drawing.strokes else 0
        draw(painter, drawing, self._ink, outline=outline, stroke=width)

    def _get_name(self) -> str:
        return self._name

    def _set_name(self, value: str) -> None:
        keep(self, "_name", value, self.nameChanged)

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, value: QColor) -> None:
        keep(self, "_ink", value, self.inkChanged)

    name = Property(str, _get_name, _set_name, notify=nameChanged)
    ink = Property(QColor, _get_ink, _set_ink, notify=inkChanged)
