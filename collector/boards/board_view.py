"""The board as words: every string that the page of windows prints, in the active language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collector.boards import completeness, phrases
from collector.boards.asked import Asked
from collector.boards.board_shapes import BoardView, FilterView, LevelView, RowView
from collector.boards.drawing import Strips, draw_coverage, strips_of
from collector.boards.judgement import CLOCK_LIMIT_MS, as_counted
from collector.boards.rows import Board, Place, Status, TroubleKind, WindowFacts, WindowRow
from collector.boards.trouble_words import said
from collector.languages import either

LEVEL_IDS = {
    5: "very-satisfied", 4: "satisfied", 3: "basic", 2: "unsatisfied", 1: "very-unsatisfied",
}  # fmt: skip
FILTERS = (
    Status.FAULT, Status.SILENT, Status.PAUSED, Status.OPEN, Status.CLOSED, Status.WAITING,
)  # fmt: skip
_ALARMING = {Status.FAULT, Status.SILENT}
WHOLE, FIRST = 200, 100
"""Up to so many windows are all drawn; of more than that the first, and a page comes at once."""


def drawn_of(rows: Sequence[WindowRow], asked: Asked) -> Sequence[WindowRow]:
    """Return the windows that a page draws, in their order; its figures are of all."""
    shown = _shown(_fitting(rows, asked), asked)
    return shown if asked.every or len(shown) <= WHOLE else shown[:FIRST]


def board_view(board: Board, asked: Asked = Asked()) -> BoardView:  # noqa: B008 -- frozen
    """Put a board into words, with only the windows that are asked for."""
    fitting = _fitting(board.rows, asked)
    shown = _shown(fitting, asked)
    drawn = drawn_of(board.rows, asked)
    usual = _usual_version(board.rows)
    strips = strips_of(board)

    def rows(some: Iterable[WindowRow]) -> tuple[RowView, ...]:
        return tuple(row_view(row, board.at, strips, usual) for row in some)

    in_place = sorted(board.rows, key=lambda row: as_counted(row.code))
    total = board.total
    return BoardView(
        hall=place_name(board.hall),
        time=f"{board.at:%H:%M:%S}",
        minute=f"{board.at:%H:%M}",
        coverage=draw_coverage(in_place, lambda row: completeness.reach(row, board.at)),
        reaching_number=completeness.reaching_number(board.rows),
        reaching=completeness.reaching(board.rows),
        behind=completeness.behind(in_place, board.at),
        filters=_filters(fitting, asked),
        services=phrases.count(total.services),
        ratings=phrases.count(total.ratings),
        share=completeness.total_share(total.ratings, total.services),
        without=completeness.without(in_place, board.at),
        levels=level_views(total.levels, board.nationals),
        axis=strips.axis,
        by_hour=strips.by_hour,
        attention=rows(row for row in drawn if row.troubles),
        attention_number=sum(1 for row in shown if row.troubles),
        attention_note=completeness.all_silent(board.rows, board.at) or _("by effect"),
        attention_alarming=bool(completeness.all_silent(board.rows, board.at)),
        normal=rows(row for row in drawn if not row.troubles),
        normal_number=sum(1 for row in shown if not row.troubles),
        normal_note=_note(row for row in shown if not row.troubles),
        more=_more(len(shown) - len(drawn)),
        more_query=asked.query(every="1"),
        enrolments=board.enrolments,
        attention_total=len(board.attention),
        empty=_empty(board.rows, shown, asked),
    )


def row_view(row: WindowRow, now: datetime, strips: Strips, usual_version: str = "") -> RowView:
    """Put one window into words."""
    facts, contact, today = row.facts, row.facts.contact, row.facts.today
    silent = row.status is Status.SILENT
    pending = contact.pending if contact else None
    offset = contact.clock_offset if contact and not silent else None
    version = contact.version if contact else ""
    kinds = {trouble.kind for trouble in row.troubles}
    return RowView(
        key=f"w-{row.code}",
        code=row.code,
        name=either(facts.name, facts.name_en),
        status=row.status.value,
        sign=row.sign,
        wrong=bool(row.troubles) and row.status is not Status.PAUSED,
        state=phrases.status_word(row.status),
        state_wrong=row.status in _ALARMING or TroubleKind.PAUSED_LONG in kinds,
        lasting=_lasting(row, now),
        staff=facts.staff or "",
        planned=_planned(facts),
        services=phrases.count(today.services),
        ratings=phrases.count(today.ratings),
        share=phrases.share(today.ratings, today.services),
        last=phrases.time_or_date(facts.last_rating, now),
        waiting=_waiting(pending, silent=silent),
        waiting_wrong=bool(kinds & {TroubleKind.BACKLOG, TroubleKind.BEHIND}),
        seen=_seen(row, now),
        seen_wrong=silent,
        offset=phrases.offset(offset),
        offset_wrong=offset is not None and abs(offset) > CLOCK_LIMIT_MS,
        version=version or _("unknown"),
        version_odd=bool(version) and bool(usual_version) and version != usual_version,
        strip=strips.draw(row),
        said=said(row.troubles[0], now) if row.troubles else None,
        more=max(0, len(row.troubles) - 1),
    )


def level_views(
    levels: Sequence[tuple[int, int]], nationals: Sequence[int]
) -> tuple[LevelView, ...]:
    """Put counts per national level into words, best first, also those of 0."""
    numbers = dict(levels)
    return tuple(
        LevelView(
            national=national,
            id=LEVEL_IDS[national],
            word=phrases.level_word(national),
            number=phrases.count(numbers.get(national, 0)),
        )
        for national in nationals
    )


def place_name(place: Place) -> str:
    """Name a hall in the page's language."""
    return either(place.name, place.name_en)


