"""`collector import FILE…`: what was exported to a stick, stored as if it had been sent."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from collector import environment
from collector.command import CommandError
from collector.ingest.assembly import connector, make_storing
from collector.ingest.bundle_import import BundleImport, FileOutcome, LogOutcome
from collector.ingest.database.session import DatabaseFaultError

_EVERY = 16
"""Batches between two lines of progress."""


def run(arguments: argparse.Namespace) -> int:
    """Import the files in turn; 1 where not every entry of every file is stored now."""
    session = connector()()
    told: list[dict[str, Any]] = []
    well = True
    try:
        for path in arguments.files:
            outcome = _read(session, path)
            well &= outcome.well
            told.append(_facts(path, outcome))
            if not arguments.json:
                print("\n".join(_words(path, outcome)))  # noqa: T201 -- a command talks here
    except DatabaseFaultError as error:
        raise CommandError(
            f"the database did not go along: {error}. What was stored stays; import the file "
            "again · 数据库未能完成，已存入的保留，请再导入一次"
        ) from error
    finally:
        session.close()
    if arguments.json:
        print(json.dumps({"ok": well, "files": told}, ensure_ascii=False))  # noqa: T201 -- the same
    return 0 if well else 1


def _read(session: Any, path: Path) -> FileOutcome:
    try:
        with path.open("rb") as file:
            whole = path.stat().st_size or 1

            def progress(batches: int, read: int) -> None:
                if batches % _EVERY == 0:
                    share = 100 * read // whole
                    print(f"{path.name} {share} %", file=sys.stderr, flush=True)  # noqa: T201

            limit = environment.number("COLLECTOR_PENDING_LIMIT", 1_000)
            return BundleImport(session, make_storing(), limit, progress).read(file)
    except OSError as error:
        raise CommandError(
            f"{path} cannot be read: {error.strerror}. Is the stick in? Importing again does no "
            f"harm · 读不了 {path}，请检查 U 盘；重复导入没有害处"
        ) from error


def _facts(path: Path, outcome: FileOutcome) -> dict[str, Any]:
    return {
        "file": str(path),
        "ok": outcome.well,
        "batches": outcome.batches,
        "logs": [msgspec.to_builtins(one) for one in outcome.logs.values()],
        "damage": [msgspec.to_builtins(one) for one in outcome.damage],
    }


def _words(path: Path, outcome: FileOutcome) -> list[str]:
    lines = [f"{path.name}: {outcome.batches} 批 batches"]
    lines += [_of_log(one) for one in outcome.logs.values()]
    lines += [
        f"  第 {one.batch} 批（第 {one.byte} 字节起）损坏，没有存入 · batch {one.batch}, from byte "
        f"{one.byte} on, is damaged and was not stored: {one.message}. 请在终端重新导出 · Export "
        "again at the terminal"
        for one in outcome.damage
    ]
    return lines if outcome.batches or outcome.damage else [f"{path.name}: 空文件 empty file"]


def _of_log(one: LogOutcome) -> str:
    log = one.log[:12]
    done = f"  {log} 新存 stored {one.stored}, 已有 known {one.known}"
    match one.problem:
        case "":
            more = f", 隔离 quarantined {one.quarantined}" if one.quarantined else ""
            return done + more
        case "pending":
            return (
                f"  {log} 还没有批准 · waits for approval: collector approve {one.code} "
                "--window W，然后再导入一次 · then import again"
            )
        case "revoked":
            return f"  {log} 已吊销，没有存入 · was revoked, nothing was stored"
        case "gap":
            return (
                f"{done}；缺第 {one.next} 条起的记录，请在终端重新导出 · entries from {one.next} "
                "on are missing: export again at the terminal"
            )
        case "fork":
            return (
                f"{done}；与已存的不一致，整批另存待查，见“终端”页 · contradicts what is held, set "
                "aside whole: see the page Terminals"
            )
        case _:
            return f"{done}；{one.problem}: {one.message}"
