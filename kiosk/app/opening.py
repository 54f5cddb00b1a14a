"""Whether the hall's hours close the window now, kept true at the minute."""

from math import ceil

from kiosk.app.clocks import Clocks
from kiosk.app.times import Times
from kiosk.settings import Situation
from sync.protocol.hours import is_open, next_change


class Opening:
    """Looks at hours and clock. `outside`: closed to walk-ups while nobody is on duty.

    A clock that is not sure closes nothing. A terminal whose battery is flat wakes in 1970 and
    would refuse a whole day's citizens; one that is open at night takes a rating or two that are
    stamped "unsure" anyhow. A rating refused is lost, one too many can be told apart.
    """

    def __init__(self, clocks: Clocks, times: Times) -> None:
        self._clocks = clocks
        self._times = times
        self.outside = False
        self.look_at: int | None = None
        """When to look again, in steady milliseconds: at the next change, and each minute, because
        the clock may be set; None before the first look."""

    def look(self, situation: Situation) -> None:
        """Look at the hours in force."""
        now, up = self._clocks.now(), self._clocks.up()
        self.outside, self.look_at = False, up + self._times.look_around
        if not situation.policy.closed_outside_hours or now.tzinfo is None:
            return
        self.outside = self._clocks.sure() and not is_open(situation.hours, now, now.tzinfo)
        change = next_change(situation.hours, now, now.tzinfo)
        if change is not None:
            # Through time stamps: two local times of one zone are told apart by the wall.
            left = ceil((change.timestamp() - now.timestamp()) * 1000)
            self.look_at = min(self.look_at, up + max(1, left))

    def look_soon(self) -> None:
        """Have everything looked at with the next tick that finds a log to write to."""
        self.look_at = self._clocks.up()
