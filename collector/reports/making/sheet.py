"""A report as a workbook and as CSV: numbers as numbers, texts as texts, and nothing that runs."""

import io
from collections.abc import Callable, Sequence
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from msgspec import Struct

from collector.boards.phrases import level_word
from collector.organisation.sheets.safe import TextCells, safe_csv
from collector.reports.shapes import Line, Report
from collector.reports.table import Kind, Table, Value, percent, table_of
from collector.reports.words import coverage_of, definitions, title_of

SHEETS: Final = ("报表 Report", "图 Charts", "口径 Definitions")
MOST_DRAWN: Final = 60
"""So many parts a chart can show that people can tell apart; the workbook says when it cuts."""
_HEAD_ROW: Final = 3
_AT: Final = 16
"""The column where the numbers of the charts stand, to the right of them."""
_GRID: Final = {"visible": True, "line": {"color": "#E4E7EA"}}
_INK, _GREY, _LEVELS = "#14181D", "#8A95A1", ("#075C58", "#0B7A75", "#C28700", "#AE3208", "#7A2204")


class Document(Struct, frozen=True):
    """A table with its title, what it covers and what its words mean; reports are one kind."""

    title: str
    coverage: str
    table: Table
    definitions: Sequence[tuple[str, str]]


def document_of(report: Report) -> Document:
    """Return a report as a document."""
    return Document(
        title_of(report), coverage_of(report), table_of(report), tuple(definitions(report))
    )


def write_csv(report: Report) -> bytes:
    """Write a report as CSV."""
    return csv_of(document_of(report))


def csv_of(document: Document) -> bytes:
    """Write CSV: title and coverage first, then the columns. Shares are per cent, two decimals."""
    table = document.table
    heads = [
        f"{column.title} %" if column.kind is Kind.SHARE else column.title
        for column in table.columns
    ]
    rows = [*table.rows, *([table.total] if table.total else [])]
    return safe_csv([
        [document.title], [document.coverage], heads,
        *([_text(value, column.kind) for value, column in zip(row, table.columns, strict=True)]
          for row in rows),
    ])  # fmt: skip


def write_workbook(report: Report) -> bytes:
    """Write a report as a workbook, with charts."""
    document = document_of(report)
    if not report.lines:
        return workbook_of(document)
    return workbook_of(document, lambda work: _chart_sheet(work, report, document))


