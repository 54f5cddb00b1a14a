"""The tables of the figures as rows are added to them. A test compares them with the models."""

from typing import Final

from collector.figures.models import COUNTERS
from collector.ingest.database.session import Table


def _counted(name: str, *key: str) -> Table:
    key = (*key, "scale")
    return Table(name=f"figures_{name}", columns=(*key, *COUNTERS), key=key)


PLACE_DAY: Final = _counted("placeday", "place_id", "day")
PLACE_MONTH: Final = _counted("placemonth", "place_id", "month")
PLACE_HOUR: Final = _counted("placehour", "place_id", "day", "hour")
STAFF_DAY: Final = _counted("staffday", "place_id", "day", "staff")
STAFF_MONTH: Final = _counted("staffmonth", "place_id", "month", "staff")
ITEM_DAY: Final = _counted("itemday", "place_id", "day", "item")
ITEM_MONTH: Final = _counted("itemmonth", "place_id", "month", "item")
_REACHED: Final = ("place_id", "day")
PLACE_REACHED: Final = Table(
    name="figures_placereached", columns=(*_REACHED, "due", "complete", "disagrees"), key=_REACHED
)
_REASON: Final = ("place_id", "day", "catalogue", "code", "national")
PLACE_REASON: Final = Table(name="figures_placereason", columns=(*_REASON, "ratings"), key=_REASON)
ALL: Final = (
    PLACE_DAY, PLACE_MONTH, PLACE_HOUR, STAFF_DAY, STAFF_MONTH, ITEM_DAY, ITEM_MONTH,
    PLACE_REACHED, PLACE_REASON,
)  # fmt: skip
