"""`collector organisation import|export|show`: the organisation as a workbook, from a terminal."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import override

from collector.accounts import audit
from collector.command import CommandError
from collector.languages import CHINESE, ENGLISH
from collector.organisation.sheets.applying import apply
from collector.organisation.sheets.book import Sheet
from collector.organisation.sheets.files import LARGEST_FILE, FileRefusedError
from collector.organisation.sheets.importing import plan_files
from collector.organisation.sheets.layout import BY_KEY
from collector.organisation.sheets.plan import Plan, Step
from collector.organisation.sheets.snapshot import snapshot
from collector.organisation.sheets.writing import write_csv, write_workbook

BY = "collector organisation"
SHOWN = 200


def run(asked: argparse.Namespace) -> int:
    """Do it; return 0, or 1 where a file has bad cells."""
    return _ACTS[asked.act](asked)


def _import(asked: argparse.Namespace) -> int:
    if not asked.files:
        raise CommandError("name the file to import · 请给出要导入的文件", 2)
    try:
        files = [(path.name, _content(path)) for path in asked.files]
        plan = plan_files(files, localdate(), complete=asked.complete)
    except FileRefusedError as error:
        raise CommandError(_refused(asked, error)) from error
    if plan.problems:
        _print_problems(plan)
        return 1
    for step in plan.steps[:SHOWN]:
        _say(_line(step))
    if len(plan.steps) > SHOWN:
        _say(f"… +{len(plan.steps) - SHOWN}")
    _say(f"{len(plan.steps)} 行变动，{plan.unchanged} 行不变 · "
         f"{len(plan.steps)} to change, {plan.unchanged} as they are")  # fmt: skip
    if not asked.apply:
        _say("预览，未作更改；加 --apply 应用 · A preview: nothing was changed. Add --apply.")
        return 0
    if plan.steps:
        apply(plan, BY, localdate(), _progress())
    _say("已应用 · applied")
    return 0


def _export(asked: argparse.Namespace) -> int:
    if len(asked.files) != 1:
        raise CommandError("name the one file to write · 请给出一个要写入的文件", 2)
    if asked.sheet and asked.sheet not in BY_KEY:
        raise CommandError(f"there is no sheet {asked.sheet}; there are: {', '.join(BY_KEY)} · "
                           "没有这张表", 2)  # fmt: skip
    target: Path = asked.files[0]
    book = snapshot()
    content = write_csv(book, BY_KEY[asked.sheet]) if asked.sheet else write_workbook(book)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{target}: {error.strerror} · 无法写入", 2) from error
    audit.record(BY, "organisation.exported", detail={"sheet": asked.sheet or "all"})
    _say(str(target))
    return 0


def _show(_asked: argparse.Namespace) -> int:
    rows = snapshot().of("organisation")
    under: dict[str, list[Any]] = {}
    for row in rows.values():
        under.setdefault(row["parent"], []).append(row)
    windows: dict[str, int] = {}
    for row in snapshot().of("windows").values():
        key = row["department"] or row["hall"]
        windows[key] = windows.get(key, 0) + (row["until"] is None)
    waiting = [(row, 0) for row in reversed(under.get("", []))]
    while waiting:
        row, depth = waiting.pop()
        number = f"  窗口 windows: {windows[row['code']]}" if windows.get(row["code"]) else ""
        over = "  (终止 ended)" if row["until"] else ""
        _say(f"{'  ' * depth}{row['code']}  {row['name']}{number}{over}")
        waiting += [(one, depth + 1) for one in reversed(under.get(row["code"], []))]
    return 0


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "import": _import,
    "export": _export,
    "show": _show,
}


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror} · 无法读取", 2) from error


def _refused(asked: argparse.Namespace, first: FileRefusedError) -> str:
    """Return why the files were refused, in both languages."""
    said = []
    for language in (CHINESE, ENGLISH):
        with override(language):
            try:
                plan_files([(one.name, _content(one)) for one in asked.files], localdate())
            except FileRefusedError as error:
                said.append(str(error))
    return " · ".join(said) or str(first)


def _print_problems(plan: Plan) -> None:
    for one in plan.problems[:SHOWN]:
        expected = []
        for language in (CHINESE, ENGLISH):
            with override(language):
                expected.append(one.sentence())
        print(f"{one.sheet} {one.cell}: {one.found!r} → {' · '.join(expected)}", file=sys.stderr)  # noqa: T201
    number = len(plan.problems)
    print(f"{number} 个单元格有问题，未作更改 · {number} cells do not fit, nothing was changed",  # noqa: T201
          file=sys.stderr)  # fmt: skip


def _line(step: Step) -> str:
    about = "/".join(str(one) for one in step.identity if one not in {None, ""})
    changed = ", ".join(f"{key}: {old} → {new}" for key, (old, new) in step.changed.items()
                        if step.verb != "add")  # fmt: skip
    return f"{step.sheet.title}: {step.verb} {about} {changed}".rstrip()


def _progress() -> Callable[[Sheet, int, int], None]:
    def told(sheet: Sheet, done: int, number: int) -> None:
        end = "\n" if done == number else "\r"
        print(f"{sheet.title}: {done} / {number}", end=end, file=sys.stderr, flush=True)  # noqa: T201

    return told


def _say(text: str) -> None:
    print(text)  # noqa: T201 -- this is where a command talks
