"""How a composite is made at a place in a month: weights, minimums, and who decided them."""

from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from collector.rules.kinds import Key
from collector.rules.reading import Rulebook
from collector.rules.tables import results as rules

WHOLE: Final = 100
"""What the weights add up to."""


class Input(StrEnum):
    """What goes into a composite. Names stand in files and in what is frozen: never change one."""

    SATISFACTION = "satisfaction"
    RESPONSE = "response"
    PUT_RIGHT = "put-right"
    ON_TIME = "on-time"
    ANSWERED = "answered"
    CALLED_BACK = "called-back"
    INSPECTION = "inspection"
    COMPLETENESS = "completeness"


KEYS: Final[dict[Input, Key]] = {
    Input.SATISFACTION: rules.WEIGHT_SATISFACTION,
    Input.RESPONSE: rules.WEIGHT_RESPONSE,
    Input.PUT_RIGHT: rules.WEIGHT_PUT_RIGHT,
    Input.ON_TIME: rules.WEIGHT_ON_TIME,
    Input.ANSWERED: rules.WEIGHT_ANSWERED,
    Input.CALLED_BACK: rules.WEIGHT_CALLED_BACK,
    Input.INSPECTION: rules.WEIGHT_INSPECTION,
    Input.COMPLETENESS: rules.WEIGHT_COMPLETENESS,
}


class Weight(Struct, frozen=True):
    """The weight of an input; `source` is the paper, `path` who decided it, "" the default."""

    input: Input
    weight: int
    source: str
    path: str


class Scheme(Struct, frozen=True, kw_only=True):
    """The rules of a composite, as they hold on the last day of the month."""

    weights: tuple[Weight, ...]
    satisfaction: str
    """"official" or "satisfied"."""
    least_weight: int
    minimum: int

    @property
    def total(self) -> int:
        """Return what the weights add up to."""
        return sum(one.weight for one in self.weights)

    @property
    def whole(self) -> bool:
        """Whether they add up to 100. Otherwise no composite is made of them."""
        return self.total == WHOLE

    @property
    def comparable(self) -> tuple[object, ...]:
        """Return what two places must have in common to be compared."""
        return tuple(one.weight for one in self.weights), self.satisfaction

    def weight(self, which: Input) -> int:
        """Return the weight of an input."""
        return next(one.weight for one in self.weights if one.input == which)


def scheme_of(book: Rulebook, path: str, day: date) -> Scheme:
    """Return the scheme that holds for a place on a day."""
    weights = []
    for one, key in KEYS.items():
        ruling = book.rule(key, path, day)
        weights.append(Weight(one, ruling.number, ruling.source, ruling.path_of_node))
    return Scheme(
        weights=tuple(weights),
        satisfaction=str(book.rule(rules.SATISFACTION, path, day).value),
        least_weight=book.rule(rules.LEAST_WEIGHT, path, day).number,
        minimum=book.rule(rules.MINIMUM, path, day).number,
    )
