"""What a call asks for: typed parameters, which also stand in the OpenAPI document."""

from datetime import date
from typing import Annotated, Final, Literal, NoReturn, TypeVar

import msgspec
from django.http import HttpRequest
from msgspec import Meta, Struct

from collector.api import cursors
from collector.api.problems import BAD_PARAMETER, ProblemError

MOST: Final = 1_000
"""Rows of a page."""
LONGEST: Final = 366 * 5
"""Days of figures."""
_PLAIN: Final = r"^[^\u0000-\u001f\u007f]*$"
_YEARS: Final = range(1970, 9000)
Day = date
Place = Annotated[str, Meta(
    min_length=1, max_length=130, pattern=_PLAIN, examples=["hall", "hall/A01"],
    description="Code of a place of the token's branch; a window as HALL/WINDOW. "
    "Default: the whole branch. 地方代码，窗口写作“大厅代码/窗口代码”。",
)]  # fmt: skip
First = Annotated[Day, Meta(
    description="First day, included; days are the collector's (its time zone). 起始日（含）。",
    examples=["2026-03-01"],
)]  # fmt: skip
Last = Annotated[Day, Meta(
    description="Last day, included. 截止日（含）。", examples=["2026-03-31"]
)]  # fmt: skip


class Listed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every list takes."""

    place: Place | None = None
    limit: Annotated[int, Meta(
        ge=1, le=MOST, description="Rows of a page at most. 每页行数上限。",
    )] = 100  # fmt: skip
    cursor: Annotated[str, Meta(
        min_length=1, max_length=400, pattern=r"^[A-Za-z0-9_-]+$",
        description="`next` of the page before, with the other parameters as they were. "
        "上一页的 next。",
    )] | None = None  # fmt: skip
    format: Annotated[Literal["json", "csv"], Meta(
        description="`csv` is UTF-8 with a byte order mark, with nothing in it that runs; its "
        "next page stands in the header `Link`. CSV 供电子表格使用。",
    )] = "json"  # fmt: skip

    def question(self) -> bytes:
        """Return what this question is known by in its cursors."""
        words = {name: getattr(self, name) for name in self.__struct_fields__
                 if name not in {"limit", "cursor", "format"}}  # fmt: skip
        return cursors.question(type(self).__name__, words)


class WindowsAsked(Listed, frozen=True, kw_only=True):
    """Windows."""

    ended: Annotated[bool, Meta(
        description="Also windows that are no more. 含已撤销的窗口。"
    )] = False  # fmt: skip


class RatingsAsked(Listed, frozen=True, kw_only=True):
    """Ratings, in the order in which they came in."""

    first: First | None = None
    last: Last | None = None
    level: Annotated[int, Meta(
        ge=1, le=5, description="Level of the national scale, 5 the best. "
        "国家五级评价等级，5 最好。"
    )] | None = None  # fmt: skip
    mode: Literal["invited", "walk-up"] | None = None
    outcome: Literal["counted", "repeat", "replaced"] | None = None


class RatingAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rating: the address says which."""


class CountsAsked(Listed, frozen=True, kw_only=True):
    """Counts and rates."""

    first: First | None = None
    """Default: the first of this month."""
    last: Last | None = None
    """Default: today."""
    by: Annotated[Literal["total", "day", "month", "child", "window", "item"], Meta(
        description="In which parts: the whole, days, months, the places directly below, all "
        "windows, service items. 汇总方式。",
    )] = "total"  # fmt: skip


class CasesAsked(Listed, frozen=True, kw_only=True):
    """Cases, in the order in which they were opened."""

    first: First | None = None
    """Opened on this day or later."""
    last: Last | None = None
    state: Annotated[Literal["open", "overdue", "closed"], Meta(
        description="overdue: open, and past its last day. 未办结、已逾期、已办结。"
    )] | None = None  # fmt: skip


class CaseAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case: the address says which."""


class CaseRatesAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rates of cases."""

    place: Place | None = None
    first: First | None = None
    """Default: the first of this month."""
    last: Last | None = None
    """Default: today."""


_Asked = TypeVar("_Asked", bound=Struct)


def read(request: HttpRequest, kind: type[_Asked]) -> _Asked:
    """Read the query of a call. Raises ProblemError."""
    words: dict[str, str] = {}
    for name, several in request.GET.lists():
        if name not in kind.__struct_fields__:
            known = ", ".join(kind.__struct_fields__) or "–"
            _refuse(name, f"it is not known; known are {known}", f"没有这个参数，可用：{known}")
        if len(several) != 1:
            _refuse(name, "it is given more than once", "重复给出")
        words[name] = several[0]
    try:
        asked = msgspec.convert(words, type=kind, strict=False)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$.")
        _refuse(path.rstrip("`") or "?", reason, f"取值不符合要求（{reason}）")
    for name in words:
        given = getattr(asked, name)
        if given is None:
            _refuse(name, "it is empty", "为空")
        if isinstance(given, date) and given.year not in _YEARS:
            _refuse(name, "its year is outside 1970 to 8999", "年份须在 1970 至 8999 之间")
    first, last = getattr(asked, "first", None), getattr(asked, "last", None)
    if first and last and first > last:
        _refuse("first", "the first day is after the last one", "起始日晚于截止日")
    return asked


def _refuse(parameter: str, reason: str, reason_zh: str) -> NoReturn:
    raise ProblemError(
        BAD_PARAMETER, parameter=parameter[:100], reason=reason[:300], reason_zh=reason_zh[:300]
    )
