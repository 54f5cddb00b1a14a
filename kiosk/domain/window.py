"""What a window is doing: who is on duty, and which state follows from that."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sync.protocol.entries import Shift, State

WindowState = Literal["open", "paused", "closed", "fault"]


class Duty(Struct, frozen=True, kw_only=True):
    """Who is on duty, and whether they have paused the window."""

    staff: str | None = None
    paused: bool = False

    def state(self, *, walk_up_without_staff: bool, outside_hours: bool = False) -> WindowState:
        """Return the state the window is in while ratings can be stored.

        A clerk on duty keeps it open outside the hall's hours too.
        """
        if self.paused:
            return "paused"
        if self.staff is None and (outside_hours or not walk_up_without_staff):
            return "closed"
        return "open"

    def signed_in(self, staff: str) -> "Duty":
        """Return the duty with this member of staff; signing in ends a pause."""
        return Duty(staff=staff)

    def signed_out(self) -> "Duty":
        """Return the duty with nobody; a pause ends with the shift."""
        return Duty()

    def with_pause(self, *, paused: bool) -> "Duty":
        """Return the duty paused or resumed."""
        return replace(self, paused=paused)


def duty_after(shift: Shift | None, state: State | None) -> Duty:
    """Return the duty a log ends with, from its latest shift and state entries."""
    staff = shift.staff if shift is not None and shift.action == "start" else None
    return Duty(staff=staff, paused=state is not None and state.state == "paused")
