"""What a report says, before it is put into words or written to a file."""

from datetime import datetime

from msgspec import Struct

from collector.cases.beside import Beside
from collector.figures.findings import Verdict
from collector.figures.rates import Rates, Share
from collector.overview.shapes import Part, Reached
from collector.reports.asking import Question


class Line(Struct, frozen=True, kw_only=True):
    """One part of the place. `rates` are of its invited ratings, but of a channel its own ones.

    `rank` is the place of its group: all that differ from each other by no more than chance bear
    the same one, `equals` in number. None: too few ratings, or nothing that is ranked.
    """

    code: str
    name: str
    within: str = ""
    """Where it stands, where the report has parts of several halls."""
    rates: Rates
    verdict: Verdict | None = None
    rank: int | None = None
    equals: int = 0


class ReasonLine(Struct, frozen=True, kw_only=True):
    """A reason: how many ratings named it, of all of its level."""

    code: str
    text: str
    level: int
    """On the national scale, 5 the best."""
    person: bool
    """Whether it is about the person at the window."""
    share: Share
    """Of the counting ratings of its level, walk-ups too; one rating may name several reasons."""


class Rest(Struct, frozen=True):
    """What the lines have more (+) or less (-) than the place, where they do not add up to it."""

    visits: int
    ratings: int


class Report(Struct, frozen=True, kw_only=True):
    """A report. `lines` stand in the order of their codes and never in that of their ranks."""

    question: Question
    place: Part
    made: datetime
    total: Rates
    lines: tuple[Line, ...] = ()
    reasons: tuple[ReasonLine, ...] = ()
    rest: Rest | None = None
    reached: Reached
    minimum: int
    beside: Beside | None = None
    """The rates without what two people have found mistaken or malicious, where there is any."""
    unknown: int
    """Counting ratings on scales that are not installed here: they are in no level."""
