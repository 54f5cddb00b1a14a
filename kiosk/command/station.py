"""The arguments of the commands for a station on its own: `kiosk export`, `kiosk staff`."""

import argparse
from pathlib import Path


def add_station(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    facts: argparse.ArgumentParser,
) -> None:
    """Add both commands."""
    meaning = "把本机全部记录写成一个文件（U 盘） write all that is kept here into a file (a stick)"
    export = commands.add_parser(
        "export", help=meaning, description=meaning, parents=[common, facts],
        epilog="退出状态 exit status: 0 已写好并核对 written and checked · 1 没有写成 no file",
    )  # fmt: skip
    export.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="DIR",
        help="写到哪个文件夹 the folder to write to",
    )
    export.add_argument(
        "--stick", action="store_true", help="只在那里插着 U 盘时写 only where a stick is mounted"
    )
    meaning = "本机自己的人员和密码，没有服务器时用 staff of a terminal without a collector"
    staff = commands.add_parser("staff", help=meaning, description=meaning)
    actions = staff.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="增加或更改一人 add or change somebody", parents=[common])
    add.add_argument("number", help="工号 staff number")
    add.add_argument("--name", required=True, help="姓名 name, as on the card")
    add.add_argument("--post", default="", help="岗位 post")
    add.add_argument(
        "--pin-stdin", action="store_true",
        help="从标准输入读密码（4 到 8 位数字） read the PIN (4 to 8 digits) from standard input",
    )  # fmt: skip
    remove = actions.add_parser("remove", help="删除一人 remove somebody", parents=[common])
    remove.add_argument("number", help="工号 staff number")
    actions.add_parser("list", help="列出 list them", parents=[common, facts])
