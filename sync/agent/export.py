"""`python -m sync.agent export`: writes a bundle and tells how far it is.

A program of its own, started by the window or by `kiosk export`: it reads the journal as the agent
does, so neither rating nor sending waits for it.
"""

import argparse
import os
import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from sync.agent.bundling import ExportError, bundle, gone

_FAILED = 1


def main(arguments: list[str]) -> int:
    """Run the command line; return 1 where there is no file."""
    options = _parser().parse_args(arguments)
    with suppress(OSError, AttributeError):
        os.nice(10)  # rating and sending go before
    # Told to end, it takes away what is not whole; a default SIGTERM would leave it there.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_FAILED))
    say = _Speech(as_json=options.json)
    try:
        if options.stick and not os.path.ismount(options.to):
            raise gone(options.to)
        now = datetime.now().astimezone()
        done = bundle(options.data, options.to, options.name, now, say.progress)
    except ExportError as error:
        say.end(ok=False, zh=error.zh, en=error.en)
        return _FAILED
    more = (
        (f"另有 {done.left_out} 份旧记录读不了，没有包括在内。",
         f" {done.left_out} set-aside logs cannot be read and are not in it.")
        if done.left_out else ("", "")
    )  # fmt: skip
    say.end(
        ok=True,
        zh=f"已写好并核对：{done.file.name}，共 {done.entries} 条。可以拔出 U 盘了。{more[0]}",
        en=f"Written and checked: {done.file.name}, {done.entries} entries. The stick can be "
        f"pulled out.{more[1]}",
        file=str(done.file), entries=done.entries, logs=done.logs,
    )  # fmt: skip
    return 0


class _Speech:
    """Lines of JSON for a program, else sentences for a person."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._said = (-1, "")

    def progress(self, phase: str, done: int, total: int) -> None:
        """Tell how far it is, a hundred times at most."""
        now = (100 * done // total, phase)
        if now != self._said and self._as_json:
            self._line(event="progress", phase=phase, done=done, total=total)
        self._said = now

    def end(self, *, ok: bool, zh: str, en: str, **facts: str | int) -> None:
        """Tell how it ended."""
        if self._as_json:
            self._line(event="end", ok=ok, zh=zh, en=en, **facts)
        else:
            (sys.stdout if ok else sys.stderr).write(f"{zh}\n{en}\n")

    def _line(self, **facts: object) -> None:
        sys.stdout.write(msgspec.json.encode(facts).decode() + "\n")
        sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sync.agent export",
        description="Write all logs of this terminal into one file. 把本机全部记录写成一个文件。",
    )
    parser.add_argument("--data", type=Path, required=True, help="the terminal's data folder")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="the folder, a stick's"
    )
    parser.add_argument("--stick", action="store_true", help="only where a stick is mounted")
    parser.add_argument("--name", default="terminal", help="how the file's name begins")
    parser.add_argument("--json", action="store_true", help="tell by lines of JSON")
    return parser
