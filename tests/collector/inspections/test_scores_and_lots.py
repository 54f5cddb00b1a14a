"""What a sheet is worth to the last digit, and draws that anybody can repeat."""

import hashlib
import random
from fractions import Fraction

import pytest

from collector.inspections import checklist, differences, drawing, scoring
from collector.inspections.checklist import Chapter, ChecklistError, Content, Item, Kind, Part
from collector.inspections.drawing import Candidate
from collector.inspections.scoring import Answer, Degree

CONTENT = Content(
    chapters=(
        Part(
            id=Chapter.DRESS,
            zh="着装",
            weight=3,
            items=(Item(id="dress-1", zh="一", weight=2), Item(id="dress-2", zh="二")),
        ),
        Part(
            id=Chapter.INTEGRITY,
            zh="廉洁",
            weight=1,
            items=(
                Item(id="integrity-1", zh="三", critical=True),
                Item(id="integrity-2", zh="四", kind=Kind.POINTS, points=7),
            ),
        ),
    )
)


def said(**answers: str | int) -> dict[str, Answer]:
    return {
        name.replace("_", "-"): Answer(points=one)
        if isinstance(one, int)
        else Answer(degree=Degree(one))
        for name, one in answers.items()
    }


def test_a_score_is_the_weighted_mean_to_the_last_digit():
    score = scoring.score(
        CONTENT, said(dress_1="partly", dress_2="no", integrity_1="yes", integrity_2=3)
    )

    dress = Fraction(2 * 1, 2 * 3)
    integrity = (Fraction(1) + Fraction(3, 7)) / 2
    assert [part.value for part in score.parts] == [dress, integrity]
    assert score.value == (3 * dress + integrity) / 4
    assert score.missed == ()


def test_what_does_not_apply_stands_in_no_denominator():
    score = scoring.score(
        CONTENT, said(dress_1="yes", dress_2="na", integrity_1="na", integrity_2="na")
    )

    assert score.parts[0].value == 1
    assert score.parts[0].weights == 2
    assert score.parts[1].value is None
    assert (score.value, score.weights) == (1, 3)


def test_a_critical_item_that_was_missed_is_named_whatever_the_score():
    score = scoring.score(
        CONTENT, said(dress_1="yes", dress_2="yes", integrity_1="no", integrity_2=7)
    )

    assert [item.id for item in score.missed] == ["integrity-1"]
    assert score.value == Fraction(7, 8)


def test_answers_an_item_cannot_have_are_no_answers():
    wrong = said(dress_1=1, dress_2="yes", integrity_1="yes", integrity_2=8)

    assert scoring.unanswered(CONTENT, wrong) == ["dress-1", "integrity-2"]
    assert scoring.unanswered(CONTENT, wrong, only=["dress-2"]) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1/8", "12.5"),
        ("1/2000", "0.1"),
        ("1/2001", "0.0"),
        ("1999/2000", "100.0"),
        ("2/3", "66.7"),
    ],
)
def test_halves_are_rounded_up_from_the_exact_fraction(value: str, text: str):
    assert scoring.percent(Fraction(value)) == text


@pytest.mark.parametrize("number", [1, 2, 6, 9])
def test_a_draw_is_the_same_whoever_draws_it_again(number: int):
    candidates = [
        Candidate(window=n, ticket=f"hall/A{n:02}", stratum="ab"[n % 2]) for n in range(12)
    ]
    shuffled = random.Random(number).sample(candidates, 12)  # noqa: S311 -- an order for a test

    lots = drawing.draw("0f" * 16, candidates, number)

    assert lots == drawing.draw("0f" * 16, shuffled, number)
    for stratum in "ab":
        drawn = [one for one in lots if one.drawn and one.candidate.stratum == stratum]
        assert len(drawn) == min(number, 6)


def test_a_lot_can_be_checked_with_sha256_alone():
    one = Candidate(window=1, ticket="hall/A01", stratum="")

    (lot,) = drawing.draw("abc", [one], 1)

    assert lot.lot == hashlib.sha256(b"abc hall/A01").hexdigest()


def test_a_window_that_takes_no_part_is_not_drawn_and_moves_nobody_else():
    def drawn(left_out: str) -> set[int]:
        candidates = [
            Candidate(window=n, ticket=f"h/{n}", stratum="", left_out=left_out if n == 3 else "")
            for n in range(8)
        ]
        return {one.candidate.window for one in drawing.draw("s", candidates, 8) if one.drawn}

    assert drawn("") - drawn("2026-01-05") == {3}


def test_the_examples_can_be_used_and_have_both_languages():
    found = checklist.examples()

    assert set(found) == {"hall", "window"}
    for one in found.values():
        assert checklist.read(checklist.written(one.content)) == one.content
        assert all(item.en and item.zh for _part, item in one.content.walk())
        assert "示例" in one.zh


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (Content(chapters=()), "empty"),
        (Content(chapters=(CONTENT.chapters[0], CONTENT.chapters[0])), "twice"),
        (
            Content(
                chapters=(
                    Part(id=Chapter.POST, zh="岗", items=(Item(id="post-1", zh="x", points=3),)),
                )
            ),
            "points",
        ),
    ],
)
def test_a_checklist_that_cannot_be_used_is_refused(content: Content, problem: str):
    with pytest.raises(ChecklistError) as refused:
        checklist.checked(content)

    assert refused.value.problem == problem


def test_what_is_different_between_two_versions_is_named():
    first, second = CONTENT.chapters
    later = Content(
        chapters=(
            Part(
                id=Chapter.DRESS,
                zh="着装",
                weight=3,
                items=(Item(id="dress-1", zh="一", weight=5),),
            ),
            second,
        )
    )

    dress, integrity = differences.compare(CONTENT, later)

    assert [(one.change.value, one.fields) for one in dress.items] == [
        ("changed", ("weight",)),
        ("removed", ()),
    ]
    assert dress.before == first
    assert not integrity.changed
