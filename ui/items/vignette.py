"""An announcement's picture in a squircle; without one, a quiet landscape in the palette."""

from PySide6.QtCore import Property, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, Qt, QTransform
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.items.drawing import path_of, superellipse
from ui.items.painted import keep

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_EXPONENT = 3
# Flat shapes on a grid of 100 units, from far to near; drawn for this project.
_SKY, _SUN, _FAR, _NEAR, _WATER = "#DCE9E1", "#EAAE38", "#93BFB0", "#14806F", "#0C4A5E"
_FAR_HILLS = path_of(
    "M0 62 C10 52 24 50 35 60 C44 51 54 51 64 61 C76 50 92 48 100 55 L100 80 L0 80 Z"
)
_NEAR_HILLS = path_of("M0 68 C14 55 34 55 46 66 C56 73 78 56 100 66 L100 80 L0 80 Z")
_LIGHTS = (
    (38, 81.5, 30, 3, _SUN), (45, 87.2, 17, 2.8, _SUN), (13, 82, 14, 2.8, _FAR),
    (75, 82, 13, 2.8, _FAR), (26, 89.5, 13, 2.8, _FAR), (67, 90.5, 10, 2.6, _FAR),
)  # fmt: skip


@QmlElement
class Vignette(QQuickPaintedItem):
    """Fills a square item. A picture is cut to the squircle around its middle, never stretched."""

    imageChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._image = QImage()

    def paint(self, painter: QPainter) -> None:
        side = min(self.width(), self.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        grid = QTransform().scale(side / 100, side / 100)
        painter.setClipPath(grid.map(superellipse(50, _EXPONENT)))
        if self._image.isNull():
            painter.setTransform(grid, True)  # noqa: FBT003 -- Qt's signature
            _landscape(painter)
        else:
            painter.drawImage(QRectF(0, 0, side, side), self._image, _middle(self._image))

    def _get_image(self) -> QImage:
        return self._image

    def _set_image(self, value: QImage) -> None:
        keep(self, "_image", value, self.imageChanged)

    image = Property(QImage, _get_image, _set_image, notify=imageChanged)


def _middle(image: QImage) -> QRectF:
    side = min(image.width(), image.height())
    return QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)


def _landscape(painter: QPainter) -> None:
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.fillRect(QRectF(0, 0, 100, 100), QColor(_SKY))
    sun = QPainterPath()
    sun.addEllipse(QPointF(53, 46), 21, 21)
    for path, color in ((sun, _SUN), (_FAR_HILLS, _FAR), (_NEAR_HILLS, _NEAR)):
        painter.fillPath(path, QColor(color))
    painter.fillRect(QRectF(0, 77, 100, 23), QColor(_WATER))
    for x, y, width, height, color in _LIGHTS:
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(QRectF(x, y, width, height), height / 2, height / 2)
