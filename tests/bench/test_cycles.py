"""The window keeps nothing of the citizens it has served; and a program that did would be found."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parents[2]
LEAK = 20_000
"""Bytes of each rating that the control keeps."""


def cycles(count: int, *options: str) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "bench.cycles", "--cycles", str(count), "--json", *options],
        cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    facts: dict[str, Any] = json.loads(ended.stdout)
    return facts


def said(facts: dict[str, Any]) -> str:
    return (
        f"memory {facts['slope']:+.2f} MB per 10,000, handles differ by {facts['spread']}, "
        f"tap to thanks p99 {facts['p99']:.0f} ms, {facts['seconds']:.0f} s"
    )


def test_some_hundred_citizens_leave_nothing_behind(figure: Callable[[str], None]) -> None:
    facts = cycles(600)
    figure(f"R14 600 ratings: {said(facts)}")
    # Caches still fill in so short a run; what would matter in a year is far above this.
    assert facts["slope"] <= 40
    assert facts["spread"] <= 2


def test_a_window_that_kept_something_of_each_would_be_noticed(
    figure: Callable[[str], None],
) -> None:
    facts = cycles(200, "--leak", str(LEAK))
    figure(f"R14 control, {LEAK:,} bytes kept of each of 200 ratings: {said(facts)}")
    assert facts["slope"] > 100


@pytest.mark.soak
def test_100000_ratings_leave_nothing_behind(figure: Callable[[str], None]) -> None:
    facts = cycles(100_000)
    figure(f"R14 100,000 ratings: {said(facts)}")
    assert facts["slope"] <= 1
    assert facts["spread"] <= 2
    assert facts["p99"] <= 150
