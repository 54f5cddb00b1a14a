"""What every address declares about who may open it. One that declares nothing fails a test."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from collector.accounts.roles import Permission

Branch = Callable[..., str | None]
"""From a request and the words of its address to the path of the object it is about; None where
there is no such object."""


class Who(StrEnum):
    """The least that somebody has to be."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed-in"
    ALLOWED = "allowed"
    WALL = "wall"
    """No person: a screen on a wall that was let in by its link."""
    TOKEN = "token"  # noqa: S105 -- who it is, and no secret
    """No person: a program that was let in by its token, to read."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """Who may open an address.

    branch: leads to the object's place; without one the page itself shows only what lies in the
    branches where the permission is held. unfinished: opens also before a temporary password was
    changed and a required second factor set up. stream: stays open and is watched.
    """

    who: Who = Who.ALLOWED
    permission: Permission | None = None
    branch: Branch | None = None
    unfinished: bool = False
    stream: bool = False


UNDECLARED = Expectation()


def expectation_of(view: Any) -> Expectation:
    """Return what a view declares, or UNDECLARED."""
    declared = getattr(view, "expectation", UNDECLARED)
    assert isinstance(declared, Expectation)  # noqa: S101 -- nobody else uses the name
    return declared
