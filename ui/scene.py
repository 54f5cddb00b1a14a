"""The window: engine, typeface, the one scene, and how to reach what is in it."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

import ui.items.face
import ui.items.icon
import ui.items.paper
import ui.items.photo
import ui.items.qr_code
import ui.items.vignette
from ui.folders import QML
from ui.view_models.kiosk import KioskViewModel

# Importing them is what registers them.
PAINTED = (
    ui.items.face.Face,
    ui.items.icon.Icon,
    ui.items.paper.Paper,
    ui.items.photo.Photo,
    ui.items.qr_code.QrCode,
    ui.items.vignette.Vignette,
)


class Scene:
    """Builds the window from QML, unseen. The view models live as long as the engine.

    `ornament`: whether the receipt slides in; a picture taken at once would catch it halfway.
    """

    def __init__(self, kiosk: KioskViewModel, *, width: int, height: int, ornament: bool) -> None:
        self.engine = QQmlApplicationEngine()
        kiosk.setParent(self.engine)
        self.engine.addImportPath(str(QML))
        self.engine.setInitialProperties(
            {
                "viewModel": kiosk,
                "width": width,
                "height": height,
                "ornament": ornament,
                "pixelsPerMillimetre": pixels_per_millimetre(),
            }
        )
        self.engine.loadFromModule("RatingKiosk", "Main")
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the window cannot be built from ui/qml; see the warnings above")
        self.window: QQuickWindow = roots[0]

    def close(self) -> None:
        """Take the window down; QML goes before the view models it shows."""
        self.window.destroy()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(self.engine, QEvent.Type.DeferredDelete)


def pixels_per_millimetre() -> float:
    """Return how dense the screen is, or 0 where it does not say anything believable."""
    screen = QGuiApplication.primaryScreen()
    return 0.0 if screen is None else believable(screen.physicalDotsPerInch() / 25.4)


def believable(density: float) -> float:
    """Return a density in pixels a millimetre if a touch panel can have it, else 0."""
    return density if 2.5 <= density <= 12 else 0.0  # noqa: PLR2004 -- 64 to 305 dots an inch


def named(window: QQuickWindow, name: str) -> QQuickItem | None:
    """Return the visible item of that objectName. Delegates are items, not QObject children."""
    return next((item for item in _items(window.contentItem()) if item.objectName() == name), None)


def _items(root: QQuickItem) -> Iterator[QQuickItem]:
    for item in root.childItems():
        if item.isVisible():
            yield item
            yield from _items(item)
