"""Arguments of `collector report`."""

import argparse
from pathlib import Path

SPANS = ("day", "week", "month", "quarter", "year")
PARTS = ("children", "department", "window", "staff", "item", "channel", "reason", "day", "month")


def add(report: argparse.ArgumentParser) -> None:
    """Describe them to the parser."""
    report.add_argument("--to", type=Path, required=True, metavar="FILE",
                        help="FILE.xlsx, FILE.csv or FILE.pdf")  # fmt: skip
    report.add_argument("--place", default="", metavar="CODE",
                        help="its code, a window as HALL/A01 (default: the root)")  # fmt: skip
    report.add_argument("--by", default="children", choices=PARTS, help="in parts")
    report.add_argument("--span", default="month", choices=SPANS, help="how long it is")
    report.add_argument("--day", default="", help="a day it holds (default: today)")
    report.add_argument("--first", default="", metavar="DAY", help="instead: from this day")
    report.add_argument("--last", default="", metavar="DAY", help="to this one")
    report.add_argument("--language", default="zh-hans", choices=("zh-hans", "en"))
    report.add_argument("--national", default="", choices=("national-csv", "national-json"),
                        help="evaluations one by one in the national fields, as a ZIP")  # fmt: skip
