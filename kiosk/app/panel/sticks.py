"""Which memory sticks are mounted, from the kernel's own table of mounts."""

import os
from collections.abc import Sequence
from pathlib import Path

from kiosk.app.panel.screens import Stick

MOUNTS = Path("/proc/self/mountinfo")
_PLACE, _OPTIONS = 4, 5


def sticks(folders: Sequence[Path], mounts: Path = MOUNTS) -> tuple[Stick, ...]:
    """Return what is mounted, writable, at or below one of the folders. Looks at the disk.

    An empty folder where a stick used to be is no stick: what is written there would never leave
    the terminal.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    found: dict[str, Stick] = {}
    for line in lines:
        fields = line.split()
        if len(fields) <= _OPTIONS or "rw" not in fields[_OPTIONS].split(","):
            continue
        place = Path(_unescaped(fields[_PLACE]))
        if any(place == folder or folder in place.parents for folder in folders):
            stick = _stick(place)
            if stick is not None:
                found[stick.path] = stick
    return tuple(found[path] for path in sorted(found))


def _stick(place: Path) -> Stick | None:
    try:
        facts = os.statvfs(place)
    except OSError:
        return None
    return Stick(str(place), place.name, facts.f_bavail * facts.f_frsize)


def _unescaped(field: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field
