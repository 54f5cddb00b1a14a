"""The set-up as a state machine over the terminal's screens. Called on the window's thread.

It never touches the network and waits for nothing: a child process asks at an address, the agent
enrols and leaves link.json, files are written elsewhere.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from kiosk.app.panel.background import Background
from kiosk.app.set_up.addresses import completed, shortened
from kiosk.app.set_up.hearing import heard
from kiosk.app.set_up.mark import Mark, State
from kiosk.app.set_up.screens import (
    STATIONS,
    AddressEntry,
    Enrolment,
    Finding,
    SetUpScreen,
    Station,
)
from kiosk.app.set_up.surroundings import Surroundings
from kiosk.app.set_up.touch_test import Panel, TouchTest, silent, touched
from sync.protocol.address import is_address, read_address
from sync.protocol.handover import Link, read_link, write_address

LEAVES_AFTER = 300_000
"""Milliseconds without a touch after which a set-up that staff have opened leaves."""
LOOKS_EVERY = 1_000
_LONGEST = 200


class SetUp:
    """A cover (`kiosk.app.covers`): from `open` until it is finished, put off or left.

    `first`: it came up by itself; then it stays until somebody decides, and a start goes on there.
    """

    def __init__(
        self, around: Surroundings, background: Background, changed: Callable[[], None]
    ) -> None:
        self._around = around
        self._background = background
        self._changed = changed
        self._shown: SetUpScreen | None = None
        self._first = False
        self._until = 0
        self._look_at: int | None = None
        self._looking_since = 0
        self._turn = 0
        self._mark = Mark(around.data, background)

    @property
    def screen(self) -> SetUpScreen | None:
        """What is shown; None while it is away."""
        return self._shown

    # ------------------------------------------------------------ coming and going

    def open(self, station: str = "touch", *, first: bool = False) -> None:
        """Show the set-up, at a station it had come to before a power cut."""
        fixed = self._around.fixed
        collector = fixed or read_address(self._around.data)
        entry = AddressEntry(typed=shortened(collector), fixed=bool(fixed))
        at: Station = next((one for one in STATIONS if one == station), "touch")
        if at in ("enrolment", "done") and not collector:
            at = "address"
        self._first = first
        self._shown = SetUpScreen(
            station=at, address=entry, enrolment=Enrolment(collector=collector)
        )
        if first:
            self._keep("under-way")
        self._arrive()

    def give_way(self) -> None:
        """Show nothing from now on: a citizen is being asked."""
        self._shown = None
        self._look_at = None
        self._turn += 1

    def later(self) -> None:
        """Put it off: from now on staff open it."""
        if self._first:
            self._keep("later")
        self._leave()

    def alone(self) -> None:
        """Work without a collector; config.toml's own stays."""
        if not self._around.fixed:
            data = self._around.data
            self._background.do(lambda: write_address(data, ""), lambda _: None)
            self._keep("alone")
            self._leave()

    def finish(self) -> None:
        """Take up service."""
        if self._shown is not None and self._shown.station == "done":
            self._keep("done")
            self._leave()

    def _leave(self) -> None:
        self.give_way()
        self._changed()

    # ------------------------------------------------------------ touch test

    def touch(self, x: float, y: float, panel: Panel) -> None:
        """Take a touch beside all keys, at a place in u."""
        if self._at("touch") is not None:
            self._change(touch=touched(self._screen.touch, x, y, panel))

    def no_answer(self) -> None:
        """Go on to the next circle: the marked one does not answer."""
        if self._at("touch") is not None:
            self._change(touch=silent(self._screen.touch))

    def test_again(self) -> None:
        """Begin the touch test anew."""
        if self._at("touch") is not None:
            self._change(touch=TouchTest())

    def end_test(self) -> None:
        """Go on to the address, whatever the test came to."""
        if self._at("touch") is not None:
            self._go("address")

    # ------------------------------------------------------------ address

    def type(self, letters: str) -> None:
        """Add to the address. A new letter takes the old finding away."""
        entry = self._entry()
        if entry is not None and len(entry.typed) + len(letters) <= _LONGEST:
            self._change(address=replace(entry, typed=entry.typed + letters, finding=None))

    def rub_out(self) -> None:
        """Take the last letter away."""
        entry = self._entry()
        if entry is not None:
            self._change(address=replace(entry, typed=entry.typed[:-1], finding=None))

    def clear(self) -> None:
        """Take all letters away."""
        entry = self._entry()
        if entry is not None:
            self._change(address=replace(entry, typed="", finding=None))

    def connect(self) -> None:
        """Have the agent look whether there is a collector."""
        screen = self._at("address")
        if screen is None or screen.address.checking:
            return
        url = self._around.fixed or completed(screen.address.typed)
        if not is_address(url):
            wrong = Finding(finding="bad-address")
            self._change(address=replace(screen.address, finding=wrong))
            return
        self._turn += 1
        turn = self._turn
        self._change(address=replace(screen.address, checking=True, finding=None))
        around = self._around

        def work() -> Finding:
            found = around.check(url)
            if found.finding != "collector" or around.fixed:
                return found
            try:
                write_address(around.data, url)
            except OSError as error:
                return Finding(finding="not-kept", message=str(error))
            return found

        self._background.do(work, lambda found: self._found(turn, url, found))

    def other_address(self) -> None:
        """Go back to the address."""
        if self._at("enrolment") is not None:
            self._go("address")

    def _entry(self) -> AddressEntry | None:
        screen = self._at("address")
        if screen is None or screen.address.fixed or screen.address.checking:
            return None
        return screen.address

    def _found(self, turn: int, url: str, found: Finding) -> None:
        if turn != self._turn or self._shown is None:
            return
        entry = replace(self._shown.address, checking=False, finding=found)
        if found.finding != "collector":
            self._change(address=entry)
            return
        self._shown = replace(
            self._shown,
            address=replace(entry, finding=None, typed=shortened(url)),
            enrolment=Enrolment(collector=url, offset=found.offset),
        )
        self._go("enrolment")

    # ------------------------------------------------------------ enrolment

    def go_on(self) -> None:
        """Go on from the enrolment, once it is approved."""
        screen = self._at("enrolment")
        if screen is not None and screen.enrolment.approved:
            self._go("done")

    def next_deadline(self) -> int | None:
        """When it wants to look, or leaves."""
        if self._shown is None:
            return None
        moments = [] if self._first else [self._until]
        moments += [] if self._look_at is None else [self._look_at]
        return min(moments, default=None)

    def tick(self) -> None:
        """Look at what the agent has left; leave where nobody touches it any more."""
        up = self._around.up()
        if self._shown is None:
            return
        if not self._first and up >= self._until:
            self.give_way()
            return
        if self._look_at is not None and up >= self._look_at:
            self._look_at = up + LOOKS_EVERY
            data, turn = self._around.data, self._turn
            self._background.do(lambda: read_link(data), lambda link: self._heard(turn, link))

    def _heard(self, turn: int, link: Link | None) -> None:
        if turn != self._turn or self._shown is None:
            return
        waited = (self._around.up() - self._looking_since) // 1000
        settled = self._around.situation().from_collector
        enrolment = heard(self._shown.enrolment, link, waited)
        shown = replace(self._shown, enrolment=enrolment, settled=settled)
        if shown != self._shown:
            self._shown = shown
            self._changed()

    # ------------------------------------------------------------ behind the scene

    @property
    def _screen(self) -> SetUpScreen:
        return self._shown or SetUpScreen()

    def _at(self, station: str) -> SetUpScreen | None:
        """Return the screen where it is at a station; a touch there keeps it open."""
        if self._shown is None or self._shown.station != station:
            return None
        self._until = self._around.up() + LEAVES_AFTER
        return self._shown

    def _change(self, **fields: Any) -> None:
        self._shown = replace(self._screen, **fields)
        self._changed()

    def _go(self, station: Station) -> None:
        self._shown = replace(self._screen, station=station)
        if self._first:
            self._keep("under-way")
        self._arrive()

    def _arrive(self) -> None:
        self._turn += 1
        up = self._around.up()
        self._until = up + LEAVES_AFTER
        looks = self._screen.station in ("enrolment", "done")
        self._look_at = up if looks else None
        self._looking_since = up
        self._changed()

    def _keep(self, state: State) -> None:
        self._mark.keep(state, self._screen.station)
