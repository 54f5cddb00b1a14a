"""Scores by place and chapter: exact means with their number, citizens' ratings beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from collector.figures.queries import Period
from collector.inspections import beside, scoring, words
from collector.inspections.beside import Citizens
from collector.inspections.checklist import Chapter
from collector.inspections.models import Inspection, State
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.organisation.words import place_words

MOST = 200
"""So many places are shown below one: a city's thousand windows are looked at hall by hall."""
BY = (Kind.HALL, Kind.DEPARTMENT, Kind.WINDOW)


class Cell(Struct, frozen=True, kw_only=True):
    """A mean over `n` inspections in which the chapter applied; "" without any."""

    n: int
    share: str
    width: str


class Line(Struct, frozen=True, kw_only=True):
    """One place: its whole score, its chapters, and what citizens said of it."""

    id: int
    place: str
    n: int
    whole: Cell
    chapters: Sequence[tuple[str, Cell]]
    missed: int
    citizens: Citizens


class Results(Struct, frozen=True, kw_only=True):
    """All places of one kind below a place, and the place itself as the first line."""

    lines: Sequence[Line]
    chapters: Sequence[tuple[str, str]]
    more: int
    """Places that are not shown."""
    again: int
    """Looks at findings again: in no mean, because they ask about what was wrong alone."""


class _Sums:
    def __init__(self) -> None:
        self.whole: list[Fraction] = []
        self.chapters: dict[str, list[Fraction]] = defaultdict(list)
        self.missed = 0
        self.n = 0

    def add(self, score: str, scores: Mapping[str, str], missed: int) -> None:
        self.n += 1
        self.missed += missed
        if score:
            self.whole.append(Fraction(score))
        for chapter, value in scores.items():
            self.chapters[chapter].append(Fraction(value))


def read(place: Node, period: Period, by: Kind) -> Results:
    """Read what was found below a place in a period; the rows are inspections that count."""
    here = Inspection.objects.filter(
        path__startswith=place.path, state=State.DONE, counts=True,
        day__range=(period.first, period.last),
    )  # fmt: skip
    rows = list(here.filter(of=None).values_list("path", "score", "scores", "missed"))
    ids = {each for path, *_ in rows for each in ids_of(path)}
    groups = {one.pk: one for one in Node.objects.filter(pk__in=ids, kind=by)}
    sums: dict[int, _Sums] = defaultdict(_Sums)
    for path, score, scores, missed in rows:
        sums[place.pk].add(score, scores, len(missed))
        inside = next((each for each in ids_of(path) if each in groups), None)
        if inside is not None and inside != place.pk:
            sums[inside].add(score, scores, len(missed))
    order = sorted(
        (one for one in groups.values() if one.pk in sums and one.pk != place.pk),
        key=lambda one: (one.code, one.pk),
    )
    shown = [place, *order[:MOST]] if rows else []
    used = {chapter for one in sums.values() for chapter in one.chapters}
    chapters = [one for one in Chapter if one in used]
    citizens = beside.of_places([one.pk for one in shown], period)
    return Results(
        lines=[_line(one, sums[one.pk], chapters, citizens[one.pk]) for one in shown],
        chapters=[(str(one), words.chapter(one)) for one in chapters],
        more=max(0, len(order) - MOST),
        again=here.exclude(of=None).count(),
    )


def _line(node: Node, sums: _Sums, chapters: Sequence[Chapter], citizens: Citizens) -> Line:
    return Line(
        id=node.pk,
        place=place_words(node),
        n=sums.n,
        whole=_cell(sums.whole),
        chapters=[(words.chapter(one), _cell(sums.chapters.get(one, []))) for one in chapters],
        missed=sums.missed,
        citizens=citizens,
    )


def _cell(values: Sequence[Fraction]) -> Cell:
    if not values:
        return Cell(n=0, share="", width="")
    mean = sum(values, Fraction(0)) / len(values)
    return Cell(n=len(values), share=f"{scoring.percent(mean)}%", width=f"{float(100 * mean):.2f}%")
