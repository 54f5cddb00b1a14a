"""Where the pictures go, and sheets of many of them, to look at all in a minute."""

import html
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

_AREA = 420 * 262
"""Pixels of a small picture, whatever its shape."""
_ACROSS = {True: 8, False: 5}
_GAP, _TITLE = 8, 22
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screens</title>
<style>body{{font:14px sans-serif;background:#ddd}}figure{{display:inline-block;margin:6px}}
img{{width:{width}px}}</style>
{figures}
</html>
"""

Name = tuple[str, str, str, str]


class Sheets:
    """Collects pictures by panel and language; `finish` writes a sheet of each and one page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._small: dict[tuple[str, str], list[tuple[str, QImage]]] = {}
        self._files: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, name: Name, picture: QImage) -> Path:
        """Note a picture of (scene, panel, language, mode). Returns the file it belongs into."""
        scene, panel, language, mode = name
        title = "-".join(part for part in (scene, mode) if part)
        file = self._folder / panel / f"{title}-{language}.png"
        file.parent.mkdir(exist_ok=True)
        self._files.append(str(file.relative_to(self._folder)))
        share = (_AREA / (picture.width() * picture.height())) ** 0.5
        small = picture.scaled(
            round(picture.width() * share), round(picture.height() * share),
            mode=Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        self._small.setdefault((panel, language), []).append((title, small))
        return file

    def finish(self) -> None:
        """Write the sheets and index.html."""
        for (panel, language), pictures in self._small.items():
            save(_sheet(pictures), self._folder / f"sheet-{panel}-{language}.png")
        figures = "\n".join(
            f'<figure><a href="{html.escape(file)}"><img loading="lazy" src="{html.escape(file)}">'
            f"</a><figcaption>{html.escape(file)}</figcaption></figure>"
            for file in self._files
        )
        page = _PAGE.format(width=420, figures=figures)
        (self._folder / "index.html").write_text(page, encoding="utf-8")


def save(picture: QImage, file: Path) -> None:
    """Write a PNG; little compressed, because hundreds of them are to be there in a minute."""
    if not picture.save(str(file), quality=70):
        raise OSError(f"{file} cannot be written")


def _sheet(pictures: list[tuple[str, QImage]]) -> QImage:
    size = pictures[0][1].size()
    across = min(len(pictures), _ACROSS[size.height() > size.width()])
    down = -(-len(pictures) // across)
    wide, high = size.width() + _GAP, size.height() + _GAP + _TITLE
    sheet = QImage(across * wide + _GAP, down * high + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#888888"))
    painter = QPainter(sheet)
    for number, (title, picture) in enumerate(pictures):
        at = QPoint(_GAP + number % across * wide, _GAP + number // across * high)
        painter.drawText(QRect(at.x(), at.y(), size.width(), _TITLE), 0, title)
        painter.drawImage(at + QPoint(0, _TITLE), picture)
    painter.end()
    return sheet
