"""What inspections keep."""

from collector.inspections.models.checklists import Checklist, ImmutableError, Version
from collector.inspections.models.plans import Draw
from collector.inspections.models.sheets import (
    Answer,
    DraftKey,
    Finding,
    Inspection,
    Photo,
    Reply,
    State,
)

__all__ = [
    "Answer",
    "Checklist",
    "DraftKey",
    "Draw",
    "Finding",
    "ImmutableError",
    "Inspection",
    "Photo",
    "Reply",
    "State",
    "Version",
]
