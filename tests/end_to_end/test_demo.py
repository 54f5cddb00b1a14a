"""What `make run` shows, run as it is run where there is no display."""

import os
import re
import signal
import sys
from pathlib import Path

from deploy.demo.programs import Program
from tests.collecting import begin_with_tables

ROOT = Path(__file__).resolve().parents[2]


def demo(folder: Path, *words: str) -> Program:
    # Any port but the usual one, at which somebody's own collector may be.
    return Program(
        [sys.executable, "-m", "deploy.demo", "--folder", folder, "--port", "0", *words],
        env={"PYTHONPATH": str(ROOT), "DISPLAY": "", "WAYLAND_DISPLAY": ""},
    )


def table(program: Program) -> dict[str, list[int]]:
    rows = [re.fullmatch(r"\s+(A\d\d)\s+(\d+)\s+(\d+)\s+(\d+)", line) for line in program.lines]
    return {row[1]: [int(number) for number in row.groups()[1:]] for row in rows if row}


def test_a_demonstration_ends_by_itself_with_one_number_in_three_places(tmp_path: Path) -> None:
    begin_with_tables(tmp_path / "collector")
    first = demo(tmp_path, "--seconds", "6")
    code = first.process.wait(300)
    first.end()

    assert code == 0, first.tail(60)
    counted = table(first)
    assert list(counted) == ["A01", "A02"]
    assert all(len(set(numbers)) == 1 and numbers[0] > 0 for numbers in counted.values())
    assert list((tmp_path / "screenshots").rglob("*.png"))

    again = demo(tmp_path)
    again.wait_for(lambda: any("A02-" in line for line in again.lines), 180, "a receipt")
    os.kill(again.process.pid, signal.SIGINT)
    code = again.process.wait(180)
    again.end()

    assert code == 0, again.tail(60)
    assert all(len(set(numbers)) == 1 for numbers in table(again).values())
