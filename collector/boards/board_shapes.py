"""What the page of windows prints, as frozen words: made by `board_view`.

They compare by value, so a row whose words have not changed is not drawn again.
"""

from msgspec import Struct

from collector.boards.drawing import Axis, CoverageDrawing, StripDrawing
from collector.boards.trouble_words import Said


class RowView(Struct, frozen=True, kw_only=True):
    """One window's row."""

    key: str
    code: str
    name: str
    status: str
    sign: str
    wrong: bool
    state: str
    state_wrong: bool
    lasting: str
    staff: str
    planned: str
    services: str
    ratings: str
    share: str
    last: str
    waiting: str
    waiting_wrong: bool
    seen: str
    seen_wrong: bool
    offset: str
    offset_wrong: bool
    version: str
    version_odd: bool
    strip: StripDrawing
    said: Said | None
    more: int


class LevelView(Struct, frozen=True, kw_only=True):
    """How many gave one answer."""

    national: int
    id: str
    word: str
    number: str


class FilterView(Struct, frozen=True, kw_only=True):
    """One counter that is also a filter."""

    status: str
    word: str
    number: int
    query: str
    current: bool
    alarming: bool


class BoardView(Struct, frozen=True, kw_only=True):
    """The whole page."""

    hall: str
    time: str
    minute: str
    coverage: CoverageDrawing
    reaching_number: str
    reaching: str
    behind: str
    filters: tuple[FilterView, ...]
    services: str
    ratings: str
    share: str
    without: str
    levels: tuple[LevelView, ...]
    axis: Axis
    by_hour: bool
    """Whether hours are drawn, not single services: in a hall with very many windows."""
    attention: tuple[RowView, ...]
    attention_number: int
    """Of all that was asked for, drawn or not; so with `normal_number`."""
    attention_note: str
    attention_alarming: bool
    normal: tuple[RowView, ...]
    normal_number: int
    normal_note: str
    more: str
    """What the page leaves out at first, in words; "" where it shows everything asked for."""
    more_query: str
    """The address' query that shows it too."""
    enrolments: int
    attention_total: int
    empty: str
