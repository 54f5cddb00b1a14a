"""What the terminal is showing: a closed union of frozen screens, one at a time.

`until` and the like are milliseconds of the program's steady clock (`up` in an entry), never of
the wall clock: a clock that jumps must not throw a citizen off the screen.
"""

from datetime import datetime

from msgspec import Struct

from kiosk.app.panel.screens import PinPad, StaffPanel
from kiosk.app.set_up.screens import SetUpScreen
from sync.protocol.catalogue import Level
from sync.protocol.receipt_code import receipt_number
from sync.protocol.settings import Announcement, Neighbour


class Invitation(Struct, frozen=True, kw_only=True):
    """A finished service for which a rating is asked: the visit's position, and until when."""

    visit: int
    ticket: str | None
    until: int


class Rate(Struct, frozen=True, kw_only=True):
    """The question and its levels. With an invitation it counts down, without one it waits."""

    since: int
    invitation: Invitation | None = None
    replaces: int | None = None
    """Position of the answer this one will replace, after "change my answer"."""


class Storing(Struct, frozen=True, kw_only=True):
    """A level was tapped and is on its way to the disk. Looks like the pressed key, no more."""

    asked: Rate
    level: Level
    tapped: int


class Receipt(Struct, frozen=True, kw_only=True):
    """What a citizen takes along: the rating's window and place in the log, and its page."""

    window: str
    position: int
    local_time: str
    link: str | None

    @property
    def number(self) -> str:
        """The number as printed: window, dash, position with six digits."""
        return receipt_number(self.window, self.position)


class Reasons(Struct, frozen=True, kw_only=True):
    """Reasons for a bad level. The rating stands already, whatever happens here."""

    asked: Rate
    level: Level
    receipt: Receipt
    until: int
    picked: frozenset[str] = frozenset()
    skippable: bool = True


class Thanks(Struct, frozen=True, kw_only=True):
    """Shown only after the rating is on the disk."""

    asked: Rate
    level: Level
    receipt: Receipt
    since: int
    until: int
    changeable_until: int


class Idle(Struct, frozen=True, kw_only=True):
    """Announcements, in their order, and the way to the question. A touch here never rates."""

    since: int
    announcements: tuple[Announcement, ...]


class Paused(Struct, frozen=True, kw_only=True):
    """A member of staff has paused the window. `neighbours`: where to go instead."""

    neighbours: tuple[Neighbour, ...] = ()


class Closed(Struct, frozen=True, kw_only=True):
    """Nobody is on duty and the hall takes no ratings then.

    `by_hours`: because the hall is closed; `day_off`: for all of today. `opens`: when it opens
    next, in its time zone, where that is known.
    """

    by_hours: bool = False
    day_off: bool = False
    opens: datetime | None = None


class OutOfOrder(Struct, frozen=True, kw_only=True):
    """Ratings cannot be stored now. `retry_at`: when the terminal tries again by itself."""

    why: str
    retry_at: int


Screen = (
    Rate
    | Storing
    | Reasons
    | Thanks
    | Idle
    | Paused
    | Closed
    | OutOfOrder
    | PinPad
    | StaffPanel
    | SetUpScreen
)
