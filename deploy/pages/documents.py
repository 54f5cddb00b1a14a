"""The pages' pictures that the READMEs show: of the same walk, small enough for a repository."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from deploy.screenshots.documents import FOLDER, reduced

SHOWN = {
    ("windows", "desk", "zh"): ("windows-page", 1280, 900),
    ("windows", "desk", "en"): ("windows-page-english", 1280, 900),
    ("overview-hall", "desk", "zh"): ("overview", 1120, 1213),
    ("overview-hall", "desk", "en"): ("overview-english", 1120, 1213),
}
"""(scene, size, language) to the name of the file, its width and its greatest height in pixels."""


def keep(name: tuple[str, str, str], picture: Path, folder: Path = FOLDER) -> Path | None:
    """Write a picture once more, smaller, if a document shows it. Returns its file."""
    if name not in SHOWN:
        return None
    title, width, height = SHOWN[name]
    file = folder / f"{title}.png"
    small = QImage(str(picture)).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    part = small.copy(0, 0, width, min(height, small.height()))
    if not reduced(part).save(str(file), quality=0):
        raise OSError(f"{file} cannot be written")
    return file
