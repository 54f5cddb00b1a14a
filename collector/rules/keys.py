"""Every rule there is, by its name. A room adds its own in `collector/rules/tables/ROOM.py`."""

from typing import Final

from collector.rules.kinds import Key, Value
from collector.rules.tables import (
    alerts,
    attachments,
    cases,
    improvement,
    inspections,
    personal_data,
    results,
)

__all__ = ["GROUPS", "KEYS", "Key", "Value"]

GROUPS: Final[dict[str, tuple[Key, ...]]] = {
    "cases": cases.KEYS,
    "personal_data": personal_data.KEYS,
    "attachments": attachments.KEYS,
    "inspections": inspections.KEYS,
    "improvement": improvement.KEYS,
    "results": results.KEYS,
    "alerts": alerts.KEYS,
}
KEYS: Final = {key.name: key for group in GROUPS.values() for key in group}
