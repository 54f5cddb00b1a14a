"""How a view model takes new values: swap first, then one signal for each field that changed.

A function and no base class: the tool that tells qmllint about Python types looks into one file at
a time, so every registered class has to derive from QObject directly.
"""

from typing import Any, TypeVar

from PySide6.QtCore import QObject

Props = TypeVar("Props", bound=Any)


def tell_changes(view_model: QObject, old: Props, new: Props) -> None:
    """Emit `xChanged` for every field x that differs. The view model must hold `new` already."""
    for name in new.__struct_fields__:
        if getattr(old, name) != getattr(new, name):
            signal = getattr(view_model, f"{name}Changed", None)
            if signal is not None:
                signal.emit()
