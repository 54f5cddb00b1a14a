"""A book to a file: a workbook of all sheets, or one sheet as CSV."""

import io
from typing import Final

import xlsxwriter
from django.utils.translation import override

from collector.organisation.sheets.book import Book, Sheet
from collector.organisation.sheets.layout import SHEETS
from collector.organisation.sheets.safe import TextCells, safe_csv

NOTES: Final = "说明 Notes"
MOST_FROZEN: Final = 3


def write_workbook(book: Book) -> bytes:
    """Write a workbook. Every cell is text, so nothing in it is a formula and no nought is lost."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as work:
        head = work.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        texts = TextCells(work)
        for sheet in SHEETS:
            page = work.add_worksheet(sheet.title)
            page.freeze_panes(1, min(MOST_FROZEN, len(sheet.identity)))
            for place, column in enumerate(sheet.columns):
                page.set_column(place, place, column.width, texts.plain)
                page.write_string(0, place, column.title, head)
            for number, cells in enumerate(_cells(book, sheet), 1):
                for place, cell in enumerate(cells):
                    texts.write(page, number, place, cell)
        _notes(work, head)
    return target.getvalue()


def write_csv(book: Book, sheet: Sheet) -> bytes:
    """Write one sheet as CSV in UTF-8 with a byte order mark, which Excel needs to see."""
    return safe_csv([[column.title for column in sheet.columns], *_cells(book, sheet)])


def _cells(book: Book, sheet: Sheet) -> list[list[str]]:
    return [
        [column.write(row.values[column.key]) for column in sheet.columns]
        for row in book.of(sheet.key).values()
    ]


def _notes(work: xlsxwriter.Workbook, head: object) -> None:
    """Add a page that says in both languages what each column wants."""
    page = work.add_worksheet(NOTES)
    page.set_column(0, 1, 28)
    page.set_column(2, 3, 60)
    number = 0
    for sheet in SHEETS:
        page.write_string(number, 0, sheet.title, head)
        number += 1
        for column in sheet.columns:
            page.write_string(number, 1, column.title + (" *" if column.needed else ""))
            for place, language in enumerate(("zh-hans", "en"), 2):
                with override(language):
                    page.write_string(number, place, str(column.hint))
            number += 1
