"""What the pages show, as frozen values: read by `queries`, judged by `judgement`, then drawn.

Times are aware instants; a minute of the day is counted from the hall's midnight.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


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
    PAUSED_LONG = "paused-long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong. `amount` is entries, milliseconds or bytes, as its kind needs."""

    kind: TroubleKind
    since: datetime | None = None
    amount: int = 0
    cause: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What a window's terminal last told about itself, and what the collector holds of its log."""

    log: UUID
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NightClosing:
    """How a night's closing of one log ended."""

    day: date
    outcome: str
    behind: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A day's figures. `levels` counts ratings by national level, 5 best to 1 worst."""

    visits: int = 0
    ratings: int = 0
    walk_ups: int = 0
    unrated: int = 0
    repeats: int = 0
    replaced: int = 0
    levels: tuple[tuple[int, int], ...] = ()

    @property
    def services(self) -> int:
        """Services that could be rated: those announced by a call, and walk-up ratings."""
        return self.visits + self.walk_ups

    def level(self, national: int) -> int:
        """Return how many answered this national level."""
        return dict(self.levels).get(national, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the day, in minutes, in which something held: "paused", "fault", "silent"."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A window's day on one axis: a minute for each service, rated or not."""

    rated: tuple[int, ...] = ()
    unrated: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFacts:
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
    today: Counts = Counts()
    last_rating: datetime | None = None
    closing: NightClosing | None = None
    strip: Strip = Strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every window of the hall at one moment: those in trouble first, by effect, then by code."""

    at: datetime
    hall: str
    hall_en: str
    rows: tuple[WindowRow, ...]
    total: Counts
    pending_enrolments: int = 0
    terminal_troubles: int = 0

    @property
    def attention(self) -> tuple[WindowRow, ...]:
        """The windows that need somebody."""
        return tuple(row for row in self.rows if row.troubles)

    @property
    def normal(self) -> tuple[WindowRow, ...]:
        """The others."""
        return tuple(row for row in self.rows if not row.troubles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A device that waits for a person."""

    log: str
    code: str
    name: str
    version: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalRow:
    """One log that was approved once. `log` is the full id in hex."""

    log: str
    status: str
    window: str
    name: str
    contact: Contact
    closings: tuple[NightClosing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedEntry:
    """An entry that was stored and makes no sense. `text` is its bytes as safely shown text."""

    log: str
    window: str
    position: int
    code: str
    message: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One of two histories under one key: from where they part to its last position."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkRow:
    """Two histories that bear one key."""

    log: str
    window: str
    at: int
    """The last position both have in common, as far as is known."""
    ours: Branch
    theirs: Branch
    batches: int
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalsPage:
    """All of the page about terminals."""

    at: datetime
    enrolments: tuple[Enrolment, ...] = ()
    terminals: tuple[TerminalRow, ...] = ()
    quarantined: tuple[QuarantinedEntry, ...] = ()
    quarantined_total: int = 0
    forks: tuple[ForkRow, ...] = ()
    days: tuple[date, ...] = field(default=())
