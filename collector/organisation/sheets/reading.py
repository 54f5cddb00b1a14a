"""Tables of cells to a book, with a problem for every cell that holds something else."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from collector.organisation.sheets.book import (
    Book,
    Column,
    Identity,
    Problem,
    Row,
    Sheet,
    WrongCellError,
    letter,
)
from collector.organisation.sheets.files import FileRefusedError, Table, value_of
from collector.organisation.sheets.layout import SHEETS

MOST_SHOWN = 80
"""So much of what stands in a bad cell is repeated."""


def read_book(tables: Iterable[Table]) -> tuple[Book, Book, list[Problem]]:
    """Read tables into a book, what is left of rows with bad cells into another one, and problems.

    Raises FileRefusedError where there is nothing to read at all.
    """
    book, broken, problems = Book(), Book(), list[Problem]()
    for table in tables:
        sheet = _sheet_of(table)
        if sheet is None:
            continue
        if sheet.key in book.rows:
            raise FileRefusedError(
                _("The sheet %(title)s is there twice.") % {"title": sheet.title}
            )
        broken.rows[sheet.key] = {}
        book.rows[sheet.key] = _rows(sheet, table, problems, broken.rows[sheet.key])
    if not book.rows:
        raise FileRefusedError(
            _("None of the sheets is known. Export the organisation once and use that file.")
        )
    return book, broken, problems


def _sheet_of(table: Table) -> Sheet | None:
    said = _bare(table.title)
    for sheet in SHEETS:
        if said in {_bare(sheet.title), _bare(sheet.zh), _bare(sheet.en)}:
            return sheet
    # A CSV file has no title: its first row says which sheet it is.
    if table.rows:
        found = {_bare(str(one)) for one in table.rows[0][1] if one is not None}
        for sheet in SHEETS:
            if all(found & _titles(column) for column in sheet.columns):
                return sheet
    return None


def _rows(
    sheet: Sheet, table: Table, problems: list[Problem], broken: dict[Identity, Row]
) -> dict[Identity, Row]:
    rows: dict[Identity, Row] = {}
    if not table.rows:
        return rows
    places = _places(sheet, table, problems)
    letters = {key: letter(place) for key, place in places.items()}
    first: dict[Identity, int] = {}
    for number, cells in table.rows[1:]:
        row, whole = _row(sheet, places, letters, (number, cells), problems)
        if not whole:
            if all(key in row.values for key in sheet.identity):
                broken[tuple(row[key] for key in sheet.identity)] = row
            continue
        identity = tuple(row[key] for key in sheet.identity)
        if identity in rows:
            key = sheet.identity[-1]
            problems.append(Problem(
                sheet.title, row.cell(key), _shown(row[key]),
                lazily("something else: row %(n)d is about the same"), {"n": first[identity]},
            ))  # fmt: skip
            continue
        rows[identity], first[identity] = row, number
    return rows


def _places(sheet: Sheet, table: Table, problems: list[Problem]) -> dict[str, int]:
    number, titles = table.rows[0]
    said = [_bare(str(one)) if one is not None else "" for one in titles]
    places: dict[str, int] = {}
    for column in sheet.columns:
        found = [place for place, one in enumerate(said) if one in _titles(column)]
        if found:
            places[column.key] = found[0]
        elif column.needed:
            problems.append(Problem(
                sheet.title, str(number), "", lazily("a column with the title %(title)s"),
                {"title": column.title},
            ))  # fmt: skip
    known = set(places.values())
    for place, one in enumerate(said):
        if one and place not in known:
            problems.append(Problem(
                sheet.title, f"{letter(place)}{number}", _shown(titles[place]),
                lazily("one of the titles of this sheet: %(titles)s"),
                {"titles": "、".join(column.title for column in sheet.columns)},
            ))  # fmt: skip
    return places


def _row(
    sheet: Sheet,
    places: dict[str, int],
    letters: dict[str, str],
    found: tuple[int, tuple[Any, ...]],
    problems: list[Problem],
) -> tuple[Row, bool]:
    number, cells = found
    row = Row({}, number, letters)
    whole = True
    for column in sheet.columns:
        place = places.get(column.key)
        if place is None:
            # A column that is not there says nothing: what stands stays.
            whole = whole and not column.needed
            if column.key in sheet.identity:
                row.values[column.key] = column.read(None) if not column.needed else ""
            continue
        raw = cells[place] if place < len(cells) else None
        try:
            row.values[column.key] = column.read_whole(value_of(raw))
        except WrongCellError as wrong:
            whole = False
            problems.append(
                Problem(sheet.title, row.cell(column.key), _shown(raw), wrong.expected, wrong.about)
            )
    return row, whole


def _titles(column: Column) -> set[str]:
    return {_bare(column.title), _bare(column.zh), _bare(column.en)}


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _shown(raw: Any) -> str:
    said = "" if raw is None else str(raw)
    return said if len(said) <= MOST_SHOWN else said[: MOST_SHOWN - 1] + "…"
