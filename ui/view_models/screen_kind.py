"""Which screen is up, as an enum that QML knows."""

from enum import IntEnum

from PySide6.QtCore import QEnum, QObject
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("an enum")
class Screens(QObject):  # type: ignore[operator]
    """Holds the enum."""

    @QEnum
    class Kind(IntEnum):
        """The screens of the terminal."""

        RATE = 0
        REASONS = 1
        THANKS = 2
        NOTICE = 3
        PIN_PAD = 4
        PANEL = 5
        IDLE = 6
        SET_UP = 9
