"""The page in words, drawings and lines, ready for the templates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from msgspec import Struct

from collector.boards.phrases import level_word, short_date
from collector.figures.findings import Comparison, Pair, Verdict
from collector.organisation.words import place_words
from collector.overview import sentences, writing
from collector.overview.basis import Basis, basis
from collector.overview.comparing import Group
from collector.overview.control import Control, draw_control
from collector.overview.heat import Cell, Heat, draw_heat
from collector.overview.lines import (
    GroupView,
    Link,
    ReasonLine,
    by_chance,
    group_view,
    reason_lines,
    verdict_words,
)
from collector.overview.shapes import Overview
from collector.overview.strips import Strip, strip
from collector.overview.trend import Trend, draw_trend
from sync.protocol.catalogue import Scale

OFFICIAL_PLACES = 2
"""The official rate saturates above 99 %: one place would say 100 all the time."""
CHANGES = 8
"""So many lines under "what changed"; the rest is in the tables."""
_SMALLEST_PART = 0.004


class Figure(Struct, frozen=True, kw_only=True):
    """One of the figures at the top. `unit` is "%" or "" after a fraction."""

    key: str
    label: str
    value: str
    unit: str
    strip: Strip | None
    evidence: str
    change: str
    beyond: bool


class Level(Struct, frozen=True):
    """One level of the answers: its place on the national scale, its count, its part of the bar."""

    national: int
    word: str
    number: str
    left: str
    wide: str


class View(Struct, frozen=True, kw_only=True):
    """The whole page."""

    title: str
    first: str
    last: str
    days: str
    before: str
    empty: bool
    basis: Basis
    figures: tuple[Figure, ...]
    bad: Figure
    levels: tuple[Level, ...]
    trend: Trend | None
    trend_answer: str
    trend_rows: tuple[tuple[str, ...], ...]
    trend_labels: tuple[tuple[str, str, bool], ...]
    most: str
    now_mean: str
    before_mean: str
    changes: tuple[tuple[str, str, bool], ...]
    more_changes: int
    control_question: str
    control: Control | None
    control_answer: str
    control_rows: tuple[tuple[str, ...], ...]
    common: str
    heat: Heat | None
    heat_hours: tuple[str, ...]
    heat_days: tuple[tuple[str, tuple[Cell, ...]], ...]
    heat_answer: str
    reasons: tuple[ReasonLine, ...]
    reasons_answer: str
    groups: tuple[GroupView, ...]


def view_of(
    read: Overview,
    groups: Sequence[Group],
    path: str,
    scales: Mapping[str, Scale],
    now: datetime,
    link: Link,
) -> View:
    """Put what was read into words and drawings, in the active language."""
    trend = draw_trend(read.days, read.period, read.satisfied.now, read.satisfied.before)
    heat = draw_heat(read.by_hour)
    changes = list(_changes(read))
    reasons, persons = reason_lines(read, path)
    return View(
        title=place_words(read.place),
        first=read.period.first.isoformat(),
        last=read.period.last.isoformat(),
        days=writing.days(read.period),
        before=writing.days(read.before),
        empty=not read.total.visits and not read.satisfied.now.n,
        basis=basis(read.total, read.satisfied.now.n, read.reached, scales, now),
        figures=(
            _figure("official", _("Satisfied, incl. mostly"), read.official, OFFICIAL_PLACES),
            _figure("satisfied", _("Satisfied only"), read.satisfied),
            _figure("response", _("Response rate"), read.response),
        ),
        bad=_bad(read.bad),
        levels=tuple(_levels(read.levels)),
        trend=trend,
        trend_answer=sentences.trend_answer(trend.comparison, weekly=trend.weekly)
        if trend
        else _("Nobody rated in this period."),
        trend_rows=tuple(_trend_rows(trend)) if trend else (),
        trend_labels=tuple((x, short_date(day), roomy) for x, day, roomy in trend.labels)
        if trend
        else (),
        most=writing.count(trend.most) if trend else "",
        now_mean=writing.share(read.satisfied.now),
        before_mean=writing.share(read.satisfied.before),
        changes=tuple(changes[:CHANGES]),
        more_changes=max(0, len(changes) - CHANGES),
        control_question=_part_question(read),
        control=draw_control(read.parts, read.by_part),
        control_answer=sentences.parts_answer(read.parts, read.by_part),
        control_rows=tuple(_control_rows(read)),
        common=writing.share(read.by_part.common),
        heat=heat,
        heat_hours=tuple(f"{hour}–{hour + 1}" for hour in heat.hours) if heat else (),
        heat_days=tuple((sentences.weekday(day), cells) for day, cells in heat.days)
        if heat
        else (),
        heat_answer=sentences.heat_answer(read.by_hour),
        reasons=reasons,
        reasons_answer=sentences.reasons_answer(read.bad.now.k, read.reasons, persons),
        groups=tuple(group_view(one, link) for one in groups),
    )


def _figure(key: str, label: str, pair: Pair, places: int = 1) -> Figure:
    now = pair.now
    return Figure(
        key=key, label=label,
        value=writing.percent(now.k, now.n, places) if now.enough else writing.share(now),
        unit="%" if now.enough else "",
        strip=strip(pair), evidence=sentences.evidence(now, places),
        change=sentences.compared(pair, places), beyond=pair.beyond,
    )  # fmt: skip


def _bad(pair: Pair) -> Figure:
    now = pair.now
    return Figure(
        key="bad", label=_("Dissatisfied"), value=writing.count(now.k), unit=_("ratings"),
        strip=None,
        evidence=_("%(share)s of %(n)s ratings") % {
            "share": writing.share(now, OFFICIAL_PLACES), "n": writing.count(now.n),
        } if now.enough else sentences.evidence(now),
        change=sentences.compared(pair, OFFICIAL_PLACES), beyond=pair.beyond,
    )  # fmt: skip


def _levels(levels: Mapping[int, int]) -> Iterator[Level]:
    whole = sum(levels.values())
    # A part that is not zero is seen, however small it is.
    wide = {one: max(n / whole, _SMALLEST_PART) if n else 0.0 for one, n in levels.items() if whole}
    total, left = sum(wide.values()) or 1.0, 0.0
    for national, n in levels.items():
        part = wide.get(national, 0.0) / total
        yield Level(
            national, level_word(national), writing.count(n), f"{100 * left:.2f}%",
            f"{100 * part:.2f}%",
        )  # fmt: skip
        left += part


def _trend_rows(trend: Trend) -> Iterator[tuple[str, ...]]:
    for dot in trend.dots:
        interval = dot.satisfied.interval
        yield (
            short_date(dot.day),
            writing.fraction(dot.satisfied),
            writing.share(dot.satisfied) if dot.satisfied.enough else "",
            writing.span(interval) if interval else "",
            writing.fraction(dot.response),
            verdict_words(dot.verdict),
        )


def _control_rows(read: Overview) -> Iterator[tuple[str, ...]]:
    found = {one.key: one for one in read.by_part.parts}
    response = {one.key: one.share for one in read.response_by_part.parts}
    for part in read.parts:
        if part.id not in found:
            continue
        one = found[part.id]
        yield (
            place_words(part),
            writing.fraction(one.share),
            writing.share(one.share) if one.share.enough else "",
            by_chance(one),
            verdict_words(one.verdict),
            writing.share(response[part.id]) if part.id in response else "",
        )


def _changes(read: Overview) -> Iterator[tuple[str, str, bool]]:
    """Yield head, evidence, and whether it is for the worse."""
    for one in read.changes:
        worse = (one.pair.now.value or 0) < (one.pair.before.value or 0)
        yield (
            sentences.change_head(one, read.place), sentences.change_evidence(one), worse,
        )  # fmt: skip
    for what, comparison in (
        ((_("%(who)s: full satisfaction low"), _("%(who)s: full satisfaction high")), read.by_part),
        ((_("%(who)s: response rate low"), _("%(who)s: response rate high")),
         read.response_by_part),
    ):  # fmt: skip
        yield from _standing_out(what, comparison, read)


def _standing_out(
    what: tuple[str, str], comparison: Comparison[int], read: Overview
) -> Iterator[tuple[str, str, bool]]:
    parts = {part.id: part for part in read.parts}
    for one in comparison.standing_out:
        worse = one.verdict is Verdict.BELOW
        head = what[0 if worse else 1] % {"who": place_words(parts[one.key])}
        said = _("%(share)s (%(fraction)s); chance alone would give %(range)s") % {
            "share": writing.share(one.share), "fraction": writing.fraction(one.share),
            "range": by_chance(one),
        }  # fmt: skip
        yield head, said, worse


def _part_question(read: Overview) -> str:
    kinds = {part.kind for part in read.parts}
    if kinds == {"window"}:
        return _("Which windows differ from the rest?")
    return (
        _("Which halls differ from the rest?")
        if kinds == {"hall"}
        else _("Which places differ from the rest?")
    )
