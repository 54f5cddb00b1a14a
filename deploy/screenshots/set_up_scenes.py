"""The set-up's four stations, and how an installer gets there."""

from collections.abc import Callable
from typing import Literal

from deploy.screenshots.stage import Stage
from kiosk.app.set_up.screens import SetUpScreen
from kiosk.app.set_up.touch_test import Panel
from sync.protocol.handover import Link, write_address, write_link

_COLLECTOR = "https://pj.example.cn"
_PANEL = Panel(160, 100)
"""In u; the circles stay touched when the picture takes another size."""


def _open(stage: Stage, station: str = "touch") -> None:
    stage.window.set_up.open(station, first=True)
    stage.wait_for(SetUpScreen)


def _touch(stage: Stage, *, spots: int, silent: int | None = None) -> None:
    _open(stage)
    set_up = stage.window.set_up.set_up
    for spot in range(spots):
        if spot == silent:
            set_up.no_answer()
        else:
            set_up.touch(*_PANEL.place(spot), _PANEL)


def _address(stage: Stage, typed: str = "") -> None:
    _open(stage)
    stage.window.set_up.set_up.end_test()
    for letter in typed:
        stage.window.set_up.set_up.type(letter)


def _wrong(stage: Stage) -> None:
    _address(stage, "http://")
    stage.window.set_up.set_up.connect()
    stage.wait(lambda: _asked(stage))


def _asked(stage: Stage) -> bool:
    screen = stage.terminal.screen
    return isinstance(screen, SetUpScreen) and screen.address.finding is not None


def _enrol(stage: Stage, *, approved: bool) -> None:
    data = stage.folder / "data"
    status: Literal["approved", "pending"] = "approved" if approved else "pending"
    log = stage.terminal.log or ""
    write_address(data, _COLLECTOR)
    write_link(
        data,
        Link(
            collector=_COLLECTOR, log=log, status=status, code="WX4-7QK", clock_offset=400,
            window="A01",
        ),
    )  # fmt: skip
    _open(stage, "enrolment")
    stage.terminal.tick()
    stage.wait(lambda: _enrolment_known(stage))


def _enrolment_known(stage: Stage) -> bool:
    screen = stage.terminal.screen
    return isinstance(screen, SetUpScreen) and bool(screen.enrolment.code)


def _done(stage: Stage) -> None:
    _enrol(stage, approved=True)
    stage.window.set_up.set_up.go_on()


SET_UP_SCENES: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("set-up-touch", lambda stage: _touch(stage, spots=3)),
    ("set-up-touch-well", lambda stage: _touch(stage, spots=8)),
    ("set-up-touch-dead", lambda stage: _touch(stage, spots=8, silent=4)),
    ("set-up-address", lambda stage: _address(stage, "pj.example.cn")),
    ("set-up-address-wrong", _wrong),
    ("set-up-enrolment", lambda stage: _enrol(stage, approved=False)),
    ("set-up-approved", lambda stage: _enrol(stage, approved=True)),
    ("set-up-done", _done),
)