def _fitting(rows: Sequence[WindowRow], asked: Asked) -> Sequence[WindowRow]:
    return [row for row in rows if asked.fits(row)] if asked.narrow else rows


def _shown(fitting: Sequence[WindowRow], asked: Asked) -> Sequence[WindowRow]:
    return [row for row in fitting if not asked.state or row.status == asked.state]


def _planned(facts: WindowFacts) -> str:
    """Name who should be there, where that is not who is."""
    if not facts.planned or facts.staff in facts.planned:
        return ""
    return _(", ").join(facts.planned)


def _usual_version(rows: Sequence[WindowRow]) -> str:
    versions = Counter(
        row.facts.contact.version for row in rows if row.facts.contact and row.facts.contact.version
    )
    return versions.most_common(1)[0][0] if versions else ""


def _lasting(row: WindowRow, now: datetime) -> str:
    if row.since is None:
        return ""
    if row.status in {Status.FAULT, Status.SILENT, Status.PAUSED}:
        return phrases.duration(now - row.since)
    if row.status is Status.CLOSED:
        return _("since %(time)s") % {"time": phrases.clock_time(row.since, now)}
    return ""


def _waiting(pending: int | None, *, silent: bool) -> str:
    # A silent terminal goes on rating: what it last said is the least there is.
    if pending is None or (silent and not pending):
        return _("unknown")
    return f"{pending}+" if silent else phrases.count(pending)


def _seen(row: WindowRow, now: datetime) -> str:
    contact = row.facts.contact
    if contact is None or contact.seen is None:
        return _("never")
    if row.status is Status.SILENT or (now - contact.seen).total_seconds() > 120:  # noqa: PLR2004
        return phrases.time_or_date(contact.seen, now)
    return _("now")


def _filters(rows: Sequence[WindowRow], asked: Asked) -> tuple[FilterView, ...]:
    numbers, current = Counter(row.status for row in rows), asked.state
    every = FilterView(
        status="all", word=_("All"), number=len(rows), query=asked.query(state=""),
        current=not current, alarming=False,
    )  # fmt: skip
    return (
        every,
        *(
            FilterView(
                status=status.value,
                word=phrases.status_word(status),
                number=numbers[status],
                query=asked.query(state=status.value),
                current=current == status,
                alarming=status in _ALARMING and numbers[status] > 0,
            )
            for status in FILTERS
            if status is not Status.WAITING or numbers[status] or current == status
        ),
    )


def _note(rows: Iterable[WindowRow]) -> str:
    numbers = Counter(row.status for row in rows)
    return " · ".join(
        f"{phrases.status_word(status)} {numbers[status]}" for status in FILTERS if numbers[status]
    )


def _more(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)d more window is not drawn here; it is in the figures above.",
        "%(n)d more windows are not drawn here; they are in the figures above.",
        number,
    ) % {"n": number}


def _empty(rows: Sequence[WindowRow], shown: Sequence[WindowRow], asked: Asked) -> str:
    if not rows:
        return _("No window yet. Approve a terminal for a window and it appears here.")
    if shown:
        return ""
    if asked.narrow:
        return _("No window fits what you look for. Take away the text or the department.")
    return _("No window is in this state now.")
