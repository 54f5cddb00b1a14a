"""The `collector` command: one page of arguments, one module per verb.

Exit codes: 0 done or all well · 1 the answer is "no" (verify found something, an unknown code) ·
2 wrong arguments or a wrong setting.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from collector import environment
from collector.command import (
    demo_arguments,
    personal_arguments,
    report_arguments,
    terminal_arguments,
    token_arguments,
)

VERBS = {
    "serve": "start the server: makes the database, prints the first account once · 启动服务",
    "approve": "put an enrolled terminal at a window by its code · 批准终端",
    "replace": "a new terminal takes the place of a window's old one · 更换终端",
    "revoke": "let a terminal send no longer · 吊销终端",
    "status": "what is held, in numbers · 统计",
    "verify": "run every chain, signature and count again · 校验",
    "rebuild": "make everything that is derived again from the stored entries · 重建",
    "import": "store what was exported to a stick · 导入 U 盘文件",
    "figures": "what the pages show of a place and a period, as JSON · 统计数字",
    "report": "a report of a place and a period as workbook, CSV or bulletin · 报表",
    "export-log": "every stored entry as text, for another program to count · 导出日志",
    "audit": "verify: run the trail of who saw and changed what again · 核对审计记录",
    "organisation": "import, export or show the tree of places, staff and duty · 组织",
    "settings": "show, set, unset: what the terminals of a place are told · 终端设置",
    "staff": "add, pin, photo, list: cards of staff · 人员卡片",
    "announce": "add, list, end: announcements on idle screens · 公告",
    "token": "make, list, end: tokens by which programs read · 数据接口令牌",
    "account": "NAME | add | list | role | reset | disable | enable: accounts for the pages · 账号",
    "demo-data": "a made-up city in an empty collector, to look at · 演示数据",
    "keys": "list, make, rotate, forget: what citizens' data is sealed with · 密钥",
    "contacts": "due, erase: citizens' numbers that are to go · 联系方式",
    "backup": "a whole copy of the database, without keys; --verify looks at one · 备份",
    "check": "look at the settings; with --deploy as a server that people use · 检查设置",
}

MAKING = {"serve", "demo-data"}
"""What makes the data folder and the database where there are none."""


class CommandError(Exception):
    """A person asked for something that cannot be done; the message says what to do instead."""

    def __init__(self, message: str, status: int = 1) -> None:
        """Take the sentence and the exit status."""
        super().__init__(message)
        self.status = status


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit code."""
    arguments = _parser().parse_args(argv)
    folder: Path = arguments.data.absolute()
    os.environ["COLLECTOR_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collector.settings")
    try:
        if arguments.verb != "verify" or not arguments.files:
            _prepare(folder, make=arguments.verb in MAKING)
        # A module cannot bear the name of a keyword.
        name = {"import": "bring_in"}.get(arguments.verb, arguments.verb.replace("-", "_"))
        verb: Any = importlib.import_module(f"collector.command.{name}")
        code: int = verb.run(arguments)
    except CommandError as error:
        print(f"collector: {error}", file=sys.stderr)  # noqa: T201 -- a command talks here
        return error.status
    except environment.BadEnvironmentError as error:
        print(f"collector: {error}", file=sys.stderr)  # noqa: T201 -- the same
        return 2
    except BrokenPipeError:
        return 1
    return code


def _exists(folder: Path) -> bool:
    return bool(environment.database_url()) or (folder / environment.DATABASE_FILE).is_file()


