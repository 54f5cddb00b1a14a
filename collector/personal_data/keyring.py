"""The keys citizens' data is sealed with: a small file, kept apart from the database.

{"form": "yiping-keys/1", "sealing": [{"id", "made", "key"}, …], "index": [… the same …]}

The last key of a kind is the current one; the others open what is not sealed anew yet. The file is
replaced whole, so a reader sees the old one or the new one.
"""

import base64
import os
import secrets
import stat
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

Kind = Literal["sealing", "index"]
FORM: Final = "yiping-keys/1"
_KEY_BYTES = 32
ID_LETTERS = 8


class KeysMissingError(Exception):
    """There is no file of keys, or it cannot be read; the message says what to do."""


class Key(Struct, frozen=True):
    """One key. `made`: the day, for people; `id` stands in front of all it has sealed."""

    id: str
    made: str
    key: str

    @property
    def secret(self) -> bytes:
        """The 32 bytes."""
        return base64.b64decode(self.key)


class Keys(Struct, frozen=True, kw_only=True):
    """The whole file."""

    form: Literal["yiping-keys/1"] = FORM
    sealing: tuple[Key, ...]
    index: tuple[Key, ...]

    def of(self, kind: Kind) -> tuple[Key, ...]:
        """Return the keys of a kind, the current one last."""
        return self.sealing if kind == "sealing" else self.index


class Keyring:
    """The file, read anew whenever it has changed: a rotation reaches servers that run.

    ours: the file lies in the data folder and may be made here; one that the installation names
    (COLLECTOR_KEYS) is made by `collector keys make` alone, so that a disk that is not mounted is
    never taken for a first start.
    """

    def __init__(self, path: Path, *, ours: bool) -> None:
        self.path = path
        self.ours = ours
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int, int], Keys] | None = None

    def keys(self) -> Keys:
        """Return what the file holds now. Raises KeysMissingError."""
        try:
            state = self.path.stat()
            mark = (state.st_mtime_ns, state.st_ino, state.st_size)
            with self._lock:
                if self._read is None or self._read[0] != mark:
                    self._read = (mark, _decoded(self.path.read_bytes()))
                return self._read[1]
        except FileNotFoundError:
            raise KeysMissingError(
                f"there is no file of keys at {self.path}. Put it back from its own backup; on a "
                f"new installation: collector keys make · 找不到密钥文件 {self.path}，请从备份"
                "恢复；新安装请运行 collector keys make"
            ) from None
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise KeysMissingError(
                f"the file of keys {self.path} cannot be read: {error}. Put it back from its own "
                "backup · 密钥文件无法读取，请从备份恢复"
            ) from error

    def current(self, kind: Kind) -> Key:
        """Return the key that is used for what is new. Raises KeysMissingError."""
        return self.keys().of(kind)[-1]

    def by_id(self, kind: Kind) -> Mapping[str, Key]:
        """Return all keys by their ids; none where there is no file."""
        with suppress(KeysMissingError):
            return {key.id: key for key in self.keys().of(kind)}
        return {}

    def make(self) -> bool:
        """Make the file with new keys; False where there is one already."""
        with suppress(FileExistsError):
            self._write(Keys(sealing=(_new(),), index=(_new(),)), first=True)
            return True
        return False

    def add(self, kind: Kind) -> Key:
        """Add a key, which is the current one from now on."""
        keys, key = self.keys(), _new()
        self._write(msgspec.structs.replace(keys, **{kind: (*keys.of(kind), key)}))
        return key

    def drop(self, kind: Kind, key_id: str) -> None:
        """Take a key away for good. The current one stays: raises ValueError."""
        keys = self.keys()
        if keys.of(kind)[-1].id == key_id:
            raise ValueError(key_id)
        left = tuple(key for key in keys.of(kind) if key.id != key_id)
        self._write(msgspec.structs.replace(keys, **{kind: left}))

    def readable_by_others(self) -> bool:
        """Tell whether more than the file's owner may read it."""
        with suppress(OSError):
            return bool(self.path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
        return False

    def _write(self, keys: Keys, *, first: bool = False) -> None:
        folder = self.path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp makes files that their owner alone can read.
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{self.path.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(keys)) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            if first:
                os.link(name, self.path)  # of two who make it, one is told that there is one
            else:
                Path(name).replace(self.path)
        finally:
            Path(name).unlink(missing_ok=True)
        with suppress(OSError):
            folder_handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(folder_handle)
            finally:
                os.close(folder_handle)


def _decoded(content: bytes) -> Keys:
    keys = msgspec.json.decode(content, type=Keys)
    if not keys.sealing or not keys.index:
        raise ValueError("a kind of keys is missing")
    if any(len(key.secret) != _KEY_BYTES or len(key.id) != ID_LETTERS
           for key in (*keys.sealing, *keys.index)):  # fmt: skip
        raise ValueError("a key is not as it was written")
    return keys


def _new() -> Key:
    return Key(
        id=base64.b32encode(secrets.token_bytes(5)).decode(),
        made=f"{datetime.now(UTC):%Y-%m-%d}",
        key=base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode(),
    )
