"""The disk as a power cut may leave it, rebuilt from a trace of a program's system calls.

What was not synced may be there or not, in any subset and torn at 512 bytes; names are there for
certain only after their folder was synced. From reliability research on journaling file systems:
this is harsher than any of them, and a program that survives it survives them.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink,rename,link,linkat,mkdir,close"
SECTOR = 512
_IGNORED = re.compile(r"ballast|journal\.lock|-shm$")
WRITER = Path(__file__).with_name("writer.py")


class Call(NamedTuple):
    name: str
    arguments: list[str | bytes | int]
    result: int


def trace(data: Path, output: Path, *options: str) -> list[Call]:
    """Run the writer on `data` under strace and return its calls in order."""
    subprocess.run(
        ["strace", "-f", "-xx", "-s", "200000", "-o", str(output), "-e", f"trace={CALLS}",
         sys.executable, str(WRITER), str(data), *options],
        check=True, capture_output=True, timeout=300, env={"PYTHONPATH": ".", "PATH": "/usr/bin"},
    )  # fmt: skip
    return list(_calls(output.read_text(encoding="ascii").splitlines()))


def _calls(lines: Iterable[str]) -> Iterator[Call]:
    begun: dict[str, str] = {}
    for line in lines:
        thread, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            begun[thread] = rest.removesuffix("<unfinished ...>").rstrip()
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", rest):
            rest = begun.pop(thread) + resumed.group(1)
        if matched := re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", rest):
            name, arguments, result = matched.groups()
            yield Call(name, [_argument(text) for text in arguments.split(", ")], int(result))


def _argument(text: str) -> str | bytes | int:
    if text.startswith('"'):
        return bytes.fromhex(text.strip('".').replace("\\x", ""))
    return int(text) if text.isdigit() else text


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes as (offset, bytes), truncations as (size, None)."""


