"""Cells that a spreadsheet shows and never runs: in a workbook, and in CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import xlsxwriter

from collector.organisation.sheets.files import LONGEST_CELL, quoted

_BOM: Final = "\ufeff"


class TextCells:
    """Writes texts into a workbook, each as text whatever it begins with."""

    def __init__(self, work: xlsxwriter.Workbook, **look: Any) -> None:
        """Take the workbook and how the cells look."""
        # Text, also once somebody has typed into the cell; the apostrophe Excel shows is not in it.
        self.plain = work.add_format({"num_format": "@", **look})
        self._guarded = work.add_format({"num_format": "@", "quote_prefix": True, **look})

    def write(self, page: Any, row: int, column: int, text: str) -> None:
        """Write one text; nothing is written for an empty one."""
        if text:
            how = self._guarded if quoted(text) != text else self.plain
            page.write_string(row, column, text[:LONGEST_CELL], how)


def safe_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows in UTF-8 with a byte order mark, which Excel needs to see.

    `collector.organisation.sheets.files.tables_of` reads the same texts back.
    """
    target = io.StringIO(newline="")
    target.write(_BOM)
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([quoted(cell) for cell in row] for row in rows)
    return target.getvalue().encode()