def workbook_of(
    document: Document, charts: Callable[[xlsxwriter.Workbook], None] | None = None
) -> bytes:
    """Write a workbook: the table, charts where there are any, and what its words mean."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as work:
        work.set_properties({"title": document.title, "comments": document.coverage})
        _table_sheet(work, document)
        if charts is not None:
            charts(work)
        _definitions(work, document)
    return target.getvalue()


def _text(value: Value, kind: Kind) -> str:
    if kind is Kind.SHARE:
        return percent(value)
    return "" if value is None else str(value)


def _top(work: xlsxwriter.Workbook, page: Any, document: Document) -> None:
    """Write title and coverage, on the sheet and at the head of each printed page."""
    TextCells(work, bold=True, font_size=14).write(page, 0, 0, document.title)
    TextCells(work, font_color="#434B55").write(page, 1, 0, document.coverage)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    # "&" begins a code of the printed head, and more than 255 characters are none.
    page.set_header("&L&8" + document.coverage.replace("&", "&&")[:200])
    page.set_footer("&R&8&P / &N")


def _table_sheet(work: xlsxwriter.Workbook, document: Document) -> None:
    page, table = work.add_worksheet(SHEETS[0]), document.table
    _top(work, page, document)
    head = TextCells(work, bold=True, bottom=1, text_wrap=True, valign="bottom")
    looks = _Looks(work, {})
    page.set_row(_HEAD_ROW, 58)
    for place, column in enumerate(table.columns):
        page.set_column(place, place, column.width)
        head.write(page, _HEAD_ROW, place, column.title)
    for number, row in enumerate(table.rows, _HEAD_ROW + 1):
        looks.write(page, number, row, table)
    if table.total:
        last = _HEAD_ROW + 1 + len(table.rows)
        _Looks(work, {"bold": True, "top": 1}).write(page, last, table.total, table)
    page.freeze_panes(_HEAD_ROW + 1, 2)
    page.repeat_rows(_HEAD_ROW)
    if table.rows:
        end = _HEAD_ROW + len(table.rows)
        page.autofilter(_HEAD_ROW, 0, end, len(table.columns) - 1)


class _Looks:
    """Writes a row: each kind of value with its own format."""

    def __init__(self, work: xlsxwriter.Workbook, look: dict[str, Any]) -> None:
        self._texts = TextCells(work, **look)
        self._count = work.add_format({"num_format": "#,##0", **look})
        self._share = work.add_format({"num_format": "0.00%", **look})

    def write(self, page: Any, number: int, row: Sequence[Value], table: Table) -> None:
        """Write a row of values."""
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            if column.kind is Kind.TEXT:
                self._texts.write(page, number, place, str(value or ""))
            elif value is not None and not isinstance(value, str):
                look = self._share if column.kind is Kind.SHARE else self._count
                page.write_number(number, place, float(value), look)


def _chart_sheet(work: xlsxwriter.Workbook, report: Report, document: Document) -> None:
    """Draw the shares with their intervals, and the levels, from cells of their own sheet."""
    page = work.add_worksheet(SHEETS[1])
    _top(work, page, document)
    drawn = report.lines[:MOST_DRAWN]
    if len(drawn) < len(report.lines):
        said = _("The first %(n)d of %(total)d are drawn.")
        words = {"n": len(drawn), "total": len(report.lines)}
        TextCells(work).write(page, 2, 0, said % words)
    enough = [line for line in drawn if line.rates.satisfied.n >= report.minimum]
    last = _chart_cells(work, page, drawn)
    if enough:
        page.insert_chart(3, 0, _intervals(work, page, drawn, report.minimum))
    page.insert_chart(27, 0, _levels(work, page, last))


def _chart_cells(work: xlsxwriter.Workbook, page: Any, drawn: Sequence[Line]) -> int:
    """Write what the charts show, far to the right; return the last row."""
    texts = TextCells(work)
    share = work.add_format({"num_format": "0.00%"})
    for number, line in enumerate(drawn, _HEAD_ROW + 1):
        texts.write(page, number, _AT, line.code or "–")
        satisfied = line.rates.satisfied
        if satisfied.n:
            page.write_number(number, _AT + 1, satisfied.k / satisfied.n, share)
        for place, level in enumerate((5, 4, 3, 2, 1), _AT + 2):
            page.write_number(number, place, line.rates.nationals.get(level, 0))
    return _HEAD_ROW + len(drawn)


def _intervals(work: xlsxwriter.Workbook, page: Any, drawn: Sequence[Line], minimum: int) -> Any:
    last = _HEAD_ROW + len(drawn)
    shares = [line.rates.satisfied for line in drawn]
    shown = [one if one.n >= minimum else None for one in shares]
    chart = work.add_chart({"type": "line"})
    chart.add_series({
        "name": _("Satisfied (5 and 4)"),
        "categories": [page.name, _HEAD_ROW + 1, _AT, last, _AT],
        "values": [page.name, _HEAD_ROW + 1, _AT + 1, last, _AT + 1],
        "line": {"none": True},
        "marker": {"type": "circle", "size": 6, "fill": {"color": _INK}, "border": {"none": True}},
        # Too few ratings: no dot. The fraction is on the first sheet.
        "points": [None if one else {"fill": {"none": True}} for one in shown],
        "y_error_bars": {
            "type": "custom", "end_style": 0, "line": {"color": _GREY, "width": 3},
            "plus_values": [(one.interval.high - one.k / one.n) if one and one.interval else 0
                            for one in shown],
            "minus_values": [(one.k / one.n - one.interval.low) if one and one.interval else 0
                             for one in shown],
        },
    })  # fmt: skip
    lows = [one.interval.low for one in shown if one and one.interval]
    floor = max(0.0, min(lows, default=0.0) * 20 // 1 / 20)
    chart.set_title(
        {"name": _("Satisfied (5 and 4), with their intervals"), "name_font": {"size": 11}}
    )
    chart.set_y_axis({"num_format": "0%", "min": floor, "max": 1,
                      "name": _("begins at %(floor)s") % {"floor": f"{floor:.0%}"},
                      "major_gridlines": _GRID})  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_size({"width": 1000, "height": 440})
    return chart


def _levels(work: xlsxwriter.Workbook, page: Any, last: int) -> Any:
    chart = work.add_chart({"type": "column", "subtype": "stacked"})
    for place, level in enumerate((5, 4, 3, 2, 1), _AT + 2):
        chart.add_series({
            "name": level_word(level),
            "categories": [page.name, _HEAD_ROW + 1, _AT, last, _AT],
            "values": [page.name, _HEAD_ROW + 1, place, last, place],
            "fill": {"color": _LEVELS[5 - level]}, "gap": 60,
        })  # fmt: skip
    chart.set_title({"name": _("Ratings in the rates, by level"), "name_font": {"size": 11}})
    chart.set_y_axis({"num_format": "#,##0", "min": 0,
                      "major_gridlines": _GRID})  # fmt: skip
    chart.set_size({"width": 1000, "height": 440})
    return chart


def _definitions(work: xlsxwriter.Workbook, document: Document) -> None:
    page = work.add_worksheet(SHEETS[2])
    _top(work, page, document)
    bold, texts = TextCells(work, bold=True), TextCells(work, text_wrap=True, valign="top")
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 110)
    for number, (word, said) in enumerate(document.definitions, _HEAD_ROW):
        bold.write(page, number, 0, word)
        texts.write(page, number, 1, said)
    page.freeze_panes(_HEAD_ROW, 0)
