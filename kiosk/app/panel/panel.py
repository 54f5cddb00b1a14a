"""The staff panel over the terminal's screens: opened by the hidden corner and a PIN.

It leaves by itself after half a minute without a touch, and at once when a citizen is asked.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from kiosk.app.clocks import Clocks
from kiosk.app.panel.background import Background, Post
from kiosk.app.panel.choices import Kept
from kiosk.app.panel.corner import Corner
from kiosk.app.panel.desk import Desk, Surroundings, at_rest
from kiosk.app.panel.errands import Errand
from kiosk.app.panel.facts import Found, look
from kiosk.app.panel.screens import PinPad, Sheet, StaffPanel, Stick
from kiosk.app.panel.sign_in import SignIn
from kiosk.app.panel.sticks import sticks
from kiosk.settings import Situation
from sync.protocol.settings import Staff

IDLE = 30_000
"""Milliseconds without a touch after which the panel leaves."""
_LOOKS_EVERY = 5_000


class Panel:
    """The PIN pad and the panel behind it. Used on the terminal's thread; never waits.

    `changed` is called when what is shown has changed, `set_up` when staff ask for the set-up.
    """

    def __init__(
        self,
        desk: Desk,
        surroundings: Surroundings,
        clocks: Clocks,
        background: Background,
        post: Post,
        changed: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._around = surroundings
        self._clocks = clocks
        self._background = background
        self._changed = changed
        self._corner = Corner()
        self._sign_in = SignIn(surroundings.data, background, clocks.up, changed, self._enter)
        self._export = Errand(background, post, clocks.now, self._at_work)
        self._check = Errand(background, post, clocks.now, self._at_work)
        self._kept = Kept(surroundings.data)
        self._panel: StaffPanel | None = None
        self._look_at: int | None = None
        self._lit: int | None = None
        self.set_up: Callable[[], None] | None = None

    # ------------------------------------------------------------ coming and going

    @property
    def screen(self) -> PinPad | StaffPanel | None:
        """What the panel shows; None while it is away."""
        if self._panel is None:
            return self._sign_in.pad
        on_duty = self._desk.situation.card(self._desk.staff)
        return replace(
            self._panel,
            on_duty=on_duty,
            state=self._desk.state,
            presentation=self._desk.situation.presentation,
            export=self._export.state or self._panel.export,
            check=self._check.state or self._panel.check,
        )

    def touched(self, *, corner: bool) -> None:
        """Hear of every touch there is: five in the corner open the pad, any keeps the panel."""
        up = self._clocks.up()
        if self.screen is not None:
            self._stay(up)
            self._changed()
        elif self._corner.touched(up, inside=corner) and at_rest(self._desk.screen):
            situation = self._desk.situation
            self._sign_in.open(situation.staff, situation.card(self._desk.staff), IDLE)
            self._changed()

    def leave(self) -> None:
        """Go away. What runs in the background goes on."""
        self.give_way()
        self._changed()

    def give_way(self) -> None:
        """Go away for a citizen, without a word."""
        self._sign_in.close()
        self._panel = None
        self._look_at = None

    def stop(self) -> None:
        """End the programs that are at work."""
        self._export.stop()
        self._check.stop()

    def next_deadline(self) -> int | None:
        """When to leave, or to look again."""
        screen = self.screen
        if screen is None:
            return None
        moments = [screen.until, self._look_at]
        if isinstance(screen, PinPad):
            moments.append(screen.locked_until)
        return min(moment for moment in moments if moment is not None)

    def tick(self) -> None:
        """Leave when time is up; look at the terminal's facts again now and then."""
        screen, up = self.screen, self._clocks.up()
        if screen is None:
            return
        if up >= screen.until:
            self.leave()
            return
        self._sign_in.tick(up)
        if self._look_at is not None and up >= self._look_at:
            self._look()

    # ------------------------------------------------------------ the PIN pad

    def digit(self, digit: str) -> None:
        """Type a digit."""
        self._sign_in.digit(digit)
        self._changed()

    def erase(self) -> None:
        """Take a digit back."""
        self._sign_in.erase()
        self._changed()

    def confirm(self) -> None:
        """Go on with what was typed."""
        self._sign_in.confirm()
        self._changed()

    def _enter(self, staff: Staff) -> None:
        up = self._clocks.up()
        self._sign_in.close()
        self._export.forget()
        self._panel = StaffPanel(
            since=up, until=up + IDLE, staff=staff, on_duty=None, state=self._desk.state
        )
        self._look()
        self._changed()

    # ------------------------------------------------------------ the shift

    def sign_in(self) -> None:
        """Begin the shift of whoever opened the panel."""
        if self._panel is not None:
            self._desk.start_shift(self._panel.staff.number)
            self._look()

    def sign_out(self) -> None:
        """End one's own shift."""
        if self._own_shift():
            self._desk.end_shift()

    def pause(self) -> None:
        """Pause the window, or end the pause; one's own shift only."""
        if self._own_shift():
            if self._desk.state == "paused":
                self._desk.resume()
            else:
                self._desk.pause()

    def ask(self) -> None:
        """Ask the citizen for a rating; the panel gives way when that is on the disk."""
        if self._own_shift():
            outcome = self._desk.invite(by="staff")
            self.shows(cannot_ask="" if outcome == "invited" else outcome)

    def _own_shift(self) -> bool:
        return self._panel is not None and self._desk.staff == self._panel.staff.number

    # ------------------------------------------------------------ the sheets

    def open_sheet(self, sheet: Sheet) -> None:
        """Show a sheet over the facts, or with "none" the facts again."""
        if self._panel is None:
            return
        self._export.forget()
        self.shows(sheet=sheet, cannot_ask="", sticks=None)
        if sheet == "export":
            self._look_for_sticks()

    def check(self) -> None:
        """Have the whole log checked, entry by entry."""
        if self._panel is not None:
            self._check.start(self._around.check)
            self._changed()

    def export_to(self, path: str) -> None:
        """Have everything written to one of the sticks that were found."""
        known = () if self._panel is None else self._panel.sticks or ()
        if any(stick.path == path for stick in known):
            self._export.start(self._around.export_to(path))
            self._changed()

    def choose(
        self, *, volume: int | None = None, brightness: int | None = None,
        voice: bool | None = None,
    ) -> None:  # fmt: skip
        """Change how loud, how bright, whether with a voice; for this terminal, to stay."""
        if self._panel is None:
            return
        chosen: dict[str, Any] = {"volume": volume, "brightness": brightness, "voice": voice}
        given = {name: value for name, value in chosen.items() if value is not None}
        self._kept.choices = replace(self._kept.choices, **given)
        self._desk.apply(self.over(self._desk.situation))

        self._background.do(self._kept.write, lambda _: None)
        self.light()
        self._changed()

    def light(self) -> None:
        """Have the panel's light as bright as it is to be; call when settings have changed."""
        wanted = self._desk.situation.presentation.brightness
        if wanted != self._lit:
            self._lit = wanted
            self._background.do(lambda: self._around.backlight.set(wanted), lambda _: None)

    def over(self, situation: Situation) -> Situation:
        """Lay what was chosen here over new settings."""
        return self._kept.choices.over(situation)

    def open_set_up(self) -> None:
        """Leave, and open the set-up."""
        if self._panel is not None and self.set_up is not None:
            self.give_way()
            self.set_up()
            self._changed()

    def shows(self, **shown: Any) -> None:
        """Show other values; nothing while the panel is away."""
        if self._panel is not None:
            self._panel = replace(self._panel, **shown)
            self._changed()

    # ------------------------------------------------------------ behind the scene

    def _stay(self, up: int) -> None:
        if self._panel is not None:
            self._panel = replace(self._panel, since=up, until=up + IDLE)
        elif self._sign_in.pad is not None:
            self._sign_in.pad = replace(self._sign_in.pad, since=up, until=up + IDLE)

    def _at_work(self) -> None:
        """Stay while a program tells how far it is; one that is stuck keeps nobody here."""
        if self._panel is not None:
            self._stay(self._clocks.up())
        self._changed()

    def _look(self) -> None:
        panel = self._panel
        if panel is None:
            return
        self._look_at = self._clocks.up() + _LOOKS_EVERY
        data, today, sure = self._around.data, self._desk.today, self._clocks.sure()

        def work() -> Found:
            found = look(data, panel.staff.number, today, clock_sure=sure)
            dimmable = self._around.backlight.dimmable()
            return Found(replace(found.facts, dimmable=dimmable), found.counts)

        self._background.do(work, lambda found: self._found(panel.staff.number, found))

    def _found(self, staff: str, found: Found) -> None:
        if self._panel is not None and self._panel.staff.number == staff:
            self.shows(facts=found.facts, counts=found.counts)
            if self._panel.sheet == "export" and not self._export.running:
                self._look_for_sticks()

    def _look_for_sticks(self) -> None:
        def found(sticks: tuple[Stick, ...]) -> None:
            if self._panel is not None and self._panel.sheet == "export":
                self.shows(sticks=sticks)

        self._background.do(lambda: sticks(self._around.sticks), found)
