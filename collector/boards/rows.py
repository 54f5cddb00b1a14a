"""What the pages show, as frozen values: read by `queries`, judged by `judgement`, then drawn.

Times are aware instants; a minute of the day is counted from the hall's midnight.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from collector.boards.odd_rows import ForkRow, QuarantinedEntry


class Status(StrEnum):
    """What a window is doing. One window has exactly one."""

    FAULT = "fault"
    SILENT = "silent"
    PAUSED = "paused"
    OPEN = "open"
    CLOSED = "closed"
    WAITING = "waiting"
    """No terminal has been approved for it."""


class Coverage(StrEnum):
    """How far a window's figures reach."""

    FULL = "full"
    BEHIND = "behind"
    NONE = "none"
    BROKEN = "broken"
    """Two histories, or a closing that disagreed: complete is a word one cannot use."""


class TroubleKind(StrEnum):
    """What can be wrong with a window, worst first: this order is the order on the page."""

    FAULT = "fault"
    SILENT = "silent"
    FORK = "fork"
    DISAGREES = "disagrees"
    QUARANTINE = "quarantine"
    FOREIGN = "foreign"
    BEHIND = "behind"
    BACKLOG = "backlog"
    CLOCK = "clock"
    DISK = "disk"
    FEW_RATED = "few-rated"
    PAUSED_LONG = "paused-long"
    UNSTAFFED = "unstaffed"
    """Closed inside opening hours, with nobody at it."""


class Trouble(Struct, frozen=True, kw_only=True):
    """One thing that is wrong. `amount` is entries, milliseconds or bytes, as its kind needs."""

    kind: TroubleKind
    since: datetime | None = None
    amount: int = 0
    cause: str = ""
    day: date | None = None
    counts: "Counts | None" = None
    rest: "Counts | None" = None
    """Where a window differs from the rest of its hall: the figures of both."""


class Contact(Struct, frozen=True, kw_only=True):
    """What a window's terminal last told about itself, and what the collector holds of its log."""

    log: str
    """Its id in hex."""
    seen: datetime | None = None
    state: str = ""
    staff: str | None = None
    held: int = 0
    pending: int | None = None
    """None: it has never said."""
    oldest_pending: datetime | None = None
    clock_offset: int | None = None
    version: str = ""
    disk_free: int | None = None
    quarantined: int = 0
    forks: int = 0


class NightClosing(Struct, frozen=True, kw_only=True):
    """How a night's closing of one log ended."""

    day: date
    outcome: str
    behind: int = 0


class Counts(Struct, frozen=True, kw_only=True):
    """A day's figures. `levels` counts ratings by national level, 5 best to 1 worst."""

    ratings: int = 0
    visits: int = 0
    timeouts: int = 0
    cancelled: int = 0
    faults: int = 0
    repeats: int = 0
    replaced: int = 0
    levels: tuple[tuple[int, int], ...] = ()

    @property
    def unrated(self) -> int:
        """Services whose rating was asked for and did not come."""
        return self.timeouts + self.cancelled + self.faults

    @property
    def services(self) -> int:
        """Services that ended: rated, or asked for a rating in vain. One still open is not in."""
        return self.ratings + self.unrated

    def level(self, national: int) -> int:
        """Return how many answered this national level."""
        return dict(self.levels).get(national, 0)


class Span(Struct, frozen=True, kw_only=True):
    """A stretch of the day, in minutes, in which something held: "paused", "fault", "silent"."""

    kind: str
    start: int
    end: int


class Strip(Struct, frozen=True, kw_only=True):
    """A window's day on one axis: a minute for each service, rated or not."""

    rated: tuple[int, ...] = ()
    unrated: tuple[int, ...] = ()
    hours: tuple[tuple[int, int], ...] = ()
    """Instead of single services, in a hall with very many windows: (hour, ratings)."""
    spans: tuple[Span, ...] = ()


class Opening(Struct, frozen=True, kw_only=True):
    """Whether a window should be open now, by the hours that hold for it."""

    known: bool = False
    since: datetime | None = None
    """When the hours that last began did; None outside them, and where none are known."""
    plans: bool = False
    """Whether the hall plans duty at all: then a window nobody is planned at may be closed."""


