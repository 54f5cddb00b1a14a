"""Disk space kept in hand, so that ratings go on for weeks after the disk is full."""

import os
import shutil
from pathlib import Path

BALLAST_FILE = "ballast"
BALLAST_BYTES = 16 * 1024 * 1024
"""More than 10,000 ratings with all that is written around them."""
_ROOM_TO_REBUILD = 2 * BALLAST_BYTES


class Ballast:
    """A really allocated file that is given up when the disk is full."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / BALLAST_FILE

    @property
    def there(self) -> bool:
        """Whether the space is in hand."""
        return self._path.exists()

    def release(self) -> bool:
        """Give the space up; tell whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def rebuild(self) -> bool:
        """Take the space again once twice as much is free. Costs a stat where it is held."""
        if self.there or _free(self._path.parent) < _ROOM_TO_REBUILD:
            return self.there
        beside = self._path.with_name(self._path.name + ".new")
        try:
            with beside.open("wb") as file:
                # Not a hole: blocks are reserved, which a sparse file of this size would not do.
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(file.fileno(), 0, BALLAST_BYTES)
                else:  # Windows
                    file.write(bytes(BALLAST_BYTES))
            beside.replace(self._path)
        except OSError:
            beside.unlink(missing_ok=True)
            return False
        return True


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
