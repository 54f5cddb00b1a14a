"""A photo with round corners, cut to the shape of its item from the middle."""

from PySide6.QtCore import Property, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.items.painted import keep

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Photo(QQuickPaintedItem):
    """Fills its item with a QImage; paints nothing where there is none."""

    pictureChanged = Signal()
    radiusChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._picture = QImage()
        self._radius = 0.0

    def paint(self, painter: QPainter) -> None:
        picture, room = self._picture, QSizeF(self.width(), self.height())
        if picture.isNull() or room.isEmpty():
            return
        # Scaled by the image and not by the painter: smooth also where pixels are drawn by hand.
        fit = QSizeF(picture.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        smooth = picture.scaled(
            fit.toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        brush = QBrush(smooth)
        offset = QPointF(room.width() - smooth.width(), room.height() - smooth.height()) / 2
        brush.setTransform(QTransform.fromTranslate(offset.x(), offset.y()))
        path = QPainterPath()
        path.addRoundedRect(QRectF(QPointF(0, 0), room), self._radius, self._radius)
        painter.fillPath(path, brush)

    def _get_picture(self) -> QImage:
        return self._picture

    def _set_picture(self, value: QImage) -> None:
        keep(self, "_picture", value, self.pictureChanged)

    def _get_radius(self) -> float:
        return self._radius

    def _set_radius(self, value: float) -> None:
        keep(self, "_radius", value, self.radiusChanged)

    picture = Property(QImage, _get_picture, _set_picture, notify=pictureChanged)
    radius = Property(float, _get_radius, _set_radius, notify=radiusChanged)
