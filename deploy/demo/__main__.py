"""`make run`: a collector, a hall with six windows, two of them with a running terminal.

Uses nothing but the commands `collector` and `kiosk` and the pages over HTTP, as a hall would.
Exit status: 0 all went well, with --seconds also every tap arrived; 1 not so; 2 wrong use.
"""

import argparse
import signal
import sys
import threading
from pathlib import Path

from deploy.demo import words
from deploy.demo.hall import PORT, Hall, HallInUseError
from deploy.demo.pages import PagesError
from deploy.demo.programs import ProgramError
from deploy.demo.session import Session, has_display


def main() -> int:
    """Run the demonstration until it is told to end, or its time is over."""
    options = _options()
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: over.set())
    try:
        with Hall(options.folder.absolute(), options.port) as hall:
            return _run(hall, options, over)
    except HallInUseError as error:
        words.trouble(
            f"另一个 make run 正在使用 {error.args[0].parent}，请先用 Ctrl-C 结束它。",
            f"Another make run uses {error.args[0].parent}. End it first, with Ctrl-C.",
        )
    except (ProgramError, PagesError) as error:
        words.trouble(
            f"有一个程序没有正常工作，它最后说的是：\n{error}",
            "One of the programs did not do its part; what it said last stands above.",
        )
    return 1


def _run(hall: Hall, options: argparse.Namespace, over: threading.Event) -> int:
    words.starting(hall.folder)
    hall.open()
    sign_in = hall.sign_in()
    for terminal in hall.terminals:
        if over.is_set():
            return 0
        hall.enrol(terminal)
    hall.furnish(sign_in)
    with Session(hall, on_screen=has_display()) as session:
        words.ready(hall.address, sign_in, on_screen=session.on_screen, seconds=options.seconds)
        session.run(options.seconds, over)
        if session.pictures:
            words.pictures(session.take_pictures(sign_in))
        session.stop()
        return session.judge(strict=options.seconds is not None)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make run", description="一评演示大厅。A hall to try Yiping in.", epilog=__doc__
    )
    parser.add_argument(
        "--seconds", type=float, metavar="N",
        help="N 秒后自动结束并核对 end after N seconds of tapping and compare the numbers",
    )  # fmt: skip
    parser.add_argument(
        "--folder", type=Path, default=Path("var"), metavar="DIR",
        help="数据所在文件夹 where everything is kept (var)",
    )  # fmt: skip
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N",
        help=f"平台的端口；被占用时另选 the collector's port, another if it is taken ({PORT})",
    )  # fmt: skip
    options = parser.parse_args()
    if options.seconds is not None and options.seconds <= 0:
        parser.error("SECONDS 应大于 0 · SECONDS has to be more than 0")
    return options


if __name__ == "__main__":
    sys.exit(main())
