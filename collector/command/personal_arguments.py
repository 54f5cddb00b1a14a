"""Arguments of the commands about citizens' data: keys, contacts, backup."""

import argparse
from collections.abc import Mapping
from pathlib import Path


def add(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Add them to the verbs' parsers."""
    keys = made["keys"]
    keys.add_argument("do", choices=("list", "make", "rotate", "forget"), help="what to do")
    keys.add_argument("id", nargs="?", default="", help="forget: which key")
    keys.add_argument(
        "--index",
        action="store_true",
        help="rotate, forget: the key numbers are found by · 检索密钥",
    )
    contacts = made["contacts"]
    contacts.add_argument("do", choices=("due", "erase"), help="what to do")
    contacts.add_argument("--erase", action="store_true", help="due: erase it now · 立即删除到期的")
    contacts.add_argument("--reason", default="in-writing",
                          choices=("in-person", "by-telephone", "in-writing", "wrong-number"),
                          help="erase: how the wish came · 原因")  # fmt: skip
    backup = made["backup"]
    backup.add_argument(
        "file", type=Path, metavar="FILE", help="a new file; nothing is overwritten"
    )
    backup.add_argument(
        "--verify", action="store_true", help="look at one that is there instead · 校验备份"
    )
