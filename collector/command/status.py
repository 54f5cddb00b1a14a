"""`collector status`: what is held, in numbers."""

import argparse
import json
from typing import Any

from collector.ingest.facts import facts


def run(arguments: argparse.Namespace) -> int:
    """Print the facts, as JSON or as a page."""
    found = facts()
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))  # noqa: T201 -- this is where a command talks
        return 0
    print("\n".join(_page(found)))  # noqa: T201 -- the same
    return 0


def _page(found: dict[str, Any]) -> list[str]:
    lines = [_total(found)]
    lines += [f"  {level}: {n}" for level, n in found["levels"].items()]
    for code, window in found["windows"].items():
        levels = " ".join(f"{level}={n}" for level, n in window["levels"].items())
        lines.append(
            f"{code}: {window['state'] or '–'} · {window['ratings']} {levels} · "
            f"待传 pending {window['pending'] if window['pending'] is not None else '–'} · "
            f"最近 seen {window['last_seen'] or '–'}"
        )
    lines += [
        f"待批准 waiting: {log['code']} {log['name']} ({log['log'][:12]})"
        for log in found["logs"] if log["status"] == "pending"
    ]  # fmt: skip
    return lines


def _total(found: dict[str, Any]) -> str:
    return (
        f"条目 entries {found['entries']} · 评价 ratings {found['ratings']} · "
        f"重复 repeats {found['repeats']} · 改评 replaced {found['replaced']} · "
        f"存疑 quarantined {found['quarantined']} · 分叉 forks {found['forks']}"
    )
