"""A damaged journal is put aside whole, so that rating goes on and nothing is thrown away.

A power cut may come between any two renames. So the folder is first marked as `moving`; whoever
starts next finishes the moves; only then does `damage.json` take the mark's place and a new key
and a new log may begin. A key never has two logs.
"""

import filecmp
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.journal.database import JOURNAL_FILE, MARK_FILE, SIDE_FILES
from kiosk.journal.key import KEY_FILE
from sync.protocol.entries import Follows
from sync.protocol.handover import replace_file, sync_folder

FOLDER = "set-aside"
DAMAGE_FILE = "damage.json"
_MOVING = "moving.json"
_MOVED = (JOURNAL_FILE, *SIDE_FILES, MARK_FILE, KEY_FILE)


class Damage(Struct, frozen=True, kw_only=True):
    """Why a log was set aside, and up to where it holds together. `log` is "" where unknown."""

    log: str
    position: int
    digest: str
    reason: str
    at: str

    @property
    def follows(self) -> Follows | None:
        """What the boot entry of the next log says about this one."""
        return Follows(log=self.log, position=self.position) if self.log else None


_decoder = msgspec.json.Decoder(Damage)


def set_aside(data: Path, damage: Damage) -> Path:
    """Move journal and key out of the way; return the folder that holds them. Raises OSError."""
    stamp = datetime.fromisoformat(damage.at).astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    folder = data / FOLDER / stamp
    attempt = 1
    while folder.exists():
        attempt += 1
        folder = data / FOLDER / f"{stamp}-{attempt}"
    folder.mkdir(parents=True)
    replace_file(folder / _MOVING, msgspec.json.encode(damage))
    sync_folder(folder.parent)
    sync_folder(data)
    _finish(data, folder)
    return folder


def finish_moves(data: Path) -> None:
    """Complete what a power cut interrupted. Does nothing in the ordinary case. Raises OSError."""
    for folder in folders(data):
        if (folder / _MOVING).exists():
            _finish(data, folder)


def _finish(data: Path, folder: Path) -> None:
    for name in _MOVED:
        if (data / name).exists() and not (folder / name).exists():
            (data / name).rename(folder / name)
        elif (data / name).exists() and filecmp.cmp(data / name, folder / name, shallow=False):
            # A cut may leave a moved file under both names. Any other is a new log's own.
            sync_folder(folder)
            (data / name).unlink()
    sync_folder(folder)
    sync_folder(data)
    (folder / _MOVING).rename(folder / DAMAGE_FILE)
    sync_folder(folder)


def folders(data: Path) -> list[Path]:
    """Return the folders of set-aside logs, oldest first."""
    try:
        return sorted(path for path in (data / FOLDER).iterdir() if path.is_dir())
    except OSError:
        return []


def read_damage(folder: Path) -> Damage | None:
    """Read why a log was set aside; None for a folder that holds no set-aside log."""
    try:
        return _decoder.decode((folder / DAMAGE_FILE).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def latest_damage(data: Path) -> Damage | None:
    """Return the damage of the log set aside last, for the new log to name."""
    known = [damage for folder in folders(data) if (damage := read_damage(folder)) is not None]
    return known[-1] if known else None
