"""Reading one cell and writing one value, by kind. Readers raise WrongCellError.

A reader gets what the file has: text, a number, a date, nothing. A writer gives text, and what a
reader makes of that text is the value again.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from collector.organisation import codes
from collector.organisation.models import BEGINNING, EVERY_DAY, Kind
from collector.organisation.sheets.book import WrongCellError

SPACES: Final = " \u3000"
LARGEST_EXACT: Final = 10**15
"""A spreadsheet keeps 15 digits of a number; of a longer code only the beginning is left."""
KINDS: Final = {
    Kind.CITY: "市",
    Kind.COUNTY: "县（市、区）",
    Kind.TOWN: "乡镇（街道）",
    Kind.VILLAGE: "村（社区）",
    Kind.HALL: "大厅",
    Kind.DEPARTMENT: "部门",
    Kind.WINDOW: "窗口",
}
_YES: Final = {"是", "yes", "y", "true", "1"}
_NO: Final = {"否", "no", "n", "false", "0"}
_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_TIME: Final = re.compile(r"(\d{1,2})[:：](\d{2})(?::00)?$")
_DAYS: Final = "一二三四五六日"
_PARTS: Final = re.compile(r"(?:\\.|[^,，、;；\n\\])+")
_SEPARATORS: Final = re.compile(r"[,，、;；\s]+")


def plain(raw: Any) -> str:
    """Return a cell as text: whole numbers without a point, no spaces around."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, int | float):
        if abs(raw) >= LARGEST_EXACT:
            raise WrongCellError(
                _("the code as text: as a number, the spreadsheet keeps only its first 15 digits")
            )
        return str(int(raw)) if raw == int(raw) else repr(raw)
    if isinstance(raw, datetime | date | time):
        raise WrongCellError(_("text, and not a date or a time"))
    text = str(raw)
    if "\0" in text:
        raise WrongCellError(_("text without the character U+0000"))
    return text.strip(SPACES)


def text(longest: int, *, needed: bool = False) -> Callable[[Any], str]:
    """Return a reader of text up to a length."""

    def read(raw: Any) -> str:
        found = plain(raw)
        if needed and not found:
            raise WrongCellError(_("something: this cell may not be empty"))
        if len(found) > longest:
            raise WrongCellError(_("at most %(n)d characters"), n=longest)
        return found

    return read


def code(longest: int = 64, *, needed: bool = False) -> Callable[[Any], str]:
    """Return a reader of a code: printable, without a line's end in it."""
    as_text = text(longest, needed=needed)

    def read(raw: Any) -> str:
        found = as_text(raw)
        if not found.isprintable():
            raise WrongCellError(_("a code in one line, of letters, digits and signs"))
        return found

    return read


def area_code(raw: Any) -> str:
    """Read an area's code; six digits are filled up."""
    found = plain(raw)
    known = codes.area(found) if found else ""
    if known is None:
        raise WrongCellError(_("an area's code of 12 digits, such as 320600000000, or its first 6"))
    return known


def credit_code(raw: Any) -> str:
    """Read a department's national code."""
    found = plain(raw).upper()
    if found and not codes.is_credit_code(found):
        raise WrongCellError(
            _("a unified social credit code: 18 characters whose last one fits the others")
        )
    return found


def item_code(length: int) -> Callable[[Any], str]:
    """Return a reader of a national item code."""

    def read(raw: Any) -> str:
        found = plain(raw).upper()
        if found and not codes.is_item_code(found, length):
            raise WrongCellError(_("a national code of %(n)d letters and digits"), n=length)
        return found

    return read


def kind(raw: Any) -> str:
    """Read what a place is, in either language."""
    found = plain(raw).lower()
    for one, zh in KINDS.items():
        if found and found in {one.value, zh, *re.split("[（、）]", zh), write_kind(one)}:
            return one.value
    raise WrongCellError(
        _("one of: %(words)s"),
        words="、".join(write_kind(one) for one in KINDS if one != Kind.WINDOW),
    )


