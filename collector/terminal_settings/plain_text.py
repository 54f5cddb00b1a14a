"""Opening hours and windows nearby as people write them, a line or a word each."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE = "一二三四五六日"
_CLOSED = ("closed", "休", "休息", "关闭", "-", "–")
_SPAN = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[-–—~至到]\s*([0-9]{1,2}:[0-9]{2})\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class _Line(Struct, frozen=True):
    """One day and its spans. `days` are places in the week, or empty where it is a date."""

    days: tuple[int, ...]
    date: str
    spans: list[dict[str, str]]


def read_hours(text: str) -> dict[str, Any]:
    """Read lines such as `Mon-Fri 09:00-12:00 13:30-17:00` and `2026-10-01 closed`.

    Raises ValueError naming the line. Days that no line names are closed.
    """
    week: list[list[dict[str, str]]] = [[] for _ in _DAYS]
    dates: dict[str, list[dict[str, str]]] = {}
    weekly = False
    for line in _lines(text):
        for day in line.days:
            week[day], weekly = line.spans, True
        if line.date:
            dates[line.date] = line.spans
    return ({"week": week} if weekly else {}) | ({"days": dates} if dates else {})


def write_hours(hours: dict[str, Any]) -> str:
    """Write what `read_hours` reads, each day on a line of its own."""
    week = zip(_DAYS, hours.get("week", ()), strict=False)
    lines = [f"{day.capitalize()} {_spans(spans)}" for day, spans in week]
    lines += [f"{day} {_spans(spans)}" for day, spans in sorted(hours.get("days", {}).items())]
    return "\n".join(lines)


def read_neighbours(text: str) -> list[dict[str, str]]:
    """Read codes such as `A02, A03:left`."""
    found = []
    for word in re.split(r"[\s,，、;；]+", text.strip()):
        code, _, side = word.replace("：", ":").partition(":")
        if code:
            found.append({"code": code} | ({"side": side} if side else {}))
    return found


def write_neighbours(neighbours: list[dict[str, str]]) -> str:
    """Write what `read_neighbours` reads; names and numbers are not in it."""
    return ", ".join(
        one["code"] + (":left" if one.get("side") == "left" else "") for one in neighbours
    )


def _lines(text: str) -> Iterator[_Line]:
    for line in text.splitlines():
        if not line.strip():
            continue
        name, _, rest = line.strip().partition(" ")
        try:
            spans = list(_read_spans(rest))
            dated = _DATE.match(name) is not None
            yield _Line(() if dated else _week(name), name if dated else "", spans)
        except ValueError as error:
            raise ValueError(f"{line.strip()}: {error}") from error


def _week(name: str) -> tuple[int, ...]:
    first, dash, last = re.sub(r"[–—~至到]", "-", name).partition("-")
    begin = _day(first)
    end = _day(last) if dash else begin
    if end < begin:
        raise ValueError("the days stand in the wrong order")
    return tuple(range(begin, end + 1))


def _day(name: str) -> int:
    word = re.sub(r"^(周|星期|礼拜)", "", name).replace("天", "日")
    if len(word) == 1 and word in _CHINESE:
        return _CHINESE.index(word)
    if word[:3].lower() in _DAYS:
        return _DAYS.index(word[:3].lower())
    raise ValueError("begin with a day such as Mon, Mon-Fri, 周一, or a date such as 2026-10-01")


def _read_spans(text: str) -> Iterator[dict[str, str]]:
    words = re.sub(r"\s*([-–—~至到])\s*(?=[0-9])", r"\1", text).replace(",", " ").split()
    if [word.lower() for word in words] in [[word] for word in _CLOSED]:
        return
    if not words:
        raise ValueError("times such as 09:00-17:00 are missing; write closed for a closed day")
    for word in words:
        found = _SPAN.match(word)
        if found is None:
            raise ValueError(f"{word} is no span such as 09:00-17:00")
        yield {"opens": found[1].zfill(5), "closes": found[2].zfill(5)}


def _spans(spans: list[dict[str, str]]) -> str:
    return " ".join(f"{one['opens']}-{one['closes']}" for one in spans) or "closed"
