"""The page of windows cut into parts that are drawn, compared and sent one by one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from collector.boards.asked import Asked
from collector.boards.board_shapes import BoardView, RowView
from collector.boards.board_view import board_view
from collector.boards.rows import Board
from collector.languages import language

ROWS_KEPT = 8_192


@dataclass(frozen=True, slots=True)
class Parts:
    """A page's changing parts as HTML: `inner` fills named elements, `rows` are whole, in order."""

    time: str
    inner: dict[str, SafeString]
    rows: dict[str, SafeString]

    @property
    def mark(self) -> str:
        """A digest of the rows, by which a page says which ones it has already."""
        running = blake2b(digest_size=12)
        for key, html in self.rows.items():
            running.update(f"{key}\n{html}\n".encode())
        return running.hexdigest()


def cut(board: Board, asked: Asked = Asked()) -> Parts:  # noqa: B008 -- frozen
    """Draw a board in the active language, with only the windows that are asked for."""
    view = board_view(board, asked)
    hall_query = urlencode({"hall": asked.hall}) if asked.hall else ""
    fixed = {"view": view, "hall_query": hall_query}
    inner = {
        name: SafeString(render_to_string(f"boards/_{name}.html", fixed))
        for name in ("head", "tally", "axis")
    }
    inner["nav-windows"] = badge(view.attention_total)
    inner["nav-terminals"] = badge(view.enrolments)
    return Parts(time=view.time, inner=inner, rows=dict(_rows(view, hall_query)))


def difference(before: Parts | None, after: Parts, known: str = "") -> bytes:
    """Return what a page has to change, as JSON; `known` is the mark of the rows it has."""
    change: dict[str, object] = {"time": after.time}
    old_inner = before.inner if before else {}
    change["inner"] = {key: html for key, html in after.inner.items() if old_inner.get(key) != html}
    if before is None and known == after.mark:
        return _written(change)
    old_rows = before.rows if before else {}
    rows = {key: html for key, html in after.rows.items() if old_rows.get(key) != html}
    if rows:
        change["rows"] = rows
    if list(old_rows) != list(after.rows):
        change["order"] = list(after.rows)
    return _written(change)


def _written(change: dict[str, object]) -> bytes:
    # The standard library's writer takes Django's marked strings as the strings they are.
    return json.dumps(change, ensure_ascii=False, separators=(",", ":")).encode()


def badge(number: int) -> SafeString:
    """Draw a count of what needs somebody; nothing for none."""
    if not number:
        return SafeString("")
    words = _("need attention")
    return mark_safe(  # noqa: S308 -- a number and a word of ours
        f'<span class="badge">{number}<span class="hidden"> {words}</span></span>'
    )


def _rows(view: BoardView, hall_query: str) -> Iterator[tuple[str, SafeString]]:
    if view.attention:
        yield _group(
            "g-attention", _("Needs attention"), view.attention_number, view.attention_note,
            alarming=view.attention_alarming, by_hour=view.by_hour,
        )  # fmt: skip
    yield from _each(view.attention, hall_query)
    if view.empty:
        yield _group("g-normal", "", None, view.empty)
    elif view.normal_number:
        yield _group(
            "g-normal", _("Normal"), view.normal_number, view.normal_note,
            legend=not view.attention, by_hour=view.by_hour,
        )  # fmt: skip
    yield from _each(view.normal, hall_query)
    if view.more:
        yield "g-more", SafeString(render_to_string("boards/_more.html", {"view": view}))


def _each(rows: tuple[RowView, ...], hall_query: str) -> Iterator[tuple[str, SafeString]]:
    for row in rows:
        yield row.key, _row(language(), hall_query, row)


@lru_cache(maxsize=ROWS_KEPT)
def _row(_language: str, hall_query: str, row: RowView) -> SafeString:
    # Most rows of a hall say the same a second later; drawing one costs as much as reading ten.
    return SafeString(render_to_string("boards/_row.html", {"row": row, "hall_query": hall_query}))


def _group(
    key: str,
    title: str,
    number: int | None,
    words: str,
    *,
    legend: bool = True,
    alarming: bool = False,
    by_hour: bool = False,
) -> tuple[str, SafeString]:
    fixed = {
        "key": key, "title": title, "number": number, "words": words, "legend": legend,
        "alarming": alarming, "by_hour": by_hour,
    }  # fmt: skip
    return key, SafeString(render_to_string("boards/_group.html", fixed))
