"""The receipt's sheet: straight sides with a hairline, and a foot torn off in scallops."""

from PySide6.QtCore import Property, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.items.drawing import pen
from ui.items.painted import keep

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1
SCALLOPS = 22


@QmlElement
class Paper(QQuickPaintedItem):
    """A sheet that hangs from the top edge of the item and ends torn at its bottom."""

    surfaceChanged = Signal()
    lineChanged = Signal()
    hairlineChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._surface = QColor()
        self._line = QColor()
        self._hairline = 1.0

    def paint(self, painter: QPainter) -> None:
        half = self._hairline / 2
        left, right = half, self.width() - half
        radius = (right - left) / SCALLOPS / 2
        foot = self.height() - half
        path = QPainterPath(QPointF(left, -self._hairline))
        path.lineTo(left, foot)
        for index in range(SCALLOPS):
            box = QRectF(left + 2 * radius * index, foot - radius, 2 * radius, 2 * radius)
            path.arcTo(box, 180, -180)
        path.lineTo(right, -self._hairline)
        painter.setPen(pen(self._line, self._hairline))
        painter.setBrush(self._surface)
        painter.drawPath(path)

    def _get_surface(self) -> QColor:
        return self._surface

    def _set_surface(self, value: QColor) -> None:
        keep(self, "_surface", value, self.surfaceChanged)

    def _get_line(self) -> QColor:
        return self._line

    def _set_line(self, value: QColor) -> None:
        keep(self, "_line", value, self.lineChanged)

    def _get_hairline(self) -> float:
        return self._hairline

    def _set_hairline(self, value: float) -> None:
        keep(self, "_hairline", value, self.hairlineChanged)

    surface = Property(QColor, _get_surface, _set_surface, notify=surfaceChanged)
    line = Property(QColor, _get_line, _set_line, notify=lineChanged)
    hairline = Property(float, _get_hairline, _set_hairline, notify=hairlineChanged)
