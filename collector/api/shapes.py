"""The answers: every type here stands in the OpenAPI document, and in nothing a name of a person.

A number of staff, a ticket, a comment or a contact is in none of them.
"""

from datetime import date, datetime
from typing import Annotated, Generic, TypeVar

from msgspec import Meta, Struct

_Row = TypeVar("_Row")
Count = Annotated[int, Meta(ge=0)]
Part = Annotated[float, Meta(ge=0, le=1)]


class Freshness(Struct, frozen=True, kw_only=True):
    """How new an answer is. Of what has not come in from a terminal nothing is known here."""

    stored_at: Annotated[datetime | None, Meta(
        description="When the latest entry of the place came in. 最近一次收到数据的时间。"
    )]  # fmt: skip
    waiting: Annotated[Count, Meta(
        description="Entries that came in and are not in this answer yet. "
        "已收到而尚未计入的记录数。"
    )]  # fmt: skip


class Completeness(Struct, frozen=True, kw_only=True):
    """How complete it is.

    Of `due` window-days before today `complete` were closed with both ends' counts equal.
    """

    due: Annotated[Count, Meta(description="应核对的窗口日数")]
    complete: Annotated[Count, Meta(description="两端一致的窗口日数")]


class Named(Struct, frozen=True, kw_only=True):
    """A place. `id` stays when the code changes; `code` of a window is HALL/WINDOW."""

    id: int
    kind: str
    code: str
    name: str
    name_en: str


class Page(Struct, Generic[_Row], frozen=True, kw_only=True):
    """A page of a list."""

    data: list[_Row]
    more: Annotated[bool, Meta(description="Whether there is more already. 是否还有下一页。")]
    next: Annotated[str | None, Meta(
        description="The cursor to go on with. A list that grows has one at its end too: keep it, "
        "and ask again later for what has come in since. "
        "下一页游标；会增长的列表到末尾也有，供以后继续。",
    )]  # fmt: skip
    place: Named
    freshness: Freshness
    completeness: Completeness


class Terminal(Struct, frozen=True, kw_only=True):
    """The terminal of a window, by what it last said. Its backlog is not in any figure yet."""

    state: Annotated[str, Meta(description="open, paused, closed, fault; empty: not said yet")]
    state_since: datetime | None
    seen_at: Annotated[datetime | None, Meta(description="When it last called. 最近联系时间。")]
    backlog: Annotated[int | None, Meta(description="Entries it had not delivered then.")]
    last_rating_at: datetime | None
    stored_at: Annotated[datetime | None, Meta(description="When its latest entry came in.")]


class Window(Struct, frozen=True, kw_only=True):
    """A window as it is now. `within`: the codes of the places around it, from the root."""

    id: int
    code: Annotated[str, Meta(description="HALL/WINDOW")]
    number: str
    name: str
    name_en: str
    within: list[str]
    since: date
    until: Annotated[date | None, Meta(description="The first day it is no more. 撤销日。")]
    terminal: Terminal | None


class At(Struct, frozen=True, kw_only=True):
    """Where a rating was given: as the window stood on the day. `id` None: nobody has made it."""

    id: int | None
    hall: str
    code: str


class Reason(Struct, frozen=True, kw_only=True):
    """A reason the citizen picked."""

    catalogue: str
    code: str


class Rating(Struct, frozen=True, kw_only=True):
    """One rating. It is named by its `log` and `position`, for ever."""

    log: Annotated[str, Meta(min_length=64, max_length=64)]
    position: Annotated[int, Meta(ge=1)]
    at: Annotated[datetime, Meta(description="By the terminal's own clock. 终端时钟的时间。")]
    clock: Annotated[str, Meta(description="ok, or unsure: not set from a trusted source")]
    window: At
    scale: str
    level: str
    national: Annotated[int, Meta(ge=1, le=5, description="On the national scale, 5 the best.")]
    mode: Annotated[str, Meta(description="invited, or walk-up: outside all rates")]
    outcome: Annotated[str, Meta(
        description="counted; repeat: too soon after another; replaced: the citizen changed it"
    )]  # fmt: skip
    replaces: Annotated[int | None, Meta(description="Position of the rating it changes.")]
    replaced_by: int | None
    item: Annotated[str, Meta(description="Code of the service item, empty where unknown.")]
    elapsed: Annotated[int, Meta(description="Milliseconds until the tap.")]
    reasons: list[Reason]


class Rate(Struct, frozen=True, kw_only=True):
    """`numerator` in `denominator`, with the 95 % interval after Wilson."""

    numerator: Count
    denominator: Count
    value: Annotated[Part | None, Meta(description="None where the denominator is 0")]
    low: Part | None
    high: Part | None
    enough: Annotated[bool, Meta(
        description="Whether there are ratings enough for a percentage, a rank or a verdict."
    )]  # fmt: skip


