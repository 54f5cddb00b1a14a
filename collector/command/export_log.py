"""`collector export-log`: every stored entry as text, for another program to count again.

One JSON object a line: log, window it is approved for, position, digest, the collector's date,
and the entry itself, byte for byte as the device wrote it; `raw` (base64) instead where its bytes
are no JSON object, `quarantined` where it makes no sense.
"""

import argparse
import base64
import contextlib
import json
import sys
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from collector.command import CommandError
from collector.ingest.assembly import connector
from collector.ingest.database.session import DatabaseFaultError, Session
from collector.ingest.reading import LogName, all_logs, pieces

_WINDOW = (
    "SELECT w.code, h.code FROM ingest_log l JOIN organisation_window w ON w.id = l.window_id "
    "JOIN organisation_hall h ON h.id = w.hall_id WHERE l.id = %s"
)
_QUARANTINED = "SELECT position, code FROM ingest_quarantine WHERE log_id = %s"


def run(arguments: argparse.Namespace) -> int:
    """Write the logs whose names begin with what was given, or all of them."""
    session = connector()()
    try:
        chosen = [log for log in all_logs(session) if log.hex.startswith(arguments.log)]
        if not chosen:
            raise CommandError(
                f"no log begins with {arguments.log!r}: collector status --json lists them · "
                "没有这样的日志，collector status --json 列出全部"
            )
        with _opened(arguments.to) as file:
            for log in chosen:
                for line in lines(session, log):
                    file.write(line)
                print(f"{log.hex[:12]} {log.next - 1}", file=sys.stderr, flush=True)  # noqa: T201 -- progress
    except DatabaseFaultError as error:
        raise CommandError(f"the database cannot be read: {error} · 数据库无法读取") from error
    except OSError as error:
        raise CommandError(
            f"{arguments.to}: {error.strerror}. What was written is not whole · 写不完整，请换位置"
        ) from error
    finally:
        session.close()
    return 0


def lines(session: Session, log: LogName) -> Iterator[bytes]:
    """Yield a log's entries in order, each as a line that ends in a newline."""
    held = session.log_id(log.hex)
    placed = session.rows(_WINDOW, held)
    window, hall = placed[0] if placed else (None, None)
    quarantined = dict(session.rows(_QUARANTINED, held))
    for piece in pieces(session, held, log.next):
        for position, body, digest in zip(
            piece.positions, piece.bodies, piece.digests, strict=True
        ):
            facts: dict[str, Any] = {
                "log": log.hex, "hall": hall, "approved": window, "position": position,
                "digest": digest.hex(), "quarantined": quarantined.get(position),
            }  # fmt: skip
            head = json.dumps(facts).encode()[:-1]
            if _is_object(body):
                yield head + b', "entry": ' + body + b"}\n"
            else:
                yield head + b', "raw": "' + base64.b64encode(body) + b'"}\n'


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(body), dict)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


@contextlib.contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with open(path, "xb") as file:  # noqa: PTH123 -- "x": an export never overwrites another one
        yield file
