"""The terminal's state machine: what a tap, a timer or a clerk sets in motion.

Called on one thread, the window's. It never waits: what it stores comes back through `post`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from kiosk.app.attendance import Attendance
from kiosk.app.clocks import Clocks
from kiosk.app.closing import Closing
from kiosk.app.covers import Covers
from kiosk.app.going_on import GoingOn
from kiosk.app.listeners import Listener, Listeners
from kiosk.app.opening import Opening
from kiosk.app.outage import stalled
from kiosk.app.recorder import Post, Recorder
from kiosk.app.rest import Rest
from kiosk.app.screens import Screen
from kiosk.app.sitting import Sitting
from kiosk.app.storage import Storage
from kiosk.app.times import Times
from kiosk.app.today import Today
from kiosk.domain.window import WindowState
from kiosk.errors import StorageUnavailable
from kiosk.journal.journal import Journal, Opened, Stored
from kiosk.settings import Situation
from sync.protocol.entries import Visit

InviteOutcome = Literal["invited", "busy", "not-open", "nobody-on-duty"]


class Terminal:
    """What the terminal is showing, and everything that can happen to it.

    All methods are called on one thread and return at once; `changed` is called on it whenever
    something that can be seen has changed. Until the log is open the screen is `Closed`.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        situation: Situation,
        clocks: Clocks,
        post: Post,
        changed: Callable[[], None],
        version: str,
        times: Times | None = None,
    ) -> None:
        self._clocks = clocks
        self._listeners = Listeners(changed)
        self._changed = self._listeners.changed
        self.version = version
        times = times or Times()
        self._recorder = Recorder(journal, clocks, post, self._failed, self._listeners.stored)
        self._storage = Storage(self._recorder, clocks, times)
        self._today = Today()
        self._opening = Opening(clocks, times)
        self._attendance = Attendance(self._recorder, situation, self._opening)
        self._closing = Closing(self._recorder, clocks)
        self._sitting = Sitting(self._recorder, clocks, situation, times, self._today, self._moved)
        self._going_on = GoingOn(
            recorder=self._recorder, storage=self._storage, today=self._today,
            closing=self._closing, attendance=self._attendance, sitting=self._sitting,
            version=version,
        )  # fmt: skip
        self._situation = situation
        self._deferred: Situation | None = None
        self._at_rest = Rest(clocks)
        self.covers = Covers()
        """What lies over the terminal's own screens: staff panel, set-up."""

    # ------------------------------------------------------------ what is to be seen

    @property
    def screen(self) -> Screen:
        """What is to be shown now."""
        return self.covers.screen or self.beneath

    @property
    def beneath(self) -> Screen:
        """What is to be shown, or would be but for a cover."""
        if self._storage.outage is not None:
            return self._storage.outage.screen
        return self._sitting.screen or self._at_rest.screen

    @property
    def state(self) -> WindowState:
        """The state of the window; "closed" until the log is open."""
        if self._storage.outage is not None:
            return "fault"
        return self._attendance.state if self._attendance.writing else "closed"

    @property
    def staff(self) -> str | None:
        """The number of whoever is on duty."""
        return self._attendance.duty.staff

    @property
    def situation(self) -> Situation:
        """The settings in force."""
        return self._situation

    @property
    def today(self) -> date:
        """The local date, by which a day's tickets and counts are told apart."""
        return self._clocks.now().date()

    @property
    def log(self) -> str | None:
        """The id of the log being written, once it is open."""
        return self._recorder.log or None

    @property
    def counts_today(self) -> Mapping[str, int]:
        """Ratings that count today, per level of the scale in force, every level named."""
        return self._today.of_scale(self.today, self._situation.scale)

    # ------------------------------------------------------------ citizens

    def tap(self, level_id: str) -> None:
        """Rate. The moment of this call is the moment of the rating. Nobody rates a cover."""
        if self.covers.screen is None and self._storage.outage is None and self._attendance.writing:
            self._sitting.tap(level_id, self._at_rest.question, self.staff)

    def touched(self) -> None:
        """Note that somebody is there: announcements give way to the question. Never rates."""
        if self._at_rest.touched() and self._sitting.screen is None:
            self._changed()

    def pick(self, code: str) -> None:
        """Pick a reason, or take it back."""
        self._sitting.pick(code)

    def finish_reasons(self) -> None:
        """Store the picked reasons and say thank you."""
        self._sitting.finish_reasons()

    def skip_reasons(self) -> None:
        """Give no reasons, where the hall allows that."""
        self._sitting.skip_reasons()

    def change_answer(self) -> None:
        """Ask again; only while the thanks offer it."""
        self._sitting.change_answer()

    def hold(self) -> None:
        """Keep the thanks on the screen for a minute."""
        self._sitting.hold()

    # ------------------------------------------------------------ queue system, staff

    def invite(
        self, ticket: str | None = None, item: str | None = None,
        by: Literal["queue", "staff"] = "staff",
    ) -> InviteOutcome:  # fmt: skip
        """Ask for a rating of a service that is finished now, of whoever is on duty.

        An earlier invitation without an answer ends as cancelled.
        """
        if self._storage.outage is not None or self.state != "open":
            return "not-open"
        if self.staff is None:
            return "nobody-on-duty"
        visit: Visit = self._recorder.entry(
            Visit, self._recorder.stamp(), window=self._situation.window.code, staff=self.staff,
            ticket=ticket, item=item, by=by,
        )  # fmt: skip
        return "invited" if self._sitting.invite(visit) else "busy"

    def cancel_invitation(self) -> None:
        """Withdraw an invitation that has no answer yet."""
        self._sitting.cancel_invitation()

    def start_shift(self, staff: str) -> None:
        """Sign a member of staff in; whoever was on duty is signed out."""
        self._attendance.change(self._attendance.duty.signed_in(staff), "shift")
        self._rest()

    def end_shift(self) -> None:
        """Sign out whoever is on duty."""
        self._attendance.change(self._attendance.duty.signed_out(), "shift")
        self._rest()

    def pause(self) -> None:
        """Pause the window. A citizen who is answering is let finish."""
        self._attendance.change(self._attendance.duty.with_pause(paused=True), "staff")
        self._rest()

    def resume(self) -> None:
        """End the pause."""
        self._attendance.change(self._attendance.duty.with_pause(paused=False), "staff")
        self._rest()

    def close_day(self) -> None:
        """Close the business day now, unless it is closed already."""
        if self._storage.outage is None and self._attendance.writing:
            self._closing.close()

    def listen(self, listener: Listener) -> None:
        """Have somebody told, on this thread, of what is stored and what changes."""
        self._listeners.add(listener)

    def apply(self, situation: Situation) -> None:
        """Take over new settings, once nobody is in the middle of an answer."""
        self._deferred = situation
        if self._sitting.screen is None:
            self._rest()

    # ------------------------------------------------------------ time

    def next_deadline(self) -> int | None:
        """When `tick` has to be called next, in milliseconds of the steady clock."""
        moments = (self.covers.next_deadline(), *self._deadlines())
        return min((moment for moment in moments if moment is not None), default=None)

    def _deadlines(self) -> tuple[int | None, ...]:
        if self._storage.outage is not None:
            return (self._storage.retry_at(),)
        resting = self._at_rest.deadline() if self._sitting.screen is None else None
        return self._sitting.deadline(), self._opening.look_at, resting

    def tick(self) -> None:
        """Do what is due. Calling it too early or too often does no harm."""
        self.covers.tick()
        up = self._clocks.up()
        if self._storage.outage is not None:
            retry_at = self._storage.retry_at()
            if retry_at is not None and up >= retry_at:
                self._storage.open(self._opened)
            return
        if self._sitting.stalled(up):
            self._failed(stalled())
            return
        self._sitting.tick(up)
        if self._opening.look_at is not None and up >= self._opening.look_at:
            self._look_around()
        if self._sitting.screen is None and self._at_rest.tick(up):
            self._changed()

    def _look_around(self) -> None:
        self._recorder.stamp()  # notices a clock that was set, also when nobody taps
        moved = self._attendance.keep_hours()
        if self._sitting.screen is not None:
            return
        if moved or self._at_rest.outdated(self._situation):
            self._rest()
        self._closing.close_if_due(self._situation.schedule)

    # ------------------------------------------------------------ storage

    def begin(self) -> None:
        """Open the log and go on from where it ends. Call once."""
        self._storage.open(self._opened)

    def _opened(self, opened: Opened) -> None:
        self._going_on.take(opened, self.today, self._ready)

    def _ready(self, _: Stored) -> None:
        self._storage.restored()
        self._look_around()
        self._rest()

    def _failed(self, error: StorageUnavailable) -> None:
        self._attendance.writing = False
        self._sitting.abandon()
        self._storage.failed(error)
        self._changed()

    def _moved(self) -> None:
        if self._sitting.screen is None:
            self._rest()
        else:
            self.covers.give_way()
            self._changed()

    def _rest(self) -> None:
        """Show what is right when nobody is answering; take over settings that waited for it."""
        if self._sitting.screen is None and self._deferred is not None:
            situation, self._deferred = self._deferred, None
            self._clocks.move_to(situation.timezone)
            self._situation = self._sitting.situation = situation
            self._attendance.move(situation)
        self._at_rest.begin(self.state, self._situation, outside_hours=self._opening.outside)
        self._changed()
