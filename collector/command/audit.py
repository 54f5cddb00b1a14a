"""`collector audit verify`: whether the trail of who did what is as it was written."""

import argparse
import json
from dataclasses import asdict

from collector.accounts.audit_check import Verdict, verify
from collector.command import CommandError

_WORDS = {
    "missing": "an entry is missing · 缺少记录",
    "altered": "an entry is not as it was written · 记录被改动",
    "cut-off": "entries are missing at the end · 末尾的记录缺失",
    "beyond-the-end": "entries stand where the trail has ended · 末尾之后多出记录",
    "not-as-noted": "not what was noted: the trail was made anew · 与所记标记不符",
}


def run(arguments: argparse.Namespace) -> int:
    """Print the end of the trail and what does not hold. Returns 0 where all holds, else 1."""
    verdict = verify(_noted(arguments.noted))
    print(_json(verdict) if arguments.json else _text(verdict))  # noqa: T201 -- a command talks
    return 1 if verdict.findings else 0


def _noted(mark: str) -> tuple[int, str] | None:
    if not mark:
        return None
    position, colon, digest = mark.partition(":")
    if not colon or not position.isdigit() or not digest:
        raise CommandError(
            f"--noted {mark}: use POSITION:DIGEST, e.g. 512:9f0c… · 请用 位置:摘要", 2
        )
    return int(position), digest


def _json(verdict: Verdict) -> str:
    found = [asdict(one) for one in verdict.findings]
    return json.dumps({"last": verdict.last, "digest": verdict.digest.hex(), "findings": found})


def _text(verdict: Verdict) -> str:
    lines = [f"{one.position}: {_WORDS[one.kind]}" for one in verdict.findings]
    if not lines:
        lines = [f"{verdict.last} entries, all as they were written · 全部与写入时一致"]
    mark = f"{verdict.last}:{verdict.digest.hex()}"
    return "\n".join((*lines, f"mark to note elsewhere · 请另行抄存: {mark}"))
