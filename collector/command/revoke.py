"""`collector revoke LOG`: a terminal that was lost or stolen sends no longer."""

import argparse
import json
from datetime import UTC, datetime

from collector.command import CommandError
from collector.ingest.decisions import DecisionError, revoke


def run(arguments: argparse.Namespace) -> int:
    """Revoke, and say what was done."""
    try:
        log = revoke(arguments.log, datetime.now(UTC))
    except DecisionError as error:
        raise CommandError(str(error)) from error
    facts = {"log": log.hex, "status": log.status}
    line = json.dumps(facts) if arguments.json else f"已吊销 · revoked: {log.hex}"
    print(line)  # noqa: T201 -- this is where a command talks
    return 0