class Rates(Struct, frozen=True, kw_only=True):
    """Rates of the ratings that were asked for; walk-ups are in none."""

    official: Annotated[Rate, Meta(description="满意率: levels 5, 4 and 3")]
    satisfied: Annotated[Rate, Meta(description="满意: levels 5 and 4")]
    bad: Annotated[Rate, Meta(description="差评率: levels 2 and 1")]
    response: Annotated[Rate, Meta(description="评价率: services rated, of those asked for")]


class Services(Struct, frozen=True, kw_only=True):
    """Services after which a rating was asked for, and what came of it."""

    asked: Count
    rated: Count
    timeouts: Count
    cancelled: Count
    faults: Count
    waiting: Annotated[int, Meta(description="Nothing is known of them yet.")]


class Ratings(Struct, frozen=True, kw_only=True):
    """Ratings by how they are counted. `level_…`: of the counted ones, on the national scale."""

    counted: Count
    walk_up: Count
    repeats: Count
    replaced: Count
    other_scale: Annotated[Count, Meta(description="Counted, of scales not installed here.")]
    level_5: Count
    level_4: Count
    level_3: Count
    level_2: Count
    level_1: Count


class CountRow(Struct, frozen=True, kw_only=True):
    """Figures of one part: `key` is a day, a month, a place's code or an item's; "" the whole."""

    key: str
    id: Annotated[int | None, Meta(description="Of a place.")]
    name: str
    name_en: str
    first: date
    last: date
    services: Services
    ratings: Ratings
    rates: Rates


class WindowsPage(Page[Window], frozen=True, kw_only=True):
    """Windows, in the order in which they were made."""


class RatingsPage(Page[Rating], frozen=True, kw_only=True):
    """Ratings, in the order in which they came in.

    A page may be short, or empty, and not the last one: `more` says.
    """


class RatingAnswer(Struct, frozen=True, kw_only=True):
    """One rating, as it is now."""

    data: Rating
    freshness: Freshness


class CountsPage(Page[CountRow], frozen=True, kw_only=True):
    """Figures of a place and a period, in parts."""


class CaseRating(Struct, frozen=True, kw_only=True):
    """The rating a case is about, by the name it was told with."""

    log: str
    position: int


class Case(Struct, frozen=True, kw_only=True):
    """A case, as it is now. Who works on it, and what was written, is not told."""

    number: str
    origin: Annotated[str, Meta(description="rating, comment, finding")]
    stage: Annotated[str, Meta(
        description="What is next: verify, put-right, answer, call-back, close; or closed"
    )]  # fmt: skip
    outcome: Annotated[str, Meta(
        description="done; replaced, mistaken and malicious are in no rate; empty while open"
    )]  # fmt: skip
    place: Annotated[int | None, Meta(description="Id of the place it belongs to.")]
    window: Annotated[str, Meta(description="HALL/WINDOW")]
    rating: CaseRating | None
    level: str
    national: int | None
    item: str
    reasons: Annotated[list[str], Meta(description="Codes the citizen picked.")]
    opened_at: datetime
    due_on: Annotated[date, Meta(description="Its last day. 办理期限。")]
    step_due_on: date
    overdue: bool
    finding: str
    cause: Annotated[str, Meta(description="Code of the root cause")]
    remedy: Annotated[str, Meta(description="put-right or explained")]
    verified_at: datetime | None
    put_right_on: date | None
    answered_at: datetime | None
    called_back_at: datetime | None
    closed_at: datetime | None
    reopened: Count


class CasesPage(Page[Case], frozen=True, kw_only=True):
    """Cases, in the order in which they were first seen; each is told as it is now."""


class CaseAnswer(Struct, frozen=True, kw_only=True):
    """One case, as it is now."""

    data: Case


class CaseRates(Struct, frozen=True, kw_only=True):
    """Cases of bad ratings opened in the period, and what became of them."""

    opened: Count
    valid: Annotated[Count, Meta(description="Neither replaced nor found mistaken or malicious.")]
    mistaken: Count
    malicious: Count
    replaced: Count
    explained: Annotated[Count, Meta(description="Of those put right: explained to the citizen.")]
    put_right: Annotated[Rate, Meta(description="整改率")]
    in_time: Annotated[Rate, Meta(description="按期整改率, of those whose last day has passed")]
    answered: Annotated[Rate, Meta(description="回复率")]
    called_back: Annotated[
        Rate,
        Meta(description="回访率, of those who left a number; a word by the receipt may count"),
    ]


class CaseRatesAnswer(Struct, frozen=True, kw_only=True):
    """Rates of cases of a place and a period."""

    data: CaseRates
    first: date
    last: date
    place: Named
    freshness: Freshness
    completeness: Completeness
