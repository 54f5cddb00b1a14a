"""A person who does not exist, for the card of a member of staff who does not either."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen

WIDTH, HEIGHT = 420, 480
_GROUND, _HAIR, _SKIN, _SHADE = "#C4D8D6", "#2A2326", "#EFC4A2", "#DDA884"
_SUIT, _SHIRT, _TIE, _MOUTH = "#193F4F", "#FFFFFF", "#C94A22", "#A8483C"


def portrait() -> bytes:
    """Draw it, flat and in the terminal's colours. Returns a PNG, the same one each time."""
    picture = QImage(QSize(WIDTH, HEIGHT), QImage.Format.Format_RGB32)
    picture.fill(QColor(_GROUND))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _rounded(painter, QRectF(118, 62, 184, 250), 92, _HAIR)
    painter.fillPath(_shoulders(), QColor(_SUIT))
    _rounded(painter, QRectF(182, 262, 56, 80), 22, _SHADE)
    _polygon(painter, [(168, 318), (252, 318), (210, 392)], _SHIRT)
    _polygon(painter, [(200, 352), (220, 352), (228, 400), (210, 424), (192, 400)], _TIE)
    _rounded(painter, QRectF(142, 108, 136, 180), 66, _SKIN)
    _rounded(painter, QRectF(134, 84, 152, 74), 36, _HAIR)
    for x in (182.0, 238.0):
        painter.setPen(QColor(_HAIR))
        painter.setBrush(QColor(_HAIR))
        painter.drawEllipse(QPointF(x, 200), 6, 7)
    painter.setPen(QPen(QColor(_MOUTH), 6))
    smile = QPainterPath(QPointF(188, 248))
    smile.quadTo(QPointF(210, 264), QPointF(232, 248))
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.drawPath(smile)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(content.data())


def _shoulders() -> QPainterPath:
    path = QPainterPath(QPointF(40, HEIGHT))
    path.cubicTo(QPointF(44, 360), QPointF(120, 326), QPointF(182, 318))
    path.lineTo(238, 318)
    path.cubicTo(QPointF(300, 326), QPointF(376, 360), QPointF(380, HEIGHT))
    path.closeSubpath()
    return path


def _rounded(painter: QPainter, box: QRectF, radius: float, color: str) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.fillPath(path, QColor(color))


def _polygon(painter: QPainter, points: list[tuple[int, int]], color: str) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    painter.fillPath(path, QColor(color))
