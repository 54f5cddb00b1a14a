"""Tables of the cases. `Case` is where one stands, `Step` how it came there; steps never change."""

from collector.cases.models.appeals import Appeal, Vote
from collector.cases.models.case import Case, Origin, Outcome, Stage
from collector.cases.models.following import Following, Ledger
from collector.cases.models.steps import Step

__all__ = [
    "Appeal",
    "Case",
    "Following",
    "Ledger",
    "Origin",
    "Outcome",
    "Stage",
    "Step",
    "Vote",
]
