"""Long work is done by a program of its own, which tells how far it is by lines of JSON.

The window starts the program and reads the lines on another thread: neither a slow stick nor a
log of a million entries costs a citizen a frame.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import IO, TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.app.panel.background import Background, Post
from kiosk.app.panel.screens import Outcome, Progress

if TYPE_CHECKING:
    from subprocess import Popen


class _Line(Struct, kw_only=True):
    """One line. `event` is "progress", or "end" with the sentences."""

    event: str
    phase: str = ""
    done: int = 0
    total: int = 0
    ok: bool = False
    zh: str = ""
    en: str = ""
    last: int = 0


_decoder = msgspec.json.Decoder(_Line)
_BROKEN = (
    "程序意外结束，没有做完。日志没有受影响，请再试一次。",
    "The program ended before it was done. The log is as it was; please try again.",
)


class Errand:
    """One program at a time, with the latest that it has said. Used on the terminal's thread."""

    def __init__(
        self, background: Background, post: Post, now: Callable[[], datetime],
        moved: Callable[[], None],
    ) -> None:  # fmt: skip
        self._background = background
        self._post = post
        self._now = now
        self._moved = moved
        self._program: Popen[bytes] | None = None
        self.state: Progress | Outcome | None = None

    @property
    def running(self) -> bool:
        """Whether the program is at work."""
        return isinstance(self.state, Progress)

    def start(self, command: Sequence[str]) -> None:
        """Start the program, unless it runs already."""
        if not self.running:
            self.state = Progress()
            self._background.do(lambda: self._run(command), self._ended)

    def forget(self) -> None:
        """Show nothing of an errand that is done."""
        if not self.running:
            self.state = None

    def stop(self) -> None:
        """End the program: the window is being taken down. What it has not finished is removed."""
        program = self._program
        if program is not None:
            with suppress(OSError):
                program.terminate()

    def _run(self, command: Sequence[str]) -> _Line | None:
        import subprocess  # noqa: PLC0415 -- 3 ms that the window's start can do without

        try:
            program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        except OSError:
            return None
        self._program = program
        try:
            with program:
                return self._listen(program.stdout) if program.stdout is not None else None
        finally:
            self._program = None

    def _listen(self, lines: IO[bytes]) -> _Line | None:
        last = None
        for raw in lines:
            try:
                line = _decoder.decode(raw)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue
            if line.event == "progress":
                progress = Progress(phase=line.phase, done=line.done, total=line.total)
                self._post(lambda progress=progress: self._told(progress))  # type: ignore[misc]
            elif line.event == "end":
                last = line
        return last

    def _told(self, progress: Progress) -> None:
        if self.running:
            self.state = progress
            self._moved()

    def _ended(self, line: _Line | None) -> None:
        zh, en = _BROKEN if line is None else (line.zh, line.en)
        well = line is not None and line.ok
        last = 0 if line is None else line.last
        self.state = Outcome(well=well, zh=zh, en=en, at=self._now(), last=last)
        self._moved()
