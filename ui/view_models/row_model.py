"""A list model over frozen rows that changes in place, so that delegates are never rebuilt."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@QmlElement
@QmlUncreatable("built by the view model it belongs to")
class RowModel(QAbstractListModel):  # type: ignore[operator]
    """Rows of one dataclass; `names` are the fields that QML sees, in the order of their roles."""

    def __init__(self, names: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._names = names
        self._rows: tuple[Any, ...] = ()

    def roleNames(self) -> dict[int, QByteArray]:
        first = Qt.ItemDataRole.UserRole + 1
        return {first + n: QByteArray(name.encode()) for n, name in enumerate(self._names)}

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = role - Qt.ItemDataRole.UserRole - 1
        if not (0 <= index.row() < len(self._rows) and 0 <= place < len(self._names)):
            return None
        return getattr(self._rows[index.row()], self._names[place])

    def show(self, rows: Sequence[Any]) -> None:
        """Take new rows: ends are added or cut, rows that differ say so, the others stay still."""
        had, has = len(self._rows), len(rows)
        if has < had:
            self.beginRemoveRows(_NO_PARENT, has, had - 1)
            self._rows = self._rows[:has]
            self.endRemoveRows()
        before, self._rows = self._rows, (*rows[:had],)
        for row, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))
        if has > had:
            self.beginInsertRows(_NO_PARENT, had, has - 1)
            self._rows = tuple(rows)
            self.endInsertRows()
