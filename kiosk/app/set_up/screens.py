"""What the set-up shows: frozen values."""

from typing import Literal

from msgspec import Struct

from kiosk.app.set_up.touch_test import TouchTest

Station = Literal["touch", "address", "enrolment", "done"]
STATIONS: tuple[Station, ...] = ("touch", "address", "enrolment", "done")


class Finding(Struct, frozen=True, kw_only=True):
    """What asking at an address came to, as the agent's `check` prints it.

    `finding`: "collector", "not-a-collector", a cause of silence (`sync.outcomes.Cause`), or
    "not-kept" and "no-agent" where the terminal itself could not do its part.
    """

    finding: str
    message: str = ""
    offset: int | None = None
    status: int | None = None


class AddressEntry(Struct, frozen=True, kw_only=True):
    """The address as typed. `fixed`: config.toml says it, nobody types."""

    typed: str = ""
    fixed: bool = False
    checking: bool = False
    finding: Finding | None = None


class Enrolment(Struct, frozen=True, kw_only=True):
    """How the terminal stands with its collector, by what the agent has left.

    `waited`: seconds for which the agent has left nothing about this collector.
    """

    collector: str = ""
    log: str = ""
    code: str = ""
    status: str = "unknown"
    window: str = ""
    offset: int | None = None
    trouble: str = ""
    cause: str = ""
    waited: int = 0

    @property
    def approved(self) -> bool:
        """Whether a person has approved the terminal."""
        return self.status == "approved"


class SetUpScreen(Struct, frozen=True, kw_only=True):
    """The set-up at one of its stations."""

    station: Station = "touch"
    touch: TouchTest = TouchTest()
    address: AddressEntry = AddressEntry()
    enrolment: Enrolment = Enrolment()
    settled: bool = False
    """Whether the collector's settings are in force."""
