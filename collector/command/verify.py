"""`collector verify`: every chain, signature and count again."""

import argparse
import sys

import msgspec

from collector.ingest.assembly import connector, make_rules
from collector.ingest.verify import verify


def run(arguments: argparse.Namespace) -> int:
    """Verify; 0 when everything holds, 1 naming the first thing of each log that does not."""
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
