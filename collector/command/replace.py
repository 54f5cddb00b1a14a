"""`collector replace CODE --window W`: a new terminal takes the place of a window's old one."""

import argparse
import json
from datetime import UTC, datetime

from django.db import transaction

from collector.accounts import audit
from collector.command import CommandError
from collector.ingest.decisions import DecisionError, replace


def run(arguments: argparse.Namespace) -> int:
    """Replace, and say what was done."""
    window = arguments.window.strip()
    try:
        with transaction.atomic():
            done = replace(
                arguments.code, window, datetime.now(UTC),
                hall=arguments.hall, anyway=arguments.anyway,
            )  # fmt: skip
            branch = done.log.window.node.path if done.log.window else ""
            ended = [log.hex for log in done.ended]
            audit.record(
                "collector replace", "terminal.replaced", f"log:{done.log.hex}", branch=branch,
                detail={"window": window, "ended": ended, "waiting": done.waiting,
                        "reason": arguments.reason},
            )  # fmt: skip
    except DecisionError as error:
        raise CommandError(str(error)) from error
    if arguments.json:
        facts = {"log": done.log.hex, "window": window, "ended": ended, "waiting": done.waiting}
        print(json.dumps(facts))  # noqa: T201 -- this is where a command talks
    else:
        print(  # noqa: T201 -- the same
            f"已更换 · replaced at {window}: {done.log.hex[:12]} ← {', '.join(ended)}"
        )
    return 0
