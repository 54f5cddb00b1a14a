"""`collector approve CODE --window W`: a terminal gets its place."""

import argparse
import json
from datetime import UTC, datetime

from collector.command import CommandError
from collector.ingest.decisions import DecisionError, approve


def run(arguments: argparse.Namespace) -> int:
    """Approve, and say what was done."""
    window = arguments.window.strip()
    if not 0 < len(window) <= 64 or not window.isprintable():  # noqa: PLR2004 -- the column's size
        raise CommandError("a window's code has 1 to 64 characters · 窗口编号为 1 至 64 个字符", 2)
    try:
        log, made = approve(
            arguments.code, window, datetime.now(UTC), name=arguments.name, hall=arguments.hall
        )
    except DecisionError as error:
        raise CommandError(str(error)) from error
    if arguments.json:
        facts = {"log": log.hex, "window": window, "made": made, "status": log.status}
        print(json.dumps(facts))  # noqa: T201 -- this is where a command talks
    else:
        new = "（新窗口 · new window）" if made else ""
        print(f"已批准 · approved: {log.code} → {window}{new}")  # noqa: T201 -- the same
    return 0
