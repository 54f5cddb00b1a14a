"""The PIN pad and the staff panel, and how a terminal gets there."""

import os
from collections.abc import Callable

from msgspec.structs import replace

from deploy.screenshots.stage import NOON, STAFF, Stage
from kiosk.app.panel.screens import Outcome, PinPad, Progress, StaffPanel, Stick
from kiosk.domain.own_counts import OwnCounts
from sync.protocol.handover import Closing, Link, Trouble, write_link
from sync.protocol.pin import hash_pin

_PIN = "2468"


def _pad(stage: Stage, *, on_duty: str | None = STAFF.number) -> None:
    clerk = replace(STAFF, pin=hash_pin(_PIN, os.urandom))
    stage.terminal.apply(replace(stage.terminal.situation, staff=(clerk,)))
    if on_duty is not None:
        stage.terminal.start_shift(on_duty)
    for _ in range(5):
        stage.window.panel.touched(corner=True)
    stage.wait_for(PinPad)


def _type(stage: Stage, digits: str) -> None:
    for digit in digits:
        stage.window.panel.digit(digit)


def _try(stage: Stage, pin: str) -> None:
    _type(stage, pin)
    stage.window.panel.confirm()
    stage.wait(lambda: not getattr(stage.terminal.screen, "checking", False))


def _locked(stage: Stage) -> None:
    _pad(stage)
    for _ in range(3):
        _try(stage, "0000")


def _no_pins(stage: Stage) -> None:
    for _ in range(5):
        stage.window.panel.touched(corner=True)
    stage.wait_for(PinPad)


def _panel(stage: Stage, *, on_duty: str | None = STAFF.number) -> None:
    link = Link(
        collector="https://pj.example.cn", log=stage.terminal.log or "", status="approved",
        acknowledged=1, contact="2026-03-12T05:53:00+00:00", clock_offset=400,
        trouble=Trouble(kind="unreachable", message="", since="2026-03-12T05:53:00+00:00"),
        closing=Closing(date="2026-03-11", outcome="complete", at="2026-03-11T12:00:00+00:00"),
    )  # fmt: skip
    write_link(stage.folder / "data", link)
    _pad(stage, on_duty=on_duty)
    if on_duty is None:
        _type(stage, STAFF.number)
        stage.window.panel.confirm()
    _try(stage, _PIN)
    stage.wait_for(StaffPanel)
    _busy_day(stage)


def _busy_day(stage: Stage) -> None:
    panel, scale = stage.window.panel, stage.terminal.situation.scale
    stage.wait(lambda: getattr(panel.screen, "facts", None) is not None)
    told = dict(zip((level.id for level in scale.levels), (120, 16, 4, 2, 1), strict=False))
    counts = OwnCounts(rated=143, unrated=16, told=140, levels={scale.id: told})
    panel.shows(counts=counts)


def _nobody(stage: Stage) -> None:
    _panel(stage, on_duty=None)


def _cannot_ask(stage: Stage) -> None:
    _panel(stage)
    stage.window.panel.pause()
    stage.window.panel.shows(cannot_ask="not-open")


def _sheet(name: str, **shown: object) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        _panel(stage)
        stage.window.panel.shows(sheet=name, **shown)

    return play


_STICKS = (Stick("/media/a", "KINGSTON", 14_300_000_000), Stick("/media/b", "U 盘", 800_000_000))
_PULLED_OUT = Outcome(
    well=False,
    at=NOON,
    zh="写入时 U 盘不见了，可能被拔出，文件没有写成。本机记录不受影响，请插好再导出一次。",
    en="The stick was gone while it was written; it may have been pulled out. There is no file, "
    "and nothing here is lost: put it in and export again.",
)

STAFF_SCENES: tuple[tuple[str, Callable[[Stage], None], str], ...] = (
    ("pin-pad", _pad, ""),
    ("pin-pad-locked", _locked, ""),
    ("pin-pad-no-pins", _no_pins, ""),
    ("panel", _panel, ""),
    ("panel-five", _panel, "national-5"),
    ("panel-nobody", _nobody, ""),
    ("panel-cannot-ask", _cannot_ask, ""),
    ("panel-export", _sheet("export", sticks=_STICKS), ""),
    ("panel-export-failed", _sheet("export", sticks=_STICKS, export=_PULLED_OUT), ""),
    ("panel-checking", _sheet("check", check=Progress(done=43, total=100)), ""),
    ("panel-sound", _sheet("sound"), ""),
    ("panel-about", _sheet("about"), ""),
)
