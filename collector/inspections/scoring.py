"""What a filled-in sheet is worth: exact fractions, each with the weights behind it."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from collector.inspections.checklist import Content, Item, Kind, Part


class Degree(StrEnum):
    """What was found: as it should be, partly, not, or not to be looked at here."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "na"


_WORTH = {Degree.YES: Fraction(1), Degree.PARTLY: Fraction(1, 2), Degree.NO: Fraction(0)}


class Answer(Struct, frozen=True, kw_only=True):
    """What was found at one item: a degree, or points (`degree` is then not applicable or None)."""

    degree: Degree | None = None
    points: int | None = None


class ItemScore(Struct, frozen=True, kw_only=True):
    """One item's worth between 0 and 1; None where it was not applicable or not looked at."""

    item: Item
    answer: Answer
    value: Fraction | None


class PartScore(Struct, frozen=True, kw_only=True):
    """A chapter's worth: the weighted mean of its items that apply; None where none does."""

    part: Part
    items: tuple[ItemScore, ...]
    value: Fraction | None
    weights: int
    """The sum of the weights of the items that apply: the denominator."""


class Score(Struct, frozen=True, kw_only=True):
    """The whole sheet's. `missed`: the critical items that were not as they have to be."""

    parts: tuple[PartScore, ...]
    value: Fraction | None
    weights: int
    missed: tuple[Item, ...]


def unanswered(
    content: Content, answers: Mapping[str, Answer], only: Collection[str] = ()
) -> list[str]:
    """Return the ids of items that have no answer they can have, in order.

    only: the items that are asked about, where not all are.
    """
    return [
        item.id
        for _part, item in content.walk()
        if (not only or item.id in only) and not fits(item, answers.get(item.id))
    ]


def fits(item: Item, answer: Answer | None) -> bool:
    """Tell whether an answer is one that an item can have."""
    if answer is None:
        return False
    if answer.degree is Degree.NOT_APPLICABLE:
        return answer.points is None
    if item.kind is Kind.POINTS:
        points = answer.points
        return answer.degree is None and points is not None and 0 <= points <= item.points
    return answer.degree is not None and answer.points is None


def value(item: Item, answer: Answer) -> Fraction | None:
    """Return what an answer is worth, None where it is not applicable or not given."""
    if answer.degree is not None:
        return _WORTH.get(answer.degree)
    return Fraction(answer.points, item.points) if answer.points is not None else None


def score(content: Content, answers: Mapping[str, Answer], only: Collection[str] = ()) -> Score:
    """Score a sheet. What is not applicable or not asked about stands in no denominator."""
    parts = tuple(_part(part, answers, only) for part in content.chapters)
    counting = [(one.part.weight, one.value) for one in parts if one.value is not None]
    return Score(
        parts=parts,
        value=_mean(counting),
        weights=sum(weight for weight, _value in counting),
        missed=tuple(
            one.item for part in parts for one in part.items if one.item.critical and one.value == 0
        ),
    )


def percent(number: Fraction) -> str:
    """Write a share in per cent with one decimal, halves rounded up, from the exact fraction."""
    tenths, rest = divmod(number.numerator * 1000, number.denominator)
    tenths += 2 * rest >= number.denominator
    return f"{tenths // 10}.{tenths % 10}"


def fraction(text: str) -> Fraction | None:
    """Read what a score is kept as: "7/8", or "" for none."""
    return Fraction(text) if text else None


def _part(part: Part, answers: Mapping[str, Answer], only: Collection[str]) -> PartScore:
    items = tuple(
        ItemScore(
            item=item,
            answer=answers.get(item.id, Answer()),
            value=value(item, answers.get(item.id, Answer())),
        )
        for item in part.items
        if not only or item.id in only
    )
    counting = [(one.item.weight, one.value) for one in items if one.value is not None]
    return PartScore(
        part=part,
        items=items,
        value=_mean(counting),
        weights=sum(weight for weight, _value in counting),
    )


def _mean(weighted: list[tuple[int, Fraction]]) -> Fraction | None:
    whole = sum(weight for weight, _value in weighted)
    if not whole:
        return None
    return sum((one * weight for weight, one in weighted), Fraction(0)) / whole
