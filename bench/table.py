"""How every benchmark prints: where and when, then a table of figures, goals and ratios."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison: ours beside the peer's, and the ratio the goal speaks of."""

    what: str
    ours: str
    peer: str
    ratio: float | None
    goal: str
    met: bool | None


def show(title: str, rows: Sequence[Row]) -> None:
    """Print the rows as a Markdown table that can be pasted into a page as it is."""
    when = datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
    print(f"\n### {title}\n")
    print(f"{when}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
          f"Python {platform.python_version()}\n")  # fmt: skip
    print("| what | Yiping | beside | ratio | goal | met |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        ratio = "–" if row.ratio is None else f"{row.ratio:.2f}×"
        met = {True: "yes", False: "NO", None: "–"}[row.met]
        print(f"| {row.what} | {row.ours} | {row.peer} | {ratio} | {row.goal} | {met} |")
    print(flush=True)
