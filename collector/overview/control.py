"""The control chart as numbers: for each part the range chance would leave it in, and its share.

Parts stand in the order of their codes, never of their shares: what chance may have put in any
order is no ranking.
"""

from collections.abc import Sequence

from msgspec import Struct

from collector.figures.findings import Compared, Comparison, Verdict
from collector.organisation.models import Kind
from collector.organisation.words import place_words
from collector.overview import writing
from collector.overview.scale import Scale, around
from collector.overview.sentences import short_name
from collector.overview.shapes import Part

TOP, HEIGHT, TALL = 12, 180, 218
_SLOT, _WIDE_SLOT, _UNIT = 30, 84, 120
_LABELLED = 10
_LONGEST = 12


class Column(Struct, frozen=True, kw_only=True):
    """One part. Without `at` there are too few ratings: a dashed box and their number."""

    name: str
    title: str
    label: str
    found: Compared[int]
    x: str
    left: str
    wide: str
    at: float | None
    top: float
    tall: float
    labelled: bool
    before_dot: bool
    """Whether its label stands before the dot, because there is no room after it."""


class Control(Struct, frozen=True, kw_only=True):
    """The drawing. `units`: its least width, in hundreds of pixels or so (overview.css)."""

    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, str], ...]
    starts: str
    common: float
    units: int


def draw_control(parts: Sequence[Part], comparison: Comparison[int]) -> Control | None:
    """Draw the parts beside what they are together; None where nobody has rated."""
    common = comparison.common.value
    if common is None or not comparison.parts:
        return None
    scale = _scale(comparison, common)
    found = {one.key: one for one in comparison.parts}
    slots = len(parts)
    named = {one.key for one in comparison.standing_out[:_LABELLED]}
    slot = _SLOT if parts[0].kind == Kind.WINDOW else _WIDE_SLOT
    return Control(
        columns=tuple(
            _column(part, found[part.id], (place + 0.5) / slots, slots, scale, named)
            for place, part in enumerate(parts)
        ),
        ticks=tuple((scale.down(one, TOP, HEIGHT), scale.written(one)) for one in scale.ticks),
        starts=scale.written(scale.low) if scale.low else "",
        common=scale.down(common, TOP, HEIGHT),
        units=min(-(-slots * slot // _UNIT), 60),
    )


def _scale(comparison: Comparison[int], common: float) -> Scale:
    values = [common]
    for one in comparison.parts:
        if one.verdict is not Verdict.TOO_FEW:
            n = one.share.n
            values += [one.share.k / n, one.range.low / n, one.range.high / n]
    return around(values)


def _column(
    part: Part, found: Compared[int], place: float, slots: int, scale: Scale, named: set[int]
) -> Column:
    wide = min(0.5 / slots, 0.03)
    n = found.share.n
    said = f"{writing.share(found.share)}  {writing.fraction(found.share)}"
    told = found.verdict is not Verdict.TOO_FEW
    top, bottom = (
        (
            scale.down(found.range.high / n, TOP, HEIGHT),
            scale.down(found.range.low / n, TOP, HEIGHT),
        )
        if told
        else (TOP, TOP + HEIGHT)
    )
    return Column(
        name=_short(part), title=f"{place_words(part)} · {said}", label=said, found=found,
        x=f"{100 * place:.2f}%", left=f"{100 * (place - wide / 2):.2f}%",
        wide=f"{100 * wide:.2f}%",
        at=scale.down(found.share.k / n, TOP, HEIGHT) if told else None,
        top=top, tall=max(round(bottom - top, 1), 2), labelled=found.key in named,
        before_dot=place > 0.75,  # noqa: PLR2004 -- the last quarter
    )  # fmt: skip


def _short(part: Part) -> str:
    name = short_name(part)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
