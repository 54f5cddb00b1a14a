"""What is watched, who may know of it, and who is told unless they said otherwise: one table."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from collector.accounts.roles import Permission, Role


class How(StrEnum):
    """In which way somebody is told."""

    NOW = "now"
    COLLECTED = "collected"
    """Once a day, all together."""
    NOT = "not"
    """Only on the page."""


class Kind(StrEnum):
    """What one subscribes to."""

    BAD_RATINGS = "bad-ratings"
    OVERDUE = "overdue"
    FIGURES = "figures"
    GOOD_NEWS = "good-news"
    TERMINALS = "terminals"
    CLOSINGS = "closings"
    STORAGE = "storage"


class Condition(StrEnum):
    """What is watched. Worst first: this order is the order on the page."""

    BAD_RATING = "bad-rating"
    STORAGE = "storage"
    HALL_SILENT = "hall-silent"
    FAULT = "fault"
    SILENT = "silent"
    DISAGREES = "disagrees"
    OVERDUE = "overdue"
    UNSATISFIED_UP = "unsatisfied-up"
    SATISFIED_DOWN = "satisfied-down"
    RESPONSE_DOWN = "response-down"
    SERVICES_FEW = "services-few"
    MONTH_WORSE = "month-worse"
    TERMINAL_DISK = "terminal-disk"
    SATISFIED_UP = "satisfied-up"
    MONTH_BETTER = "month-better"


class Nature(Struct, frozen=True, kw_only=True):
    """What a condition is. `ends`: whether people are told too when it is over."""

    kind: Kind
    good: bool = False
    ends: bool = True


class Defaults(Struct, frozen=True, kw_only=True):
    """Who may see a kind, and how which roles are told of it.

    NOW goes to those whose branch is the nearest to the place: those at the hall, or where nobody
    has the role there, those above. COLLECTED goes to all of them.
    """

    needs: Permission
    told: Mapping[Role, How]


NATURES: Final[Mapping[Condition, Nature]] = {
    Condition.BAD_RATING: Nature(kind=Kind.BAD_RATINGS, ends=False),
    Condition.STORAGE: Nature(kind=Kind.STORAGE),
    Condition.HALL_SILENT: Nature(kind=Kind.TERMINALS),
    Condition.FAULT: Nature(kind=Kind.TERMINALS),
    Condition.SILENT: Nature(kind=Kind.TERMINALS),
    Condition.DISAGREES: Nature(kind=Kind.CLOSINGS, ends=False),
    Condition.OVERDUE: Nature(kind=Kind.OVERDUE, ends=False),
    Condition.UNSATISFIED_UP: Nature(kind=Kind.FIGURES),
    Condition.SATISFIED_DOWN: Nature(kind=Kind.FIGURES),
    Condition.RESPONSE_DOWN: Nature(kind=Kind.FIGURES),
    Condition.SERVICES_FEW: Nature(kind=Kind.FIGURES),
    Condition.MONTH_WORSE: Nature(kind=Kind.FIGURES, ends=False),
    Condition.TERMINAL_DISK: Nature(kind=Kind.TERMINALS),
    Condition.SATISFIED_UP: Nature(kind=Kind.GOOD_NEWS, good=True, ends=False),
    Condition.MONTH_BETTER: Nature(kind=Kind.GOOD_NEWS, good=True, ends=False),
}

DEFAULTS: Final[Mapping[Kind, Defaults]] = {
    Kind.BAD_RATINGS: Defaults(
        needs=Permission.SEE_CASES,
        told={Role.CASE_OFFICER: How.NOW, Role.HALL_MANAGER: How.NOW},
    ),
    Kind.OVERDUE: Defaults(
        needs=Permission.SEE_CASES,
        told={Role.CASE_OFFICER: How.COLLECTED, Role.HALL_MANAGER: How.COLLECTED,
              Role.SUPERVISOR: How.COLLECTED},
    ),
    Kind.FIGURES: Defaults(
        needs=Permission.SEE_FIGURES,
        told={Role.HALL_MANAGER: How.COLLECTED, Role.SUPERVISOR: How.COLLECTED},
    ),
    Kind.GOOD_NEWS: Defaults(
        needs=Permission.SEE_FIGURES, told={Role.HALL_MANAGER: How.COLLECTED}
    ),
    Kind.TERMINALS: Defaults(
        # Whoever sees the windows sees the same there.
        needs=Permission.SEE_WINDOWS,
        told={Role.IT: How.NOW, Role.HALL_MANAGER: How.NOW},
    ),
    Kind.CLOSINGS: Defaults(
        needs=Permission.SEE_TERMINALS, told={Role.IT: How.NOW, Role.AUDITOR: How.COLLECTED}
    ),
    Kind.STORAGE: Defaults(
        needs=Permission.MANAGE_TERMINALS,
        told={Role.IT: How.NOW, Role.ADMINISTRATOR: How.NOW},
    ),
}  # fmt: skip


def kind_of(condition: str) -> Kind:
    """Return what one subscribes to for a condition."""
    return NATURES[Condition(condition)].kind


def conditions_of(kind: Kind) -> list[str]:
    """Return the conditions of a kind."""
    return [one.value for one, nature in NATURES.items() if nature.kind is kind]
