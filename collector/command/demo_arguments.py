"""What `collector demo-data` takes. Knows nothing of Django, which wakes later."""

import argparse
from collections.abc import Callable

HELP = """
Every entry is made as a terminal makes it and goes through the door that terminals use: chained,
signed with the terminal's own key, projected and counted; nothing is left out, however many there
are, so that `collector verify` holds and every rating has its proof. The terminals' keys follow
from --seed: whoever knows it can sign for them. Never use such a collector for real ratings.
每条记录均按终端的方式生成、签名并入库，数量再多也不省略；密钥由 --seed 推出，切勿用于真实评价。
About 10,000 ratings a second and core, 1.2 GB of disk per million: docs/operations.md.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.epilog = HELP
    parser.add_argument("--windows", type=_number(1, 20_000), default=60, metavar="N",
                        help="how many windows (default: 60) · 窗口数")  # fmt: skip
    parser.add_argument("--days", type=_number(1, 3_660), default=60, metavar="D",
                        help="how many days, today the last (default: 60) · 天数")  # fmt: skip
    parser.add_argument("--seed", type=_number(0, 2**31), default=1, metavar="S",
                        help="same seed and moment: same city (default: 1)")  # fmt: skip
    parser.add_argument("--ratings", type=_number(0, 10**9), default=0, metavar="N",
                        help="about so many (default: 40 a window and day)")  # fmt: skip
    parser.add_argument("--halls", type=_number(0, 5_000), default=0, metavar="N",
                        help="so many of one size (default: of every size)")  # fmt: skip
    parser.add_argument("--beat", action="store_true",
                        help="keep what is there alive until Ctrl-C · 保持在线")  # fmt: skip


def _number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds, as argparse takes it."""

    def read(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{least} … {most}")
        return number

    read.__name__ = "number"
    return read
