"""Files to cells: workbooks and CSV, from anybody, with nothing in them run, fetched or unfolded.

What comes out is tables of plain values. A file that is too large, damaged, locked or hostile is
refused with a sentence.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from collector.organisation.sheets.book import WrongCellError

LARGEST_FILE: Final = 16 * 1024 * 1024
LARGEST_UNPACKED: Final = 96 * 1024 * 1024
MOST_PARTS: Final = 200
MOST_SHEETS: Final = 20
MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 40
MOST_BLANK: Final = 1_000
"""After so many empty rows a sheet is at its end."""
LONGEST_CELL: Final = 32_767
_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_ACTIVE: Final = "=+-@＝＋－＠"
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*("|$)')
_ACTIVE_FIRST: Final = "\t\r\n"


class FileRefusedError(Exception):
    """The file as a whole cannot be taken; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula in it, which is never worked out."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as cells: its title ("" where the file has none), its rows with their numbers."""

    title: str
    rows: list[tuple[int, tuple[Any, ...]]]


def tables_of(content: bytes, name: str = "") -> list[Table]:
    """Read a file. Raises FileRefusedError."""
    if len(content) > LARGEST_FILE:
        raise FileRefusedError(
            _("The file is larger than %(n)d MB. An organisation of a city has about one.")
            % {"n": LARGEST_FILE >> 20}
        )
    if content.startswith(_OLD):
        raise FileRefusedError(
            _("The file has a password or is of the old form .xls. Save it as .xlsx without one.")
        )
    if content.startswith(_ZIP):
        return list(_workbook(content))
    return [_csv(content, name)]


def needs_quote(text: str) -> bool:
    """Tell whether a spreadsheet might take this text for a formula, now or once it is copied."""
    if text[:1] == "'":
        return needs_quote(text[1:])
    return text[:1] in set(_ACTIVE_FIRST) or text.lstrip()[:1] in set(_ACTIVE)


def quoted(text: str) -> str:
    """Return a text for a CSV cell: with an apostrophe before what might be taken for a formula."""
    return f"'{text}" if needs_quote(text) else text


def unquoted(text: str) -> str:
    """Return the text that was quoted; texts that were not come back as they are."""
    return text[1:] if text[:1] == "'" and needs_quote(text[1:]) else text


def value_of(raw: Any) -> Any:
    """Return a cell's value for a reader. Raises WrongCellError for what no reader may see."""
    if isinstance(raw, Formula):
        raise WrongCellError(lazily("a value, and not a formula: nothing is worked out here"))
    if isinstance(raw, str) and len(raw) > LONGEST_CELL:
        raise WrongCellError(lazily("at most %(n)d characters"), n=LONGEST_CELL)
    return raw


def _workbook(content: bytes) -> Iterator[Table]:
    damaged = _("The workbook is damaged or is none. Open it in a spreadsheet program and save it.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefusedError(damaged) from error
    if len(sizes) > MOST_PARTS or sum(sizes) > LARGEST_UNPACKED:
        raise FileRefusedError(
            _("The workbook unpacks to more than %(n)d MB or has too many parts: it stays shut.")
            % {"n": LARGEST_UNPACKED >> 20}
        )
    try:
        # defusedxml is installed, so openpyxl reads XML that can name no entity and no other file.
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, keep_links=False, rich_text=False
        )
        try:
            if not book.worksheets:
                raise FileRefusedError(damaged)
            for sheet in book.worksheets[:MOST_SHEETS]:
                yield Table(sheet.title, list(_rows(sheet)))
        finally:
            book.close()
    except FileRefusedError:
        raise
    except Exception as error:
        # Whatever a library trips over in a stranger's file means the same to whoever sent it.
        raise FileRefusedError(damaged) from error


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # A file may claim any size and have three cells: the claim is not believed.
    sheet.reset_dimensions()
    blank = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        values = tuple(_cell(one) for one in row)
        if all(one is None or one == "" for one in values):
            blank += 1
            if blank > MOST_BLANK:
                return
            continue
        blank = 0
        if number > MOST_ROWS:
            raise FileRefusedError(_too_many_rows())
        yield number, values


def _cell(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Formula(str(value))
    return value


def _csv(content: bytes, name: str) -> Table:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileRefusedError(
            _("The file is neither a workbook (.xlsx) nor text in UTF-8 or GB 18030.")
        )
    if "\0" in text:
        raise FileRefusedError(
            _("The file is neither a workbook (.xlsx) nor text in UTF-8 or GB 18030.")
        )
    rows: list[tuple[int, tuple[Any, ...]]] = []
    # A tab inside a cell separates nothing.
    head = _QUOTED.sub("", text[:LONGEST_CELL]).partition("\n")[0]
    separator = "\t" if "\t" in head else ","
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator),
                                     1):  # fmt: skip
            if number > MOST_ROWS:
                raise FileRefusedError(_too_many_rows())
            if any(row):
                rows.append((number, tuple(unquoted(one) for one in row[:MOST_COLUMNS])))
    except csv.Error as error:
        raise FileRefusedError(
            _("The text cannot be read as a table: %(why)s.") % {"why": error}
        ) from error
    return Table(name, rows)


def _too_many_rows() -> str:
    return _("A sheet has more than %(n)d rows.") % {"n": MOST_ROWS}
