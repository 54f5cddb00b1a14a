"""A month as it was closed, and what has changed in its figures since.

Kept are the inputs, not the sums alone: the composite follows from them and from the rules that
are kept beside them, so that anybody can make it again.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from collector.results.composite import Composite, Given, composite
from collector.results.reading import Line, Month, ranked
from collector.results.scheme import Input, Scheme

FORM = 1
"""Of what is kept. Another form gets another number and is read beside this one."""


class FrozenLine(Struct, frozen=True, kw_only=True):
    """A place: its inputs without and with the ratings that were taken out, and its rules."""

    id: int
    kind: str
    code: str
    name: str
    name_en: str
    scheme: Scheme
    given: tuple[Given, ...]
    whole: Given
    """Satisfaction with the ratings that were taken out."""
    upheld: int


class Frozen(Struct, frozen=True, kw_only=True):
    """The month of a place and of what stands in it."""

    form: int = FORM
    month: date
    place: FrozenLine
    groups: tuple[tuple[str, tuple[FrozenLine, ...]], ...]
    due: int
    complete: int


class Change(Struct, frozen=True, kw_only=True):
    """One input that reads otherwise now. None: it was not there, or is not any more."""

    code: str
    name: str
    name_en: str
    input: Input
    was: Given | None
    now: Given | None


def freeze(month: Month) -> dict[str, Any]:
    """Return a month as it is kept."""
    built: dict[str, Any] = msgspec.to_builtins(
        Frozen(
            month=month.month,
            place=_frozen(month.place),
            groups=tuple(
                (kind, tuple(_frozen(one) for one in lines)) for kind, lines in month.groups
            ),
            due=month.reached.days,
            complete=month.reached.complete,
        )
    )
    return built


def thaw(content: Any) -> Frozen:
    """Read what `freeze` wrote."""
    return msgspec.convert(content, Frozen)


def lines_of(frozen: Frozen) -> tuple[Line, tuple[tuple[str, tuple[Line, ...]], ...]]:
    """Make the lines again, by the rules that were kept with them."""
    return _line(frozen.place), tuple(
        (kind, ranked([_line(one) for one in lines])) for kind, lines in frozen.groups
    )


def changes(frozen: Frozen, now: Month) -> Iterator[Change]:
    """Yield what reads otherwise now, place by place: late entries, upheld appeals, cases.

    Rules are not compared: the ones that were kept are the month's.
    """
    lines = {one.id: one for one in (now.place, *(x for _kind, some in now.groups for x in some))}
    for was in (frozen.place, *(one for _kind, some in frozen.groups for one in some)):
        line = lines.pop(was.id, None)
        new = {part.given.input: part.given for part in line.without.parts} if line else {}
        for given in was.given:
            if given != new.get(given.input):
                yield _change(was, given.input, given, new.get(given.input))
    for line in lines.values():
        for part in line.without.parts:
            if part.given.value is not None:
                yield _change(line, part.given.input, None, part.given)


def _change(line: Line | FrozenLine, which: Input, was: Given | None, now: Given | None) -> Change:
    return Change(
        code=line.code, name=line.name, name_en=line.name_en, input=which, was=was, now=now
    )


def _frozen(line: Line) -> FrozenLine:
    return FrozenLine(
        id=line.id, kind=line.kind, code=line.code, name=line.name, name_en=line.name_en,
        scheme=line.scheme, given=tuple(part.given for part in line.without.parts),
        whole=_satisfaction(line.whole), upheld=line.upheld,
    )  # fmt: skip


def _line(frozen: FrozenLine) -> Line:
    rest = [one for one in frozen.given if one.input is not Input.SATISFACTION]
    return Line(
        id=frozen.id, kind=frozen.kind, code=frozen.code, name=frozen.name,
        name_en=frozen.name_en, scheme=frozen.scheme, upheld=frozen.upheld,
        without=composite(frozen.given, frozen.scheme),
        whole=composite([frozen.whole, *rest], frozen.scheme),
    )  # fmt: skip


def _satisfaction(made: Composite) -> Given:
    return next(part.given for part in made.parts if part.given.input is Input.SATISFACTION)
