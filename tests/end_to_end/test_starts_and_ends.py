"""A terminal's programs come and go as they should: nothing left behind, nobody has to help."""

import os
import signal
from pathlib import Path

import pytest

from deploy.demo.programs import ProgramError
from tests.end_to_end.stage import Collector, Terminal, eventually


def processes_of(group: int) -> dict[int, str]:
    """Return names and command lines of a process group's members, by number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if words:
                    found[int(folder.name)] = (folder / "comm").read_text() + words
        except (ProcessLookupError, FileNotFoundError):
            continue
    return found


def number_of(terminal: Terminal, words: str) -> int:
    """Wait for a program of the terminal's, by name or command line, and return its number."""
    assert terminal.program is not None
    group = terminal.program.process.pid

    def found() -> list[int]:
        return [number for number, line in processes_of(group).items() if words in line]

    terminal.wait_until(lambda: bool(found()), f"program {words}")
    return found()[0]


def test_a_terminal_told_to_end_leaves_no_process_behind(
    enrolled: Terminal, collector: Collector
) -> None:
    enrolled.start()
    enrolled.rate()
    assert enrolled.program is not None
    group = enrolled.program.process.pid
    assert number_of(enrolled, "yiping-window") != number_of(enrolled, "-m sync.agent")

    assert enrolled.stop() == 0

    assert processes_of(group) == {}
    assert collector.stop() == 0


def test_a_killed_window_is_back_by_itself_and_goes_on_where_it_was(terminal: Terminal) -> None:
    terminal.start()
    terminal.rate()

    os.kill(number_of(terminal, "yiping-window"), signal.SIGKILL)
    terminal.wait_until(lambda: not terminal.screen.thanks, "the window's end")
    terminal.rate()

    assert len(terminal.ratings()) == 2
    assert terminal.stop() == 0


def test_a_killed_agent_is_back_by_itself_and_sends_what_it_had_not(
    enrolled: Terminal, collector: Collector
) -> None:
    enrolled.start()
    enrolled.rate()

    os.kill(number_of(enrolled, "-m sync.agent"), signal.SIGKILL)
    enrolled.rate()

    eventually(lambda: collector.ratings() == 2, "both ratings at the collector")
    assert enrolled.stop() == 0


def test_a_second_window_on_the_same_data_is_refused_in_two_languages(terminal: Terminal) -> None:
    terminal.start()
    terminal.rate()

    with pytest.raises(ProgramError) as refused:
        terminal.command("run")

    assert "一个终端只能运行一个评价窗口" in str(refused.value)
    assert "A terminal runs one rating window" in str(refused.value)
    terminal.rate()
    assert terminal.stop() == 0