def write_kind(value: str) -> str:
    """Write what a place is, in both languages."""
    return f"{KINDS[Kind(value)]} {value}"


def number(least: int, most: int, otherwise: int) -> Callable[[Any], int]:
    """Return a reader of a whole number between two."""

    def read(raw: Any) -> int:
        found = plain(raw)
        if not found:
            return otherwise
        if not (found.isascii() and found.isdigit() and least <= int(found) <= most):
            raise WrongCellError(
                _("a whole number from %(least)d to %(most)d"), least=least, most=most
            )
        return int(found)

    return read


def yes_or_no(raw: Any) -> bool:
    """Read 是 or 否; nothing is 是."""
    found = plain(raw).lower()
    if found in _YES or not found:
        return True
    if found in _NO:
        return False
    raise WrongCellError(_("是 or 否 (yes or no)"))


def write_yes_or_no(value: bool) -> str:  # noqa: FBT001 -- a cell's value
    """Write 是 or 否."""
    return "是" if value else "否"


def day(raw: Any) -> date | None:
    """Read a day."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = plain(raw)
    if not found:
        return None
    parts = _DATE.match(found)
    with suppress(ValueError):
        if parts:
            return date(*(int(part) for part in parts.groups()))
    raise WrongCellError(_("a date such as 2026-11-23"))


def first_day(raw: Any) -> date:
    """Read the first day; nothing means that it has always been."""
    return day(raw) or BEGINNING


def write_first_day(value: date) -> str:
    """Write the first day."""
    return "" if value <= BEGINNING else value.isoformat()


def last_day(raw: Any) -> date | None:
    """Read the last day, kept as the day after it; nothing means that it goes on."""
    read = day(raw)
    return None if read is None or read >= date.max else read + timedelta(days=1)


def write_last_day(value: date | None) -> str:
    """Write the last day."""
    return "" if value is None else (value - timedelta(days=1)).isoformat()


def clock(raw: Any) -> time | None:
    """Read a time of day, to the minute."""
    if isinstance(raw, datetime):
        raw = raw.time()
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0)
    found = plain(raw)
    if not found:
        return None
    parts = _TIME.match(found)
    with suppress(ValueError):
        if parts:
            return time(int(parts[1]), int(parts[2]))
    raise WrongCellError(_("a time such as 08:30"))


def write_clock(value: time | None) -> str:
    """Write a time of day."""
    return "" if value is None else f"{value:%H:%M}"


def weekdays(raw: Any) -> int:
    """Read days of the week, 1 for Monday: 1-5, or 1,3,5, or 一三五; nothing is every day."""
    found = plain(raw).replace("周", "").replace("星期", "").replace("天", "日")
    found = "".join(str(_DAYS.index(c) + 1) if c in _DAYS else c for c in found)
    days: set[int] = set()
    for part in _SEPARATORS.split(found):
        ends = re.fullmatch(r"([1-7])[-–~至]([1-7])", part)
        if ends and ends[1] <= ends[2]:
            days |= set(range(int(ends[1]), int(ends[2]) + 1))
        elif part.isascii() and part.isdigit() and set(part) <= set("1234567"):
            days |= {int(c) for c in part}
        elif part:
            raise WrongCellError(_("days of the week, 1 for Monday: 1-5, or 1,3,5"))
    return sum(1 << (one - 1) for one in days) or EVERY_DAY


def write_weekdays(value: int) -> str:
    """Write days of the week; nothing for every day."""
    if value == EVERY_DAY:
        return ""
    return ",".join(str(one + 1) for one in range(7) if value >> one & 1)


def several(raw: Any) -> tuple[str, ...]:
    """Read codes with commas between them; a backslash before a comma makes it part of a code."""
    parts = (re.sub(r"\\(.)", r"\1", part) for part in _PARTS.findall(plain(raw)))
    return tuple(sorted({part.strip(SPACES) for part in parts} - {""}))


def write_several(value: tuple[str, ...]) -> str:
    """Write codes with commas between them."""
    return ",".join(re.sub(r"([,，、;；\\])", r"\\\1", one) for one in value)
