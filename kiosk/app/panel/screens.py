"""What the staff panel shows: frozen values, and never a digit of a PIN among them.

Nothing here tells how a single citizen rated: levels are counted as they stood at the last full
ten ratings (kiosk.domain.own_counts).
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from kiosk.domain.own_counts import OwnCounts
from kiosk.domain.window import WindowState
from sync.protocol.handover import Closing
from sync.protocol.settings import Presentation, Staff

Sheet = Literal["none", "export", "check", "sound", "about"]
Refusal = Literal["", "wrong", "locked", "no-pins"]


class PinPad(Struct, frozen=True, kw_only=True):
    """Number, then PIN. `typed` is how many digits of the PIN there are."""

    since: int
    until: int
    number: str = ""
    name: str = ""
    """Of whoever is on duty and whose number is offered; empty once another one is typed."""
    entering: Literal["number", "pin"] = "number"
    typed: int = 0
    checking: bool = False
    refusal: Refusal = ""
    locked_until: int | None = None


class Stick(Struct, frozen=True):
    """A mounted stick: where, what to call it, and bytes free."""

    path: str
    name: str
    free: int


class Progress(Struct, frozen=True, kw_only=True):
    """How far a long work is. `total` 0: not known yet."""

    phase: str = ""
    done: int = 0
    total: int = 0


class Outcome(Struct, frozen=True, kw_only=True):
    """How a long work ended, in one sentence of each language; `at` is the wall clock."""

    well: bool
    zh: str
    en: str
    at: datetime
    last: int = 0
    """For a check of the log: up to which entry it holds."""


class Facts(Struct, frozen=True, kw_only=True):
    """What the panel tells of the terminal, looked up beside the window's thread."""

    log: str = ""
    last: int = 0
    readable: bool = True
    pending: int = 0
    oldest_pending: datetime | None = None
    collector: str = ""
    contact: datetime | None = None
    standing: str = "unknown"
    code: str = ""
    trouble: str = ""
    closing: Closing | None = None
    clock_offset: int | None = None
    clock_sure: bool = False
    disk_free: int = 0
    disk_total: int = 0
    signed_in: datetime | None = None
    set_aside: int = 0
    dimmable: bool = False


class StaffPanel(Struct, frozen=True, kw_only=True):
    """The panel itself, for the member of staff who signed in to it."""

    since: int
    until: int
    staff: Staff
    on_duty: Staff | None
    state: WindowState
    sheet: Sheet = "none"
    facts: Facts | None = None
    counts: OwnCounts | None = None
    presentation: Presentation = Presentation()
    sticks: tuple[Stick, ...] | None = None
    """None: not looked for yet."""
    export: Progress | Outcome | None = None
    check: Progress | Outcome | None = None
    cannot_ask: Literal["", "busy", "not-open", "nobody-on-duty"] = ""
    """Why the last "ask for a rating" came to nothing."""

    @property
    def own_shift(self) -> bool:
        """Whether whoever signed in to the panel is on duty."""
        return self.on_duty is not None and self.on_duty.number == self.staff.number
