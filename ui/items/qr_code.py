"""A QR code from the rows of its modules: whole pixels a module, four modules of quiet."""

from PySide6.QtCore import Property, QRect, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.items.painted import keep

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1
QUIET = 4


@QmlElement
class QrCode(QQuickPaintedItem):
    """The code in the middle of the item. `modules`: rows of "1" and "0", a line each.

    The quiet zone is kept inside the item, so that nothing beside it can spoil the reading. A
    fraction of a pixel a module would blur every edge a phone looks for: the code stays smaller.
    """

    modulesChanged = Signal()
    inkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._modules = ""
        self._ink = QColor()

    def paint(self, painter: QPainter) -> None:
        rows = self._modules.splitlines()
        if not rows:
            return
        pixel = int(min(self.width(), self.height())) // (len(rows) + 2 * QUIET)
        left = (int(self.width()) - pixel * len(rows)) // 2
        top = (int(self.height()) - pixel * len(rows)) // 2
        for y, row in enumerate(rows):
            for x, module in enumerate(row):
                if module == "1":
                    painter.fillRect(
                        QRect(left + x * pixel, top + y * pixel, pixel, pixel), self._ink
                    )

    def _get_modules(self) -> str:
        return self._modules

    def _set_modules(self, value: str) -> None:
        keep(self, "_modules", value, self.modulesChanged)

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, value: QColor) -> None:
        keep(self, "_ink", value, self.inkChanged)

    modules = Property(str, _get_modules, _set_modules, notify=modulesChanged)
    ink = Property(QColor, _get_ink, _set_ink, notify=inkChanged)
