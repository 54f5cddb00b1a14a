"""What the verbs about terminals' settings take. Knows nothing of Django, which wakes later."""

import argparse
from pathlib import Path


def add(made: dict[str, argparse.ArgumentParser]) -> None:
    """Add the arguments of the verbs settings, staff and announce."""
    _settings(made["settings"])
    _staff(made["staff"])
    _announce(made["announce"])


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=("show", "set", "unset"), help="what to do")
    parser.add_argument("key", nargs="?", default="", help="e.g. policy.reasons_required")
    parser.add_argument("value", nargs="?", help="its value; JSON where it is no text")
    parser.add_argument("--file", type=Path, metavar="FILE",
                        help="set all keys of a JSON object; null inherits again")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print facts as JSON")
    _place(parser)


def _staff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=("add", "pin", "photo", "list"), help="what to do")
    parser.add_argument("number", nargs="?", default="", help="the number of a member of staff")
    parser.add_argument("file", nargs="?", type=Path, help="photo: a JPEG, PNG or WebP file")
    parser.add_argument("--hall", default="", metavar="CODE", help="the hall · 大厅")
    parser.add_argument("--name", help="add: name · 姓名")
    parser.add_argument("--post", help="add: post · 职务")
    parser.add_argument("--stars", type=int, help="add: 0 to 5 · 星级")
    parser.add_argument("--active", choices=("yes", "no"), help="add: may sign in · 在岗")
    parser.add_argument("--none", action="store_true", help="pin, photo: take it away · 取消")
    parser.add_argument("--pin-stdin", action="store_true",
                        help="read the PIN from standard input")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print facts as JSON")


def _announce(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=("add", "list", "end"), help="what to do")
    parser.add_argument("number", nargs="?", help="end: which one")
    for name, text in (("title", "标题"), ("text", "内容")):
        parser.add_argument(f"--{name}", help=f"add: {name} · {text}")
        parser.add_argument(f"--{name}-en", help=f"add: {name} in English · 英文{text}")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="add: JPEG, PNG or WebP")
    parser.add_argument("--since", metavar="DATE", help="add: the first day, 2026-12-01 · 首日")
    parser.add_argument("--until", metavar="DATE", help="add: the last day, included · 末日")
    parser.add_argument("--json", action="store_true", help="print facts as JSON")
    _place(parser)


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hall", default="", metavar="CODE", help="a hall · 大厅")
    parser.add_argument("--department", default="", metavar="NAME",
                        help="a department of the hall, by name or code · 部门")  # fmt: skip
    parser.add_argument("--window", default="", metavar="CODE", help="a window · 窗口")
    parser.add_argument("--place", default="", metavar="CODE",
                        help="a city, county, town or village, by its code · 地区")  # fmt: skip
