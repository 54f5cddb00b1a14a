"""The pictures a settings document names, as files called by the SHA-256 of their bytes."""

import errno
import os
import shutil
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path

from sync.protocol.handover import replace_file
from sync.protocol.settings import MAX_PICTURE_BYTES

_RESERVE = 64 * 1024 * 1024
"""Free bytes that no picture may touch: they are for ratings."""


class Pictures:
    """A folder of pictures. What is in it is whole: a file whose bytes are not its name goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole: set[str] = set()

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those that are not here. Each file is read once in the life of this object."""
        return tuple(name for name in names if not self._has(name))

    def keep(self, name: str, content: bytes) -> None:
        """Keep a picture. Raises ValueError where it is not the one of this name, and OSError."""
        if len(content) > MAX_PICTURE_BYTES:
            raise ValueError(f"picture {name[:12]} has more than {MAX_PICTURE_BYTES} bytes")
        if sha256(content).hexdigest() != name:
            raise ValueError(f"what came for picture {name[:12]} is something else")
        self._folder.mkdir(exist_ok=True)
        if shutil.disk_usage(self._folder).free < _RESERVE + len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._folder / name))
        replace_file(self._folder / name, content)
        self._whole.add(name)

    def sweep(self, wanted: Collection[str]) -> None:
        """Take away what is not wanted. What cannot be taken away stays for the next time."""
        try:
            here = list(self._folder.iterdir())
        except OSError:
            return
        for path in here:
            if path.name not in wanted:
                self._drop(path)

    def _has(self, name: str) -> bool:
        if name in self._whole:
            return True
        path = self._folder / name
        try:
            if path.stat().st_size > MAX_PICTURE_BYTES:
                self._drop(path)
                return False
            if sha256(path.read_bytes()).hexdigest() == name:
                self._whole.add(name)
                return True
        except OSError:
            return False
        self._drop(path)
        return False

    def _drop(self, path: Path) -> None:
        self._whole.discard(path.name)
        try:
            path.unlink()
        except OSError:
            return
