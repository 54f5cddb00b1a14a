"""What the page about terminals prints, as frozen words: made by `terminals_view`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One figure at the top, and the section it leads to."""

    anchor: str
    word: str
    number: int
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A column of the closings."""

    weekday: str
    text: str
    monday: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NightView:
    """A cell of the closings."""

    date: str
    outcome: str
    word: str
    monday: bool
    key: str = ""
    """The log and the day, as an address names the cell."""
    short: str = ""
    """How many entries it is behind by, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentView:
    """A device that waits. `problem` says why the last attempt to approve it failed."""

    log: str
    short: str
    code: str
    name: str
    version: str
    since: str
    problem: str = ""
    typed: str = ""
    replacing: bool = False
    """Whether that was an attempt to replace, which may be made anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalView:
    """One log."""

    log: str
    short: str
    status: str
    status_word: str
    window: str
    window_name: str
    hall: str
    """"" where all terminals stand in one hall."""
    writes: str
    name: str
    seen: str
    held: int
    waiting: str
    offset: str
    offset_wrong: bool
    disk: str
    disk_wrong: bool
    version: str
    refused: str
    missing: str
    nights: tuple[NightView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedView:
    """One entry that makes no sense."""

    short: str
    window: str
    position: int
    code: str
    word: str
    message: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkView:
    """Two histories of one key."""

    log: str
    short: str
    window: str
    words: str
    common: str
    ours: str
    ours_end: str
    theirs: str
    theirs_end: str
    day: str
    settled: str
    """Who settled it, when and how; "" while nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalsView:
    """The whole page."""

    time: str
    summary: tuple[Summary, ...]
    days: tuple[DayView, ...]
    enrolments: tuple[EnrolmentView, ...]
    rows: tuple[TerminalView, ...]
    quarantined: tuple[QuarantinedView, ...]
    quarantine_answer: str
    closings_answer: str
    legend: tuple[tuple[str, str], ...]
    forks: tuple[ForkView, ...]

    @property
    def approved(self) -> tuple[TerminalView, ...]:
        """The terminals that may send, which are the ones whose closings are expected."""
        return tuple(row for row in self.rows if row.status == "approved")


@dataclass(frozen=True, slots=True)
class Attempt:
    """An approval that failed: of which log, with which window, and why."""

    log: str
    window: str
    problem: str
    replacing: bool = False
