"""`kiosk verify`: is the log, entry by entry, what was written."""

import argparse
import json
import sys
from typing import Any

from kiosk.config import Config
from kiosk.errors import JournalMissing
from kiosk.journal.set_aside import folders, read_damage
from kiosk.journal.verification import Verdict, verify

_FAILED = 1
_ADVICE = (
    "请保留数据文件夹并通知系统管理员；终端下次启动时会把坏的日志放到一边，评价照常进行。\n"
    "Keep the data folder and tell the administrator; the next start of the terminal sets a "
    "damaged log aside and goes on."
)


def run(config: Config, options: argparse.Namespace) -> int:
    """Check the log and print what was found. Returns 1 where it does not hold."""
    data = config.terminal.data
    aside = [
        {"folder": str(folder), "log": damage.log, "last": damage.position,
         "reason": damage.reason, "at": damage.at}
        for folder in folders(data) if (damage := read_damage(folder)) is not None
    ]  # fmt: skip
    try:
        verdict = verify(data, _progress if options.progress else None)
    except JournalMissing:
        verdict = Verdict(
            log="", last=0, digest="", first_bad=None, senseless=(),
            problems=((f"{data} 里还没有评价日志。", f"There is no rating log in {data} yet."),),
        )  # fmt: skip
    if options.progress:
        _end(verdict)
    elif options.json:
        sys.stdout.write(json.dumps(_facts(verdict, aside), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_words(verdict, aside)) + "\n")
    return _FAILED if verdict.problems else 0


def _progress(done: int, total: int) -> None:
    _line({"event": "progress", "phase": "check", "done": done, "total": total})


def _end(verdict: Verdict) -> None:
    """Say the outcome as the staff panel shows it: what it is, and what to do."""
    if verdict.problems:
        zh, en = verdict.problems[0]
        zh = f"{zh}前面 {verdict.last} 条相符，评价照常进行。请告诉系统管理员。"
        en = (
            f"{en} The {verdict.last} entries before hold, rating goes on. Tell your administrator."
        )
    else:
        zh = f"全部 {verdict.last} 条相符，没有少，也没有改。"
        en = f"All {verdict.last} entries hold: none is missing, none was altered."
    _line({"event": "end", "ok": not verdict.problems, "zh": zh, "en": en, "last": verdict.last})


def _line(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _facts(verdict: Verdict, aside: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "ok": not verdict.problems,
        "log": verdict.log,
        "last": verdict.last,
        "digest": verdict.digest,
        "first_bad": verdict.first_bad,
        "problems": [en for _, en in verdict.problems],
        "senseless": list(verdict.senseless),
        "set_aside": aside,
    }


def _words(verdict: Verdict, aside: list[dict[str, Any]]) -> list[str]:
    lines = []
    if verdict.problems:
        for zh, en in verdict.problems:
            lines += [zh, en]
        lines.append(f"前 {verdict.last} 条相符。The {verdict.last} entries before that hold.")
        if verdict.log:
            lines.append(_ADVICE)
    else:
        lines.append(f"全部 {verdict.last} 条相符。All {verdict.last} entries hold.")
        lines.append(f"日志 log {verdict.log}\n摘要 digest {verdict.digest}")
    if verdict.senseless:
        numbers = ", ".join(map(str, verdict.senseless))
        lines.append(f"读不懂但原样保存的 kept but without sense: {numbers}")
    lines += [
        f"另存的旧日志 set aside: {entry['folder']} · 到第 {entry['last']} 条可读 "
        f"readable up to {entry['last']} · {entry['reason']}"
        for entry in aside
    ]
    return lines