class WindowFacts(Struct, frozen=True, kw_only=True):
    """All that is known of a window, before anybody judges it."""

    code: str
    name: str = ""
    name_en: str = ""
    known: bool = True
    """Whether somebody made this window; entries may carry any code."""
    contact: Contact | None = None
    state: str = ""
    state_since: datetime | None = None
    cause: str = ""
    staff: str | None = None
    planned: tuple[str, ...] = ()
    """The numbers of the staff who should be there now."""
    departments: tuple[str, ...] = ()
    """The ids of the places it stands in, as the filter in an address names them."""
    opening: Opening = Opening()
    today: Counts = Counts()
    last_rating: datetime | None = None
    closing: NightClosing | None = None


class WindowRow(Struct, frozen=True, kw_only=True):
    """A window as the board shows it."""

    facts: WindowFacts
    status: Status
    since: datetime | None
    troubles: tuple[Trouble, ...]
    coverage: Coverage

    @property
    def code(self) -> str:
        """The window's code."""
        return self.facts.code

    @property
    def sign(self) -> str:
        """The sign in front of the row: its status, or "look" where an open window has trouble."""
        if self.troubles and self.status not in {Status.FAULT, Status.SILENT, Status.PAUSED}:
            return "look"
        return self.status


class Place(Struct, frozen=True, kw_only=True):
    """A hall by its code and names."""

    code: str
    name: str
    name_en: str = ""


class Board(Struct, frozen=True, kw_only=True):
    """Every window of the hall at one moment: those in trouble first, by effect, then by code."""

    at: datetime
    """In the hall's time zone."""
    hall: Place
    halls: tuple[Place, ...]
    rows: tuple[WindowRow, ...]
    total: Counts
    nationals: tuple[int, ...] = (4, 3, 2)
    """The levels to show, best first: those of the hall's scale and any other that was given."""
    enrolments: int = 0
    """Devices that wait for a person to approve them."""
    departments: tuple[Place, ...] = ()
    """The hall's departments; their code is the id by which an address names them."""
    strips: Mapping[str, Strip] = {}
    """The days, by code, of the windows that are to be drawn."""

    @property
    def attention(self) -> tuple[WindowRow, ...]:
        """The windows that need somebody."""
        return tuple(row for row in self.rows if row.troubles)

    @property
    def normal(self) -> tuple[WindowRow, ...]:
        """The others."""
        return tuple(row for row in self.rows if not row.troubles)


class HallRow(Struct, frozen=True, kw_only=True):
    """One hall among others. `terminals` is the number of windows that have one."""

    place: Place
    windows: int
    states: tuple[tuple[Status, int], ...]
    troubled: int
    alarming: int
    """Of its windows, those in fault or silent."""
    worst: tuple[WindowRow, ...]
    """The window most in trouble, where one is."""
    total: Counts
    terminals: int
    up_to_now: int
    missed: int
    """Windows whose last nightly closing has not come, or disagrees."""


class Enrolment(Struct, frozen=True, kw_only=True):
    """A device that waits for a person."""

    log: str
    code: str
    name: str
    version: str
    since: datetime


class TerminalRow(Struct, frozen=True, kw_only=True):
    """One log that was approved once. `log` is the full id in hex, `nights` oldest first.

    `writes` is the window code in its entries, where that is not the window it was approved for.
    """

    log: str
    status: str
    window: str
    window_name: str
    window_name_en: str
    hall: Place
    writes: str
    name: str
    contact: Contact
    nights: tuple[NightClosing, ...] = ()
    refused: str = ""
    """Why it does not use the settings it is offered."""
    missing: int = 0
    """Pictures of its settings that it could not get."""


class Terminals(Struct, frozen=True, kw_only=True):
    """All of the page about terminals, at one moment."""

    at: datetime
    days: tuple[date, ...]
    enrolments: tuple[Enrolment, ...]
    rows: tuple[TerminalRow, ...]
    quarantined: tuple[QuarantinedEntry, ...]
    quarantined_total: int
    forks: tuple[ForkRow, ...]
