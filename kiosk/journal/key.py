"""The device's key as a file: made once, readable by its owner alone, whole or not there."""

import os
from pathlib import Path

from sync.protocol.handover import sync_folder
from sync.protocol.key import DeviceKey

KEY_FILE = "device.key"
_SEED_BYTES = 32


class KeyDamagedError(Exception):
    """The key file does not hold a key: the log it signed cannot be continued."""


def load_or_make_key(folder: Path) -> DeviceKey:
    """Return the key of this data folder, making folder and key where there are none.

    Safe when two processes race: both get the same key. It is on the disk before it is returned.
    Raises KeyDamagedError, OSError.
    """
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(path)
    return read_key(path)


def read_key(path: Path) -> DeviceKey:
    """Read an existing key file. Raises KeyDamagedError, OSError."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            path.chmod(0o600)
        raw = file.read(1024)
    try:
        seed = bytes.fromhex(raw.decode("ascii").strip())
    except ValueError as error:
        raise KeyDamagedError(str(path)) from error
    if len(seed) != _SEED_BYTES:
        raise KeyDamagedError(str(path))
    return DeviceKey(seed)


def _make(path: Path) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, DeviceKey.generate().seed.hex().encode("ascii") + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        # A link, not a rename: of two that race the first wins and the second sees it.
        path.hardlink_to(beside)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
        sync_folder(path.parent)
