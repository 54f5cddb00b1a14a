"""The brightness of the panel's own light, where the kernel lets us set it."""

from contextlib import suppress
from pathlib import Path

FOLDER = Path("/sys/class/backlight")
STEPS = 10


class Backlight:
    """All lights in a folder of the kernel's. Methods touch files: not on the window's thread."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def dimmable(self) -> bool:
        """Tell whether there is a light that we may set."""
        return bool(self._lights())

    def set(self, step: int) -> None:
        """Set every light to a step of ten; the lowest can still be read."""
        for light in self._lights():
            with suppress(OSError, ValueError):
                most = int((light / "max_brightness").read_text(encoding="ascii"))
                value = max(1, round(most * step / STEPS))
                (light / "brightness").write_text(f"{value}\n", encoding="ascii")

    def _lights(self) -> list[Path]:
        try:
            lights = sorted(self._folder.iterdir())
        except OSError:
            return []
        return [light for light in lights if _writable(light / "brightness")]


def _writable(path: Path) -> bool:
    try:
        with path.open("r+", encoding="ascii"):
            return True
    except OSError:
        return False
