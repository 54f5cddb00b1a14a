"""What every painted item does: remember a value, and paint again only when it has changed.

A function and no base class: the tool that tells qmllint about Python types looks into one file at
a time, so every registered class has to derive from its Qt class directly.
"""

from PySide6.QtCore import SignalInstance
from PySide6.QtQuick import QQuickPaintedItem


def keep(item: QQuickPaintedItem, field: str, value: object, changed: SignalInstance) -> None:
    """Set a field, tell QML and paint anew, unless the value is what it was."""
    if getattr(item, field) != value:
        setattr(item, field, value)
        changed.emit()
        item.update()
