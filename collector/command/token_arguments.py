"""What the verb `token` takes. Knows nothing of Django, which wakes later."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Add them."""
    parser.add_argument("do", choices=("make", "list", "end"), help="what to do")
    parser.add_argument("token", nargs="?", default="", metavar="NAME|ID",
                        help="make: what it is for; end: its number in list")  # fmt: skip
    parser.add_argument("--place", default="", metavar="CODE",
                        help="make: what it reads, a window as HALL/A01; else all")  # fmt: skip
    parser.add_argument("--read", default="windows,ratings,counts,cases", metavar="R,R",
                        help="make: windows, ratings, counts, cases; else all")  # fmt: skip
    parser.add_argument("--days", type=int, default=365, metavar="N",
                        help="make: for how long, 1095 at most (default: 365)")  # fmt: skip
