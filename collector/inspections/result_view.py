"""One inspection in words and bars, ready for its page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from msgspec import Struct

from collector.attachments.gone import gone_words
from collector.inspections import scoring, words
from collector.inspections.models import Answer, Finding, Inspection, Photo, Reply
from collector.inspections.scoring import ItemScore, PartScore, Score


class FindingView(Struct, frozen=True, kw_only=True):
    """What became of something that was found."""

    id: int
    item: str
    title: str
    case: str
    outcome: str
    word: str
    again: UUID | None


class ItemView(Struct, frozen=True, kw_only=True):
    """A line of the result."""

    id: str
    title: str
    weight: int
    critical: bool
    answer: str
    kind: str
    """How the line is drawn: full, partly, none, apart."""
    note: str | None
    photos: Sequence[UUID]
    gone: Sequence[str]
    """What is said in the place of photos that were erased."""
    finding: FindingView | None


class PartView(Struct, frozen=True, kw_only=True):
    """A chapter with its score and its bar."""

    id: str
    title: str
    weight: int
    counts: bool
    share: str
    width: str
    sum: str
    items: Sequence[ItemView]


class ReplyView(Struct, frozen=True, kw_only=True):
    """What somebody said to the result."""

    at: str
    by: str
    staff: str
    about: str
    text: str | None


class ResultView(Struct, frozen=True, kw_only=True):
    """The whole result. `sum`: how the score comes about, with its weights."""

    share: str
    width: str
    sum: str
    missed: Sequence[str]
    parts: Sequence[PartView]
    findings: Sequence[FindingView]
    replies: Sequence[ReplyView]


def result_view(done: Inspection) -> ResultView:
    """Put a result into words; with five queries."""
    content = done.version.whole
    rows = {one.item: one for one in Answer.objects.filter(inspection=done)}
    answers = {
        name: scoring.Answer(
            degree=scoring.Degree(row.degree) if row.degree else None, points=row.points
        )
        for name, row in rows.items()
    }
    score = scoring.score(content, answers, done.only)
    titles = {item.id: words.title(item) for _part, item in content.walk()}
    findings = {one.item: _finding(one, titles) for one in done.findings.all()}
    photos: dict[str, list[Photo]] = defaultdict(list)
    rows_of_photos = Photo.objects.filter(inspection=done).select_related("attachment")
    for photo in rows_of_photos.defer("attachment__body"):
        photos[photo.item].append(photo)
    return ResultView(
        share=words.share(score.value),
        width=_width(score.value),
        sum=_sum([(one.part.weight, one.value) for one in score.parts], score),
        missed=[words.title(item) for item in score.missed],
        parts=[
            _part(one, rows, findings, photos) for one in score.parts if one.items
        ],
        findings=list(findings.values()),
        replies=[_reply(one, titles) for one in done.replies.all()],
    )  # fmt: skip


def _part(
    one: PartScore,
    rows: Mapping[str, Answer],
    findings: Mapping[str, FindingView],
    photos: Mapping[str, Sequence[Photo]],
) -> PartView:
    return PartView(
        id=one.part.id,
        title=words.title(one.part),
        weight=one.part.weight,
        counts=one.value is not None,
        share=words.share(one.value),
        width=_width(one.value),
        sum=_sum([(each.item.weight, each.value) for each in one.items], one),
        items=[
            ItemView(
                id=each.item.id,
                title=words.title(each.item),
                weight=each.item.weight,
                critical=each.item.critical,
                answer=words.answer(each.item, each.answer),
                kind=_kind(each),
                note=rows[each.item.id].note if each.item.id in rows else "",
                photos=[
                    one.pk for one in photos.get(each.item.id, ()) if not one.attachment.erased_at
                ],
                gone=gone_words(one.attachment for one in photos.get(each.item.id, ())),
                finding=findings.get(each.item.id),
            )
            for each in one.items
        ],
    )


def _kind(one: ItemScore) -> str:
    if one.value is None:
        return "apart"
    return "none" if one.value == 0 else "full" if one.value == 1 else "partly"


def _sum(weighted: Sequence[tuple[int, Fraction | None]], one: Score | PartScore) -> str:
    """Write how a score comes about: weight × share, added up, by the sum of the weights."""
    counting = [(weight, value) for weight, value in weighted if value is not None]
    if not counting:
        return ""
    added = " + ".join(f"{weight}×{_plain(value)}" for weight, value in counting)
    return f"({added}) ÷ {one.weights}"


def _plain(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{scoring.percent(value)}%"


def _width(value: Fraction | None) -> str:
    return "" if value is None else f"{float(100 * value):.2f}%"


def _finding(one: Finding, titles: Mapping[str, str]) -> FindingView:
    return FindingView(
        id=one.pk, item=one.item, title=titles.get(one.item, one.item), case=one.case,
        outcome=one.outcome,
        word=words.outcome(one.outcome), again=one.again_id,
    )  # fmt: skip


def _reply(one: Reply, titles: Mapping[str, str]) -> ReplyView:
    return ReplyView(
        at=words.moment(one.at), by=one.by, staff=one.staff,
        about=titles.get(one.item, ""), text=one.text,
    )  # fmt: skip
