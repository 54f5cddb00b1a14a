"""Files from strangers: bombs, entities, claims, locks. Each is refused with a sentence, soon."""

import io
import re
import time
import zipfile

import openpyxl
import pytest

from collector.organisation.sheets import files
from collector.organisation.sheets.files import FileRefusedError, tables_of

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(**parts: bytes) -> bytes:
    """A small workbook with some of its parts replaced."""
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    made = io.BytesIO()
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{rows}</worksheet>"
    ).encode()


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
INLINE = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>'


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no zip at all",
        b"\xd0\xcf\x11\xe0 an old or locked workbook",
        b"\xff\xfe\x00\x01\x80",
        b"a\0b,c\n",
        a_workbook(**{"bomb.xml": b"0" * (files.LARGEST_UNPACKED + 1)}),
        a_workbook(**{f"part{n}.xml": b"x" for n in range(files.MOST_PARTS)}),
        a_workbook(**{SHEET: sheet(INLINE.format("&b;"), ENTITY)}),
        a_workbook(**{SHEET: sheet(INLINE.format("&a;"), OUTSIDE)}),
        a_workbook(**{SHEET: b"<worksheet"}),
        a_workbook(**{"xl/workbook.xml": b"<no/>"}),
        a_workbook(**{"[Content_Types].xml": b"<no/>"}),
        b"0" * (files.LARGEST_FILE + 1),
        b"a,b\n" * (files.MOST_ROWS + 1),
    ],
    ids=["no-zip", "old", "bytes", "zero", "bomb", "parts", "entities", "outside", "cut-xml",
         "no-workbook", "no-types", "large", "rows"],
)  # fmt: skip
def test_it_is_refused_with_a_sentence(content: bytes):
    began = time.process_time()

    with pytest.raises(FileRefusedError) as refused:
        tables_of(content)

    assert re.search(r"\w+.*[.。]$", str(refused.value))
    assert time.process_time() - began < 5


def test_a_claim_of_a_million_rows_and_columns_is_not_believed():
    claim = '<dimension ref="A1:XFD1048576"/><sheetData>'
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="XFD1" t="inlineStr"><is><t>far</t></is></c></row>'
        '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>deep</t></is></c></row></sheetData>'
    )
    began = time.process_time()

    (table,) = tables_of(a_workbook(**{SHEET: sheet(claim + cells)}))

    assert [row[0] for _number, row in table.rows] == ["a"]
    assert len(table.rows[0][1]) <= files.MOST_COLUMNS
    assert time.process_time() - began < 5


def test_a_formula_is_never_worked_out():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)

    (table,) = tables_of(out.getvalue())

    assert isinstance(table.rows[0][1][0], files.Formula)
    assert str(table.rows[0][1][0]) == "=1+1"


def test_csv_in_the_encoding_of_an_older_excel_is_read():
    (table,) = tables_of("工号,名称\r\n1,张三\r\n".encode("gb18030"), "staff")

    assert table.rows[1] == (2, ("1", "张三"))
