"""`collector rebuild`: everything derived, again from the stored entries."""

import argparse
import json
import sys
import time
from contextlib import closing

from django.db import DatabaseError

from collector.command import CommandError
from collector.figures import again
from collector.ingest.assembly import connector, make_rules
from collector.ingest.database.session import DatabaseFaultError
from collector.ingest.rebuild import rebuild

_EVERY = 1.0
"""Seconds between two lines of progress about the same thing."""


def run(arguments: argparse.Namespace) -> int:
    """Rebuild beside a running server, with lines of progress."""
    progress = _Progress()
    try:
        with closing(connector()()) as session:
            made = rebuild(session, make_rules(), progress.entries)
            # Counted from what was just rebuilt, which may have learnt to read more than before.
            figures = again.count(session, progress.figures)
    except (DatabaseFaultError, DatabaseError) as error:
        raise CommandError(
            f"the database did not go along: {error}. What was rebuilt stays; run it again · "
            "数据库未能完成，已重建的部分保留，请再次运行"
        ) from error
    if arguments.json:
        line = json.dumps({"entries": made.entries, "changed": made.changed, "figures": figures})
    else:
        line = f"已重建 · rebuilt: {made.entries} · 更正 put right: {made.changed} + {figures}"
    print(line)  # noqa: T201 -- this is where a command talks
    return 0


class _Progress:
    """Writes lines for who watches: at each log, and about once a second within a long one."""

    def __init__(self) -> None:
        self._about = ""
        self._told = 0.0

    def entries(self, log: str, done: int, total: int) -> None:
        """Tell how many entries have been read."""
        self._line(log[:12], f"{log[:12]} {done}/{total}")

    def figures(self, done: int, total: int) -> None:
        """Tell how many logs' figures have been counted."""
        self._line("figures", f"figures · 统计 {done}/{total}", last=done == total)

    def _line(self, about: str, text: str, *, last: bool = False) -> None:
        now = time.monotonic()
        if last or about != self._about or now - self._told >= _EVERY:
            self._about, self._told = about, now
            print(text, file=sys.stderr, flush=True)  # noqa: T201 -- progress
