"""One session of the demonstration: terminals being tapped, numbers watched, then compared."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from deploy.demo import words
from deploy.demo.browser import Browser, BrowserError, find_chromium
from deploy.demo.hall import Hall
from deploy.demo.pages import Pages, PagesError, SignIn
from deploy.demo.programs import BIN, Program, ProgramError, fact_of
from deploy.demo.tally import Tally, problems
from deploy.demo.terminals import Terminal

_LOOK_EVERY = 3.0
_PAGE_SIZE = (1280, 520)
_PAGE_NAMES = {"zh-CN": "windows-page.png", "en": "windows-page-english.png"}


def has_display() -> bool:
    """Whether there is a screen to put a window on."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


class Session:
    """Terminals that run from entering to leaving a `with`."""

    def __init__(self, hall: Hall, *, on_screen: bool) -> None:
        """Prepare; `on_screen`: the first terminal is a window for the person at the screen."""
        self.on_screen = on_screen
        self._hall = hall
        self._terminals = hall.terminals
        self._programs: dict[str, Program] = {}
        self._taps: dict[str, int | None] = {one.desk.code: 0 for one in self._terminals}
        if on_screen:
            # A person's taps are not announced to anybody: there the journal comes first.
            self._taps[self._terminals[0].desk.code] = None
        self._folder = hall.folder / "screenshots"
        self._before = (self._journals(), hall.counts())

    @property
    def pictures(self) -> bool:
        """Whether pictures are wanted: where nobody sees the screen."""
        return not self.on_screen

    def __enter__(self) -> Self:
        for number, terminal in enumerate(self._terminals):
            self._programs[terminal.desk.code] = self._start(terminal, first=number == 0)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run(self, seconds: float | None, over: threading.Event) -> None:
        """Go on until the time is over, `over` is set, or the window on the screen is closed."""
        ends = None if seconds is None else time.monotonic() + seconds
        _, shown = self._before
        while not over.wait(_LOOK_EVERY if ends is None else min(_LOOK_EVERY, _left(ends))):
            self._hall.alive()
            if not self._all_run() or (ends is not None and time.monotonic() >= ends):
                break
            counts = self._hall.counts()
            if counts != shown:
                words.counted(counts)
                shown = counts

    def take_pictures(self, account: SignIn) -> Iterator[Path]:
        """Yield the pictures of the terminals, and take one of the Windows page."""
        chromium = find_chromium()
        if chromium is not None:
            try:
                cookies = Pages(self._hall.address, account).cookies
                with Browser(chromium, *_PAGE_SIZE) as browser:
                    for language, name in _PAGE_NAMES.items():
                        browser.open(self._hall.address, cookies, language)
                        browser.picture(self._folder / name)
            except (BrowserError, PagesError, OSError) as error:
                words.trouble(
                    f"没能给窗口页面截图：{error}", f"No picture of the Windows page: {error}"
                )
        yield from sorted(self._folder.rglob("*.png"))

    def stop(self) -> None:
        """End the terminals, then have what is left in them sent."""
        if not self._programs:
            return
        for program in self._programs.values():
            program.end()
        self._programs.clear()
        for terminal in self._terminals:
            terminal.send()

    def judge(self, *, strict: bool) -> int:
        """Compare the numbers and print them; the exit status. Not `strict`: no tap is fine too."""
        journals, counts = self._journals(), self._hall.counts()
        before, held = self._before
        tallies = [
            Tally(
                window=code,
                taps=taps,
                journal=journals[code] - before[code],
                collector=counts.get(code, 0) - held.get(code, 0),
            )
            for code, taps in self._taps.items()
        ]
        found = problems(tallies, taps_expected=strict)
        for terminal in self._terminals:
            try:
                terminal.command("verify")
            except ProgramError as error:
                found.append(str(error))
        words.verdict(tallies, found)
        return 1 if found else 0

    def _start(self, terminal: Terminal, *, first: bool) -> Program:
        code = terminal.desk.code
        if first and self.on_screen:
            argv: list[str | Path] = [BIN / "kiosk", "run", "--config", terminal.config]
            return Program(argv, said=lambda line: self._heard(code, line))
        argv = [BIN / "kiosk", "demo", "--config", terminal.config]
        if first or self.on_screen:
            self._folder.mkdir(parents=True, exist_ok=True)
            argv += ["--screenshots", self._folder]
        environment = {"QT_QPA_PLATFORM": "offscreen"}
        return Program(argv, env=environment, said=lambda line: self._heard(code, line))

    def _heard(self, code: str, line: str) -> None:
        fact = fact_of(line)
        if fact is None:
            words.say(f"  {code}: {line}")
        elif fact.get("event") == "receipt":
            self._taps[code] = (self._taps[code] or 0) + 1
            words.receipt(str(fact["receipt"]), str(fact.get("level", "")))
        elif fact.get("event") == "summary":
            # What the citizen did, not only what came of it: a tap without a receipt shows.
            self._taps[code] = int(fact["taps"])

    def _all_run(self) -> bool:
        return all(program.running for program in self._programs.values())

    def _journals(self) -> dict[str, int]:
        """Return the ratings in each running terminal's own log."""
        return {one.desk.code: one.ratings for one in self._terminals}


def _left(ends: float) -> float:
    return max(0.0, ends - time.monotonic())
