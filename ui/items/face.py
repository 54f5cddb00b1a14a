"""A level's face, the seal of the answer: shape, eyes and mouth by national level."""

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QColor, QPainter, QPen, Qt
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.items.drawing import (
    FEATURE_OUTLINE,
    FEATURES_IN_RING,
    OUTLINE,
    RING,
    RING_TO_BODY,
    STROKE,
    FaceShape,
    draw,
    faces,
    pen,
    superellipse,
)
from ui.items.painted import keep

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Face(QQuickPaintedItem):
    """A face filling a square item. `merged`: the body has become one with the key around it."""

    nationalChanged = Signal()
    bodyChanged = Signal()
    featureChanged = Signal()
    mergedChanged = Signal()
    turnChanged = Signal()
    outlinedChanged = Signal()
    deepChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._national = 4
        self._body = QColor()
        self._feature = QColor()
        self._merged = False
        self._turn = 0.0
        self._outlined = False
        self._deep = QColor()

    def paint(self, painter: QPainter) -> None:
        shape = faces().get(self._national)
        if shape is None:
            return
        side = min(self.width(), self.height())
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(self._turn)
        painter.scale(side / 100, side / 100)
        painter.translate(-50, -50)
        if not self._merged:
            self._paint_body(painter, shape)
        if shape.ring:
            painter.translate(50, 50)
            painter.scale(FEATURES_IN_RING, FEATURES_IN_RING)
            painter.translate(-50, -50)
        draw(painter, shape.features, self._feature, outline=FEATURE_OUTLINE, stroke=STROKE)

    def _paint_body(self, painter: QPainter, shape: FaceShape) -> None:
        radius = shape.radius
        if shape.ring:
            painter.setPen(pen(self._body, RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(superellipse(radius - RING / 2, shape.exponent))
            radius -= RING_TO_BODY
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._body)
        painter.drawPath(superellipse(radius, shape.exponent))
        if self._outlined and not shape.ring:
            painter.setPen(pen(self._deep, OUTLINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(superellipse(radius - OUTLINE / 2, shape.exponent))

    def _get_national(self) -> int:
        return self._national

    def _set_national(self, value: int) -> None:
        keep(self, "_national", value, self.nationalChanged)

    def _get_body(self) -> QColor:
        return self._body

    def _set_body(self, value: QColor) -> None:
        keep(self, "_body", value, self.bodyChanged)

    def _get_feature(self) -> QColor:
        return self._feature

    def _set_feature(self, value: QColor) -> None:
        keep(self, "_feature", value, self.featureChanged)

    def _get_merged(self) -> bool:
        return self._merged

    def _set_merged(self, value: bool) -> None:  # noqa: FBT001 -- a Qt property's setter
        keep(self, "_merged", value, self.mergedChanged)

    def _get_turn(self) -> float:
        return self._turn

    def _set_turn(self, value: float) -> None:
        keep(self, "_turn", value, self.turnChanged)

    def _get_outlined(self) -> bool:
        return self._outlined

    def _set_outlined(self, value: bool) -> None:  # noqa: FBT001 -- a Qt property's setter
        keep(self, "_outlined", value, self.outlinedChanged)

    def _get_deep(self) -> QColor:
        return self._deep

    def _set_deep(self, value: QColor) -> None:
        keep(self, "_deep", value, self.deepChanged)

    national = Property(int, _get_national, _set_national, notify=nationalChanged)
    body = Property(QColor, _get_body, _set_body, notify=bodyChanged)
    feature = Property(QColor, _get_feature, _set_feature, notify=featureChanged)
    merged = Property(bool, _get_merged, _set_merged, notify=mergedChanged)
    turn = Property(float, _get_turn, _set_turn, notify=turnChanged)
    outlined = Property(bool, _get_outlined, _set_outlined, notify=outlinedChanged)
    deep = Property(QColor, _get_deep, _set_deep, notify=deepChanged)
