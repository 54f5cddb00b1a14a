"""Who is on duty and what the window says of itself, kept in step with the log."""

from collections.abc import Callable, Mapping

from kiosk.app.opening import Opening
from kiosk.app.recorder import Recorder
from kiosk.domain.window import Duty, WindowState, duty_after
from kiosk.journal.journal import Stored
from kiosk.settings import Situation
from sync.protocol.entries import AnyEntry, Shift, Stamp, State


class Attendance:
    """Writes `shift` and `state` entries whenever what they say has changed.

    While nothing can be stored it only remembers, and `catch_up` writes what was missed.
    """

    def __init__(self, recorder: Recorder, situation: Situation, opening: Opening) -> None:
        self._recorder = recorder
        self._situation = situation
        self._opening = opening
        self._logged_duty = Duty()
        self._logged_state: WindowState | None = None
        self.duty = Duty()
        self.writing = False
        """False until the log is open, and while nothing can be stored."""

    @property
    def state(self) -> WindowState:
        """The state of the window while ratings can be stored."""
        return self.duty.state(
            walk_up_without_staff=self._situation.policy.walk_up_without_staff,
            outside_hours=self._opening.outside,
        )

    def restore(self, latest: Mapping[str, tuple[int, AnyEntry]]) -> None:
        """Go on from where the log ends, after a start of the program."""
        self._take(latest)
        self.duty = self._logged_duty

    def catch_up(
        self,
        latest: Mapping[str, tuple[int, AnyEntry]],
        cause: str,
        *,
        fault: tuple[Stamp, str] | None,
        done: Callable[[Stored], None],
    ) -> None:
        """Write what the log does not have yet, last the window's state; then call `done`."""
        self._take(latest)
        self._opening.look(self._situation)
        self.writing = True
        if fault is not None:
            self._write_state("fault", fault[1], fault[0])
        self._follow_duty()
        self._write_state(self.state, cause, self._recorder.stamp(), done)

    def change(self, duty: Duty, cause: str) -> None:
        """Take over a new duty."""
        self.duty = duty
        self._follow(cause)

    def keep_hours(self) -> bool:
        """Look at the hall's hours; tell whether they have changed the state."""
        before = self.state
        self._opening.look(self._situation)
        self._follow("hours")
        return self.state != before

    def move(self, situation: Situation) -> None:
        """Take over new settings; on another window the shift starts anew there."""
        moved = situation.window.code != self._situation.window.code
        if moved and self.writing and self._logged_duty.staff is not None:
            self._shift(self._logged_duty.staff, "end")
            self._logged_duty = Duty()
        self._situation = situation
        self._opening.look(situation)
        if self.writing:
            self._opening.look_soon()  # by the new schedule the day's closing may be due
        if moved:
            self._logged_state = None
        self._follow("settings")

    def _take(self, latest: Mapping[str, tuple[int, AnyEntry]]) -> None:
        shift = latest.get("shift", (0, None))[1]
        state = latest.get("state", (0, None))[1]
        self._logged_duty = duty_after(
            shift if isinstance(shift, Shift) else None, state if isinstance(state, State) else None
        )

    def _follow(self, cause: str) -> None:
        if not self.writing:
            return
        self._follow_duty()
        if self.state != self._logged_state:
            self._write_state(self.state, cause, self._recorder.stamp())

    def _follow_duty(self) -> None:
        before, now = self._logged_duty.staff, self.duty.staff
        if before != now:
            if before is not None:
                self._shift(before, "end")
            if now is not None:
                self._shift(now, "start")
        self._logged_duty = self.duty

    def _shift(self, staff: str, action: str) -> None:
        self._recorder.write(
            self._recorder.entry(
                Shift,
                self._recorder.stamp(),
                window=self._situation.window.code,
                staff=staff,
                action=action,
            )
        )

    def _write_state(
        self,
        state: WindowState,
        cause: str,
        stamp: Stamp,
        done: Callable[[Stored], None] | None = None,
    ) -> None:
        self._logged_state = state
        self._recorder.write(
            self._recorder.entry(
                State, stamp, window=self._situation.window.code, state=state, cause=cause
            ),
            done,
        )
