"""`collector verify`: every chain, signature and count again; or proof files, from anywhere."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from collector.command import CommandError
from collector.ingest.assembly import connector, make_rules
from collector.ingest.verify import verify
from sync.protocol import batch, bundle


def run(arguments: argparse.Namespace) -> int:
    """Verify; 0 when everything holds, 1 naming the first thing of each log that does not."""
    if arguments.files:
        return _run_files(arguments.files)
    session = connector()()
    try:
        found = verify(session, make_rules())
    finally:
        session.close()
    if arguments.json:
        print(msgspec.json.encode(found).decode())  # noqa: T201 -- this is where a command talks
    else:
        word = "不一致 · does not hold" if found.findings else "一致 · holds"
        print(  # noqa: T201 -- the same
            f"{word}: {found.logs} logs, {found.entries} entries, {found.checkpoints} checkpoints"
        )
    for finding in found.findings:
        print(  # noqa: T201 -- the same
            f"collector: log {finding.log}, position {finding.position}: {finding.what}",
            file=sys.stderr,
        )
    return 1 if found.findings else 0


def _run_files(files: list[Path]) -> int:
    """Verify files that prove ratings, or whole exports. No database is needed, nor any network."""
    wrong = 0
    for path in files:
        for words in _verified(path):
            good = not words.startswith("!")
            wrong += not good
            said = "一致 · holds" if good else "不一致 · does not hold"
            print(
                f"{path}: {said}: {words.removeprefix('!')}",
                file=sys.stdout if good else sys.stderr,
            )
    return 1 if wrong else 0


def _verified(path: Path) -> Iterator[str]:
    """Yield what each batch of a file proves, with "!" before what does not hold."""
    found = 0
    try:
        with path.open("rb") as file:
            for piece in bundle.pieces(file):
                found += 1
                yield _batch(piece.raw)
    except bundle.BundleDamagedError as error:
        found += 1
        yield f"!{error}"
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror} · 文件读不了") from error
    if not found:
        yield "!there is nothing in it"


def _batch(raw: bytes) -> str:
    read = batch.decode(raw)
    told = batch.verify(read) if isinstance(read, batch.Batch) else read
    if isinstance(read, batch.Refused) or isinstance(told, batch.Refused):
        refused = read if isinstance(read, batch.Refused) else told
        assert isinstance(refused, batch.Refused)  # noqa: S101 -- one of the two is
        return f"!{refused.message}"
    return f"log {read.log}, entries {read.first} to {read.last}"
