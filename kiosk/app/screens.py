"""What the terminal is showing: a closed union of frozen screens, one at a time.

`until` and the like are milliseconds of the program's steady clock (`up` in an entry), never of
the wall clock: a clock that jumps must not throw a citizen off the screen.
"""

from dataclasses import dataclass

from sync.protocol.catalogue import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A finished service for which a rating is asked: the visit's position, and until when."""

    visit: int
    ticket: str | None
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The question and its levels. With an invitation it counts down, without one it waits."""

    since: int
    invitation: Invitation | None = None
    replaces: int | None = None
    """Position of the answer this one will replace, after "change my answer"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storing:
    """A level was tapped and is on its way to the disk. Looks like the pressed key, no more."""

    asked: Rate
    level: Level
    tapped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a citizen takes along: the rating's window and place in the log, and its page."""

    window: str
    position: int
    local_time: str
    link: str | None

    @property
    def number(self) -> str:
        """The number as printed: window, dash, position with six digits."""
        return f"{self.window}-{self.position:06d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Reasons for a bad level. The rating stands already, whatever happens here."""

    asked: Rate
    level: Level
    receipt: Receipt
    until: int
    picked: frozenset[str] = frozenset()
    skippable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Shown only after the rating is on the disk."""

    asked: Rate
    level: Level
    receipt: Receipt
    since: int
    until: int
    changeable_until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A member of staff has paused the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nobody is on duty and the hall takes no ratings then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfOrder:
    """Ratings cannot be stored now. `retry_at`: when the terminal tries again by itself."""

    why: str
    retry_at: int


Screen = Rate | Storing | Reasons | Thanks | Paused | Closed | OutOfOrder