def _prepare(folder: Path, *, make: bool) -> None:
    """Make the data folder and wake Django; a wrong setting becomes a sentence."""
    if not make and not _exists(folder):
        raise CommandError(
            f"There is no collector in {folder}. Start it once: collector serve --data DIR\n"
            f"{folder} 中没有收集端数据，请先运行 collector serve --data 目录"
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        environment.make_secret(folder)
    except OSError as error:
        raise CommandError(
            f"the data folder {folder} cannot be used: {error.strerror} · 数据目录不可用", 2
        ) from error
    import django  # noqa: PLC0415 -- the settings read COLLECTOR_DATA

    django.setup()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="collector",
        description="The collector keeps what rating terminals send. · 一评收集端",
        epilog="Environment: COLLECTOR_DATABASE_URL=postgresql://… instead of the embedded "
        "database, COLLECTOR_TIME_ZONE, COLLECTOR_HTTPS; docs/operations.md has all.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    made = {name: verbs.add_parser(name, help=text, description=text)
            for name, text in VERBS.items()}  # fmt: skip
    for one in made.values():
        one.add_argument("--data", type=Path, default=Path("var/collector"), metavar="DIR",
                         help="the data folder (default: var/collector)")  # fmt: skip
    with_json = "approve replace revoke status verify rebuild audit import account token"
    for name in with_json.split():
        made[name].add_argument("--json", action="store_true", help="print facts as JSON")
    made["serve"].add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT",
                               help="where to listen (default: 127.0.0.1:8000)")  # fmt: skip
    made["approve"].add_argument("code", help="the code the terminal shows, e.g. WX4-7QK")
    made["approve"].add_argument("--window", required=True, metavar="W", help="e.g. A01")
    made["approve"].add_argument("--name", default="", help="name of the window · 窗口名称")
    made["approve"].add_argument("--hall", default="", metavar="CODE",
                                 help="the hall, where there are several")  # fmt: skip
    _replace(made["replace"])
    terminal_arguments.add(made)
    made["verify"].add_argument("files", nargs="*", type=Path, metavar="FILE",
                                help="proof files instead: no collector is needed")  # fmt: skip
    made["revoke"].add_argument("log", help="the log id, or its first characters")
    made["audit"].add_argument("do", choices=("verify",), help="what to do with the trail")
    made["audit"].add_argument("--noted", default="", metavar="POSITION:DIGEST",
                               help="a mark that was written down earlier")  # fmt: skip
    made["import"].add_argument("files", nargs="+", type=Path, metavar="FILE",
                                help="*.ratings, made at the terminal")  # fmt: skip
    _organisation(made["organisation"])
    _figures(made["figures"])
    report_arguments.add(made["report"])
    personal_arguments.add(made)
    demo_arguments.add(made["demo-data"])
    export = made["export-log"]
    export.add_argument("log", nargs="?", default="", help="its first characters (default: all)")
    export.add_argument("--to", default="-", metavar="FILE", help="a new file (default: output)")
    made["check"].add_argument("--deploy", action="store_true", help="also what makes it safe")
    token_arguments.add(made["token"])
    _account(made["account"])
    return parser


def _replace(replace: argparse.ArgumentParser) -> None:
    replace.add_argument("code", help="the code the new terminal shows, e.g. WX4-7QK")
    replace.add_argument("--window", required=True, metavar="W", help="whose terminal it replaces")
    replace.add_argument("--hall", default="", metavar="CODE",
                         help="the hall, where there are several")  # fmt: skip
    replace.add_argument("--reason", default="", help="why, for the audit trail · 原因")
    replace.add_argument("--anyway", action="store_true",
                         help="although entries still wait there · 有未送达也更换")  # fmt: skip


def _account(account: argparse.ArgumentParser) -> None:
    account.add_argument("words", nargs="+", metavar="NAME|VERB",
                         help="NAME alone: an administrator, or a new password; "
                         "add NAME --role R · role NAME R · reset NAME · disable NAME")  # fmt: skip
    account.add_argument("--role", default="", metavar="R", help="add: its first role")
    account.add_argument("--at", default="", metavar="PLACE",
                         help="a code, a window as HALL/WINDOW; else everywhere")  # fmt: skip
    account.add_argument("--full-name", default="", metavar="N", help="add: whose it is")
    account.add_argument("--take", action="store_true", help="role: take it away instead")
    account.add_argument("--second-factor", action="store_true",
                         help="reset: remove the authenticator app too")  # fmt: skip
    account.add_argument("--password-stdin", action="store_true",
                         help="read the password from standard input")  # fmt: skip


def _figures(figures: argparse.ArgumentParser) -> None:
    figures.add_argument("--place", default="", metavar="CODE",
                         help="its code, a window as HALL/A01 (default: the root)")  # fmt: skip
    figures.add_argument("--first", default="", metavar="DAY",
                         help="YYYY-MM-DD (default: the first of this month)")  # fmt: skip
    figures.add_argument("--last", default="", metavar="DAY", help="YYYY-MM-DD (default: today)")
    figures.add_argument("--by", default="", help="in parts",
                         choices=("day", "month", "hour", "staff", "item", "reason"))  # fmt: skip


def _organisation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("import", "export", "show"), help="what to do with it")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE",
                        help="a workbook (.xlsx), or sheets as .csv")  # fmt: skip
    parser.add_argument("--apply", action="store_true",
                        help="apply what import shows, not only show it · 应用")  # fmt: skip
    parser.add_argument("--complete", action="store_true",
                        help="what the sheets leave out ends today · 文件即全部")  # fmt: skip
    parser.add_argument("--sheet", default="", help="export one sheet as CSV: platform, "
                        "organisation, windows, staff, items, duty · 单张表")  # fmt: skip