class Disk:
    """What has reached the disk for certain, and what may have."""

    def __init__(self, data: Path) -> None:
        self._data = str(data).encode()
        self._files: dict[int, _File] = {}
        self._names: dict[bytes, int] = {}
        self._durable_names: dict[bytes, int] = {}
        self._name_changes: list[tuple[bytes, int | None]] = []
        self._open: dict[int, int | bytes] = {}
        self._offsets: dict[int, int] = {}
        self.said: list[str] = []
        for path in data.rglob("*") if data.exists() else ():
            if path.is_file() and not _IGNORED.search(path.name):
                inode = self._new(bytearray(path.read_bytes()))
                name = str(path.relative_to(data)).encode()
                self._names[name] = self._durable_names[name] = inode

    def _new(self, content: bytearray | None = None) -> int:
        inode = len(self._files) + 1
        self._files[inode] = _File(content if content is not None else bytearray())
        return inode

    def apply(self, call: Call) -> bool:
        """Take one call into account; tell whether it changed anything here."""
        if call.result < 0:
            return False
        handler = getattr(self, f"_{call.name}", None)
        return bool(handler is not None and handler(call))

    def _inside(self, path: object) -> bytes | None:
        if not isinstance(path, bytes) or not path.startswith(self._data):
            return None
        name = path.removeprefix(self._data).strip(b"/")
        return None if _IGNORED.search(name.decode()) else name

    def _openat(self, call: Call) -> bool:
        self._open.pop(call.result, None)
        name = self._inside(call.arguments[1])
        if name is None:
            return False
        flags = str(call.arguments[2])
        if name not in self._names and "O_CREAT" not in flags:
            self._open[call.result] = name  # a folder
            return False
        made = name not in self._names
        if made:
            self._rename_to(name, self._new())
        self._open[call.result] = self._names[name]
        self._offsets[call.result] = 0
        if "O_TRUNC" in flags and not made:
            self._files[self._names[name]].pending.append((0, None))
        return True

    def _close(self, call: Call) -> bool:
        self._open.pop(int(call.arguments[0]), None)
        return False

    def _file(self, call: Call) -> _File | None:
        inode = self._open.get(int(call.arguments[0]))
        return self._files[inode] if isinstance(inode, int) else None

    def _write(self, call: Call) -> bool:
        number = int(call.arguments[0])
        content = call.arguments[1]
        assert isinstance(content, bytes)
        file = self._file(call)
        if file is None:
            if number == 1:
                self.said += content.decode().splitlines()
            return False
        file.pending.append((self._offsets[number], content))
        self._offsets[number] += len(content)
        return True

    def _pwrite64(self, call: Call) -> bool:
        file = self._file(call)
        if file is None:
            return False
        content, offset = call.arguments[1], int(call.arguments[3])
        assert isinstance(content, bytes)
        file.pending.append((offset, content))
        return True

    def _ftruncate(self, call: Call) -> bool:
        file = self._file(call)
        if file is not None:
            file.pending.append((int(call.arguments[1]), None))
        return file is not None

    def _fsync(self, call: Call) -> bool:
        held = self._open.get(int(call.arguments[0]))
        if isinstance(held, bytes):
            # Names in other folders wait for their own folder's sync.
            here = [c for c in self._name_changes if c[0].rpartition(b"/")[0] == held]
            for name, inode in here:
                _rename(self._durable_names, name, inode)
            self._name_changes = [c for c in self._name_changes if c not in here]
            return True
        file = self._file(call)
        if file is not None:
            for change in file.pending:
                _apply(file.durable, *change)
            file.pending.clear()
        return file is not None

    _fdatasync = _fsync

    def _unlink(self, call: Call) -> bool:
        name = self._inside(call.arguments[0])
        return name is not None and self._rename_to(name, None)

    def _rename(self, call: Call) -> bool:
        old, new = self._inside(call.arguments[0]), self._inside(call.arguments[1])
        if old is None or new is None:
            return False
        self._rename_to(new, self._names[old])
        return self._rename_to(old, None)

    def _link(self, call: Call) -> bool:
        old, new = (self._inside(a) for a in call.arguments if isinstance(a, bytes))
        return old is not None and new is not None and self._rename_to(new, self._names[old])

    _linkat = _link

    def _rename_to(self, name: bytes, inode: int | None) -> bool:
        _rename(self._names, name, inode)
        self._name_changes.append((name, inode))
        return True

    def after_cut(self, chance: random.Random, how: str) -> dict[bytes, bytes]:
        """Return the files as a power cut now may leave them.

        `how`: "nothing" unsynced is there, "all" of it, a "subset" of the calls, or "torn".
        """
        names = dict(self._durable_names)
        count = {"nothing": 0, "all": len(self._name_changes)}.get(
            how, chance.randint(0, len(self._name_changes))
        )
        for name, inode in self._name_changes[:count]:
            _rename(names, name, inode)
        return {name: self._content(inode, chance, how) for name, inode in names.items()}

    def _content(self, inode: int, chance: random.Random, how: str) -> bytes:
        file = self._files[inode]
        content = bytearray(file.durable)
        for offset, written in file.pending:
            if how == "nothing" or (how != "all" and written is None and chance.random() < 0.5):
                continue
            if how in {"all", "subset"} or written is None:
                if how == "all" or chance.random() < 0.5:
                    _apply(content, offset, written)
                continue
            for start in range(0, len(written), SECTOR):
                if chance.random() < 0.5:
                    _apply(content, offset + start, written[start : start + SECTOR])
        return bytes(content)


def _rename(names: dict[bytes, int], name: bytes, inode: int | None) -> None:
    if inode is None:
        names.pop(name, None)
    else:
        names[name] = inode


def _apply(content: bytearray, offset: int, written: bytes | None) -> None:
    if written is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(written)] = written


class State(NamedTuple):
    """One way the disk may look after a power cut, and what had been said by then."""

    files: dict[bytes, bytes]
    said: tuple[str, ...]


def states(disk: Disk, calls: Iterable[Call], chance: random.Random) -> Iterator[State]:
    """Yield four ways a cut may look at every boundary that changes anything."""
    for call in calls:
        if not disk.apply(call):
            continue
        for how in ("nothing", "all", "subset", "torn"):
            yield State(disk.after_cut(chance, how), tuple(disk.said))


def lay_out(state: State, folder: Path, chance: random.Random) -> None:
    """Write a state to disk, with the old shared memory of the dead program as rubbish."""
    for name, content in state.files.items():
        path = folder / name.decode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if chance.random() < 0.5 and (folder / "journal.db-wal").exists():
        (folder / "journal.db-shm").write_bytes(chance.randbytes(32768))
