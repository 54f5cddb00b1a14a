"""Pictures the settings name, read and decoded where nobody waits for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from sync.protocol.settings import MAX_PICTURE_BYTES

MOST_PIXELS = 16_000_000
SIDE = 720
"""Pixels of the shorter side that is kept: as large as a picture is shown on any panel."""
_KEPT = 8
_FORMATS = (b"png", b"jpeg", b"jpg", b"webp")

Stamp = tuple[int, int, int]


class Media:
    """The pictures of a folder. Used on one thread; each is read on one of its own.

    `post` brings a call back to that thread, `arrived` is called there when a picture has come.
    A file that is missing is looked for again, one that is damaged only once it has changed.
    """

    def __init__(
        self, folder: Path, post: Callable[[Callable[[], None]], None], arrived: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._post = post
        self._arrived = arrived
        self._good: OrderedDict[str, QImage] = OrderedDict()
        self._bad: dict[str, Stamp] = {}
        self.loading: set[str] = set()
        """Names that are being read."""

    def picture(self, name: str) -> QImage | None:
        """Return the picture of that name, or None: there is none, or it will arrive."""
        if name in self._good:
            self._good.move_to_end(name)
            return self._good[name]
        if name and name not in self.loading:
            self.loading.add(name)
            known = self._bad.get(name)
            threading.Thread(
                target=self._load, args=(name, known), name="picture", daemon=True
            ).start()
        return None

    def _load(self, name: str, known: Stamp | None) -> None:
        path = self._folder / name
        stamp, image = _stamp(path), None
        if stamp is not None and stamp != known:
            image = read_picture(path, name)
        self._post(lambda: self._take(name, stamp, image))

    def _take(self, name: str, stamp: Stamp | None, image: QImage | None) -> None:
        self.loading.discard(name)
        if image is None:
            if stamp is not None:
                self._bad[name] = stamp
            return
        self._bad.pop(name, None)
        self._good[name] = image
        while len(self._good) > _KEPT:
            self._good.popitem(last=False)
        self._arrived()


def read_picture(path: Path, name: str) -> QImage | None:
    """Return the picture in a file whose SHA-256 is `name`, no larger than it is shown.

    None where it cannot be read, is too large, is not what it is called or is no picture.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_PICTURE_BYTES + 1)
    except OSError:
        return None
    if len(content) > MAX_PICTURE_BYTES or sha256(content).hexdigest() != name:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    # By what it is, not by what it calls itself; and never one of the formats with scripts.
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not size.isValid():
        return None
    if size.width() * size.height() > MOST_PIXELS:
        return None
    if min(size.width(), size.height()) > SIDE:
        fitting = QSize(SIDE, SIDE)
        reader.setScaledSize(size.scaled(fitting, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else image


def _stamp(path: Path) -> Stamp | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
