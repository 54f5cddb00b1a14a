"""`collector rebuild`: everything derived, again from the stored entries."""

import argparse
import json
import sys

from collector.command import CommandError
from collector.figures import rollup
from collector.ingest.assembly import connector, make_rules
from collector.ingest.database.session import DatabaseFaultError
from collector.ingest.rebuild import rebuild


def run(arguments: argparse.Namespace) -> int:
    """Rebuild, with one line of progress a log."""
    session = connector()()
    try:
        total = rebuild(session, make_rules(), _progress)
    except DatabaseFaultError as error:
        raise CommandError(
            f"the database did not go along: {error}. What was rebuilt stays; run it again · "
            "数据库未能完成，已重建的部分保留，请再次运行"
        ) from error
    finally:
        session.close()
    # Made from what was just rebuilt, which may have learnt to read more than before.
    rollup.forget()
    rollup.bring_up_to_date(_figures)
    line = json.dumps({"entries": total}) if arguments.json else f"已重建 · rebuilt: {total}"
    print(line)  # noqa: T201 -- this is where a command talks
    return 0


def _figures(done: int, total: int) -> None:
    print(f"figures · 统计 {done}/{total}", file=sys.stderr, flush=True)  # noqa: T201 -- progress


def _progress(log: str, entries: int) -> None:
    print(f"{log[:12]} {entries}", file=sys.stderr, flush=True)  # noqa: T201 -- progress
