"""Reasons and comparisons as lines of tables, in words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from msgspec import Struct

from collector.figures.findings import Compared, Verdict
from collector.organisation.words import place_words
from collector.overview import sentences, writing
from collector.overview.comparing import Group, Line
from collector.overview.reason_words import about_a_person, own_reasons, words
from collector.overview.scale import Scale, around
from collector.overview.shapes import Overview
from collector.overview.strips import Strip, strip_on

MOST = 0.8
Link = Callable[[int], str]
"""From a place to the address of its overview in the same period."""


class ReasonLine(Struct, frozen=True):
    """One reason of the Pareto. `most_end`: 80 % is reached here."""

    code: str
    words: str
    person: bool
    ratings: str
    together: str
    wide: str
    most_end: bool


class GroupLine(Struct, frozen=True):
    """One line of a comparison."""

    name: str
    href: str
    share: str
    fraction: str
    strip: Strip | None
    verdict: str
    verdict_words: str
    by_chance: str
    response: str


class GroupView(Struct, frozen=True):
    """A comparison with its question and answer."""

    kind: str
    question: str
    answer: str
    head: str
    lines: tuple[GroupLine, ...]
    left: int
    ends: tuple[str, str]


def by_chance(one: Compared[Any]) -> str:
    """Write the range chance would leave it in; "" below the number a share needs."""
    n = one.share.n
    if not one.share.enough:
        return ""
    return f"{100 * one.range.low / n:.1f}–{100 * one.range.high / n:.1f}%"


def verdict_words(verdict: Verdict) -> str:
    """Name a verdict."""
    return {
        Verdict.LIKE_THE_REST: _("within chance"),
        Verdict.ABOVE: _("higher, beyond chance"),
        Verdict.BELOW: _("lower, beyond chance"),
        Verdict.TOO_FEW: _("too few to judge"),
    }[verdict]


def reason_lines(read: Overview, path: str) -> tuple[tuple[ReasonLine, ...], int]:
    """Return the lines, and how often reasons about a person were named."""
    own = own_reasons(path, {one.catalogue for one in read.reasons})
    most = max((one.ratings for one in read.reasons), default=1)
    lines: list[ReasonLine] = []
    persons, before = 0, 0.0
    for one in read.reasons:
        person = about_a_person(one.catalogue, one.code, own)
        persons += one.ratings if person else 0
        lines.append(
            ReasonLine(
                one.code, words(one.catalogue, one.code, own), person, writing.count(one.ratings),
                f"{100 * one.together:.0f}%", f"{100 * one.ratings / most:.2f}%",
                before < MOST <= one.together and one is not read.reasons[-1],
            )
        )  # fmt: skip
        before = one.together
    return tuple(lines), persons


def group_view(group: Group, link: Link) -> GroupView:
    """Put a comparison into words."""
    question, head = _group_words(group.kind)
    shown = [line for line in group.lines if line.key in group.shown]
    marks = [end for line in shown if line.satisfied.share.enough
             for end in line.satisfied.share.interval or ()]  # fmt: skip
    scale = around([*marks, group.common.value or 0.0])
    low = [line for line in group.lines if line.satisfied.verdict is Verdict.BELOW]
    high = [line for line in group.lines if line.satisfied.verdict is Verdict.ABOVE]
    return GroupView(
        kind=group.kind, question=question, head=head,
        answer=sentences.group_answer(
            [_name(line) for line in low], [_name(line) for line in high]
        ),
        lines=tuple(_line(line, scale, group.common.value, link) for line in shown),
        left=len(group.lines) - len(shown),
        ends=(scale.written(scale.low), scale.written(scale.high)),
    )  # fmt: skip


def _group_words(kind: str) -> tuple[str, str]:
    return {
        "halls": (_("Which halls differ?"), _("Hall")),
        "departments": (_("Which departments differ?"), _("Department")),
        "staff": (_("Does anything differ by who served?"), _("Staff no.")),
        "items": (_("Which items differ?"), _("Item")),
    }[kind]


def _name(line: Line) -> str:
    return place_words(line.part) if line.part else line.name or line.key


def _line(line: Line, scale: Scale, common: float | None, link: Link) -> GroupLine:
    one = line.satisfied
    return GroupLine(
        _name(line), link(line.part.id) if line.part else "",
        writing.share(one.share) if one.share.enough else "", writing.fraction(one.share),
        strip_on(scale, one.share, common), one.verdict, verdict_words(one.verdict), by_chance(one),
        writing.share(line.response),
    )  # fmt: skip
