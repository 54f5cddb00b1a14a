"""Names that would be formulas: shown, read back the same, and run by nothing."""

import io
import random
import zipfile
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from collector.figures.queries import Totals
from collector.figures.rates import Rates
from collector.organisation.sheets.files import Formula, quoted, tables_of, unquoted
from collector.organisation.sheets.safe import TextCells, safe_csv
from collector.overview.shapes import Part, Reached
from collector.reports.asking import By, Question
from collector.reports.making.sheet import write_csv, write_workbook
from collector.reports.shapes import Line, Report
from sync.protocol.catalogue import load_scales
from tests.collector.reports.a_city import SPRING

CELLS = 10_000
SCALES = load_scales()
BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "\n@", " =", "\u3000=", "＝", "＋", "－", "＠",
              "'=", "''=", '"=', "=\u202e", "\ufeff=")  # fmt: skip
BODIES = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "DDE(1)",
          'WEBSERVICE("http://x")', "IMPORTXML(1,2)", "<b>&amp;", ";,\"'", "窗口")  # fmt: skip


def hostile(number: int) -> str:
    dice = random.Random(number)  # noqa: S311 -- a script
    return f"{dice.choice(BEGINNINGS)}{dice.choice(BODIES)}{number}"


def report_of(texts: list[str]) -> Report:
    """A report whose codes, names and halls are these texts."""
    rates = Rates(Totals(invited={"satisfaction-3": (40, 1, 2, 0, 0)}, visits=50, rated=43), SCALES)
    lines = [
        Line(code=texts[at], name=texts[at + 1], within=texts[at + 2], rates=rates)
        for at in range(0, len(texts) - 2, 3)
    ]
    return Report(
        question=Question(place=1, first=SPRING.first, last=SPRING.last, by=By.WINDOW),
        place=Part(1, "hall", "h", texts[0], texts[0]), made=now(), total=rates,
        lines=tuple(lines), minimum=30, unknown=0,
        reached=Reached(days=1, complete=0, missing=((texts[1], SPRING.first, "behind"),),
                        unread=0, stored=now()),
    )  # fmt: skip


def formulas(content: bytes) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        live = [name for name in sheets if b"<f>" in parts.read(name) or b"<f " in parts.read(name)]
        assert not [name for name in parts.namelist() if "externalLink" in name]
    book = openpyxl.load_workbook(io.BytesIO(content))
    return live + [cell.value for sheet in book for row in sheet.iter_rows() for cell in row
                   if cell.data_type == "f" or cell.hyperlink]  # fmt: skip


def test_ten_thousand_hostile_cells_are_text_in_workbook_and_csv(figure: Any) -> None:
    texts = [hostile(number) for number in range(CELLS + 2)]
    report = report_of(texts)

    book = write_workbook(report)
    (table,) = tables_of(write_csv(report), "x.csv")

    assert formulas(book) == []
    cells = (
        openpyxl.load_workbook(io.BytesIO(book))
        .worksheets[0]
        .iter_rows(min_row=5, max_col=3, values_only=True)
    )
    read = [cell for row in cells for cell in row][:CELLS]
    assert [unescape(str(cell)) for cell in read] == texts[:CELLS]
    rows = [cells[:3] for _number, cells in table.rows[3:]]
    back = [cell for row in rows for cell in row][:CELLS]
    assert back == texts[:CELLS]
    assert not any(isinstance(cell, Formula) for cell in back)
    figure(f"R21: 0 live formulas in {CELLS} hostile cells, workbook and CSV")


def test_without_the_guard_the_same_cells_are_live() -> None:
    """The control: what `write` of the library would have made of them."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as work:
        page = work.add_worksheet()
        for number in range(100):
            page.write(number, 0, hostile(number))
    assert formulas(target.getvalue())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")),
                         min_size=1, max_size=5), min_size=1, max_size=8))  # fmt: skip
def test_any_text_comes_back_from_csv_as_it_was(rows: list[list[str]]) -> None:
    content = safe_csv(rows)
    (table,) = tables_of(content, "x.csv")

    wanted = [tuple(row) for row in rows if any(row)]
    assert [cells for _number, cells in table.rows] == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
                        min_size=1, max_size=40), min_size=1, max_size=20))  # fmt: skip
def test_any_text_is_text_in_a_workbook(texts: list[str]) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as work:
        page = work.add_worksheet()
        cells = TextCells(work)
        for number, text in enumerate(texts):
            cells.write(page, number, 0, text)
    content = target.getvalue()

    assert formulas(content) == []
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [sheet.cell(number, 1).value for number in range(1, len(texts) + 1)] == texts


@pytest.mark.parametrize("text", ["'", "''", "'=1", "=1", "", "a'b"])
def test_the_apostrophe_is_taken_off_only_where_it_was_put(text: str) -> None:
    assert unquoted(quoted(text)) == text
