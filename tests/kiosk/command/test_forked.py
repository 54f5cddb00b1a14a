"""Copies of a process with one thread, as the supervisor is: never of the tests' own process."""

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[3]
BEGIN = """
import os, signal, subprocess, sys, time
from kiosk.command.forked import Forked
def nothing(): pass
def sleeps(): time.sleep(600)
"""


@pytest.fixture
def told(tmp_path):
    """Run a few lines in a process of their own; return what it prints."""

    def run(lines: str) -> tuple[list[str], str]:
        ended = subprocess.run(
            [sys.executable, "-c", BEGIN + lines, str(tmp_path)],
            cwd=TOP, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.split(), ended.stderr

    return run


def test_what_a_copy_returns_is_its_exit_status(told):
    assert told("print(Forked(lambda: 3, nothing).wait(20))")[0] == ["3"]


@pytest.mark.parametrize(("code", "status"), [("4", "4"), ("None", "0"), ("'a sentence'", "1")])
def test_a_copy_that_exits_has_the_status_it_exits_with(told, code, status):
    assert told(f"print(Forked(lambda: sys.exit({code}), nothing).wait(20))")[0] == [status]


def test_a_mistake_in_a_copy_is_shown_and_goes_no_further(told):
    out, errors = told("print(Forked(lambda: {}['stumbled'], nothing).wait(20))")

    assert out == ["1"]
    assert "stumbled" in errors


def test_a_copy_has_the_signals_of_a_new_program(told):
    out, _ = told(
        "signal.signal(signal.SIGTERM, lambda *_: None)\n"
        "reading, writing = os.pipe()\n"
        "copy = Forked(sleeps, lambda: os.write(writing, b'.'))\n"
        "os.read(reading, 1)\n"
        "copy.terminate()\n"
        "print(copy.wait(20))"
    )

    assert out == ["-15"]


def test_a_copy_that_goes_on_is_waited_for_no_longer_than_asked(told):
    out, _ = told(
        "copy = Forked(sleeps, nothing)\n"
        "try: copy.wait(0.05)\n"
        "except subprocess.TimeoutExpired: print('waited')\n"
        "copy.kill()\n"
        "print(copy.wait(20))\n"
        "copy.terminate()  # of one that has ended: nothing happens"
    )

    assert out == ["waited", "-9"]


def test_a_copy_does_first_what_it_is_told_to_do_first(told):
    out, _ = told(
        "there = os.path.join(sys.argv[1], 'first')\n"
        "copy = Forked(lambda: 7 * os.path.exists(there), lambda: open(there, 'w').close())\n"
        "print(copy.wait(20))"
    )

    assert out == ["7"]


def test_a_copy_is_a_process_of_its_own(told):
    out, _ = told(
        "here = os.getpid()\n"
        "copy = Forked(lambda: print(os.getpid()) or 0, nothing)\n"
        "copy.wait(20)\n"
        "print(copy.pid, copy.pid != here)"
    )

    assert out[0] == out[1]
    assert out[2] == "True"
