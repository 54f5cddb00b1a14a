"""The command line: what can be asked for, in Chinese and English, and who does it.

Each command is a module of its own, imported only when asked for: `kiosk run` has to be quick.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.command.station import add_station
from kiosk.config import load_config
from kiosk.errors import ConfigError, KioskError

_MODULES = {
    "run": "kiosk.command.run",
    "demo": "kiosk.command.run",
    "enrol": "kiosk.command.agent",
    "export": "kiosk.command.export",
    "staff": "kiosk.command.staff",
    "sync": "kiosk.command.agent",
    "invite": "kiosk.command.invite",
    "status": "kiosk.command.status",
    "verify": "kiosk.command.verify",
}
FAILED = 1
WRONG_USE = 2

_EPILOG = """\
退出状态 exit status:
  0  成功 done
  1  没有做到，或查出问题（见各命令） not done, or a problem was found (see each command)
  2  命令或配置文件有错 wrong command line or configuration
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        config = load_config(options.config)
    except KioskError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    try:
        return int(importlib.import_module(_MODULES[options.command]).run(config, options))
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    except KioskError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description="一评终端：窗口服务评价。Yiping terminal: ratings at a service window.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common, facts = _shared()
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_programs(commands, common)
    _add_exchange(commands, common, facts)
    _add_invite(commands, common, facts)
    add_station(commands, common, facts)
    _add_looks(commands, common, facts)
    return parser


def _shared() -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Return what all commands take, and what those take that print facts."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="配置文件；不给则用当前文件夹的 config.toml，没有就用默认值 "
        "configuration; else ./config.toml, else the defaults",
    )
    facts = argparse.ArgumentParser(add_help=False)
    facts.add_argument(
        "--json", action="store_true", help="输出一行 JSON print the facts as one line of JSON"
    )
    return common, facts


def _add_looks(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    facts: argparse.ArgumentParser,
) -> None:
    _add(
        commands,
        "status",
        "终端现在怎样：状态、当班、今日评价、待发送 "
        "how the terminal is: state, duty, today's counts, backlog",
        [common, facts],
        "退出状态 exit status: 0 已输出 printed · 1 日志读不了 the journal cannot be read",
    )
    verify = _add(
        commands,
        "verify",
        "逐条核对评价日志 check the whole rating log, entry by entry",
        [common, facts],
        "退出状态 exit status: 0 全部相符 all holds · "
        "1 有不符（指出第一条），或没有日志 something does not (the first is named), or no journal",
    )
    verify.add_argument(
        "--progress",
        action="store_true",
        help="用 JSON 行报告进度 tell how far it is by lines of JSON",
    )


def _add_programs(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
) -> None:
    _add(
        commands,
        "run",
        "启动评价窗口和发送程序并看护它们 run the rating window and the agent, keep them alive",
        [common],
        "SIGTERM 或 Ctrl+C 结束。SIGTERM or Ctrl+C ends it.",
    )
    demo = _add(
        commands,
        "demo",
        "演示：由程序代替市民点选 a demonstration: a scripted citizen taps",
        [common],
        "退出状态是评价窗口的。The exit status is the window's.",
    )
    demo.add_argument(
        "--seconds", type=int, metavar="N", help="N 秒后自己结束 end by itself after N seconds"
    )
    demo.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="把画面存到 DIR save pictures into DIR"
    )


def _add_exchange(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    facts: argparse.ArgumentParser,
) -> None:
    status = (
        "退出状态 exit status: 0 完成 done · 2 配置有错 wrong configuration · "
        "3 等待批准 waiting for approval · 4 连不上服务器 no collector answered · "
        "5 服务器拒绝或日志读不了 refused, or the log cannot be read"
    )
    enrol = _add(
        commands,
        "enrol",
        "向汇总服务器登记，得到批准码 introduce the terminal to its collector, get a code",
        [common, facts],
        status,
    )
    enrol.add_argument(
        "--wait", action="store_true", help="等到批准为止 wait until the code is approved"
    )
    sync = _add(
        commands,
        "sync",
        "现在就把评价发送完 send everything now",
        [common, facts],
        status,
    )
    sync.add_argument(
        "--once", action="store_true", required=True, help="发送一遍后结束 send once and end"
    )


def _add_invite(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    facts: argparse.ArgumentParser,
) -> None:
    invite = _add(
        commands,
        "invite",
        "邀请评价刚办完的一件事 ask for a rating of a service that is finished now",
        [common, facts],
        "退出状态 exit status: 0 已邀请，或等到了评价 invited, or rated · 1 没有做到 not done · "
        "2 命令或配置有错 wrong use · 3 未评价 unrated · 4 等待时间内没有结果 no outcome in time · "
        "5 该票号已评价 already rated · 6 窗口现在不能邀请 the window cannot invite now",
    )
    invite.add_argument("--ticket", metavar="T", help="票号 the ticket")
    invite.add_argument("--item", metavar="I", help="事项 which service it was")
    invite.add_argument(
        "--wait", type=int, metavar="SECONDS", help="等结果，最多这么多秒 wait for the outcome"
    )


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    meaning: str,
    parents: list[argparse.ArgumentParser],
    epilog: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=meaning, description=meaning, parents=parents, epilog=epilog
    )
