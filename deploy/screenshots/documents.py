"""The pictures that the READMEs and docs/ show: the same screens, small enough for a repository."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

FOLDER = Path("docs/pictures")
_COLOURS = 256
_SMALL = 640

Name = tuple[str, str, str, str]

SHOWN: dict[Name, tuple[str, int]] = {
    ("rate", "1280x800", "zh", ""): ("rate", 1280),
    ("rate", "1280x800", "en", ""): ("rate-english", 1280),
    ("rate", "1280x800", "zh", "large"): ("rate-large", _SMALL),
    ("rate", "1280x800", "zh", "low"): ("rate-low", _SMALL),
    ("rate", "1280x800", "zh", "contrast"): ("rate-contrast", _SMALL),
    ("invited", "1280x800", "zh", "low"): ("invited-low", _SMALL),
    ("reasons-picked", "1280x800", "zh", "large"): ("reasons-large", _SMALL),
    ("thanks", "1280x800", "zh", ""): ("thanks", _SMALL),
}
"""(scene, panel, language, mode) to the name of the file and its width in pixels."""


def keep(name: Name, picture: QImage, folder: Path = FOLDER) -> Path | None:
    """Write the picture if a document shows it. Returns its file."""
    if name not in SHOWN:
        return None
    title, width = SHOWN[name]
    file = folder / f"{title}.png"
    small = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    if not reduced(small).save(str(file), quality=0):
        raise OSError(f"{file} cannot be written")
    return file


def reduced(picture: QImage) -> QImage:
    """Return the picture with its commonest colours alone, none of them dithered."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(bytes(plain.constBits())).cast("I").tolist()
    table = [colour for colour, _ in Counter(pixels).most_common(_COLOURS)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
