"""A preview names each bad cell: the sheet, the cell, what is there, what is expected."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from collector.organisation.models import BEGINNING, Node, Window
from collector.organisation.sheets.applying import apply
from collector.organisation.sheets.files import FileRefusedError, quoted, unquoted
from collector.organisation.sheets.importing import plan_files
from collector.organisation.sheets.layout import SHEETS
from collector.organisation.sheets.plan import Plan, Verb
from collector.organisation.sheets.snapshot import snapshot
from collector.organisation.sheets.writing import write_csv, write_workbook
from tests.collector.organisation.city import a_city

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PLATFORM, PLACES, WINDOWS, STAFF, ITEMS, DUTY = (sheet.title for sheet in SHEETS)


@pytest.fixture
def city(db: None) -> None:
    apply(plan_files([("c.xlsx", write_workbook(a_city(20, 20, halls=2)))], TODAY), "t", TODAY)


def edited(edit: Callable[[Any], None]) -> Plan:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(snapshot())))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return plan_files([("edited.xlsx", out.getvalue())], TODAY)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        (PLATFORM, "A2", "113206000000000001", "统一社会信用代码"),
        (PLACES, "A3", "", "必填"),
        (PLACES, "B3", "政厅", "以下之一"),
        (PLACES, "B3", "大厅", "类别不可更改"),
        (PLACES, "C3", "nowhere", "上级"),
        (PLACES, "F3", "3207", "12 位"),
        (PLACES, "F3", "320700", "320600000000"),
        (PLACES, "F3", 3.20611e17, "文本"),
        (PLACES, "H3", "昨天", "日期"),
        (PLACES, "J3", "c1", "终止日"),
        (WINDOWS, "A2", "h9", "大厅"),
        (WINDOWS, "B3", "W000", "第 2 行"),
        (WINDOWS, "C2", "123456789", "最多 8"),
        (WINDOWS, "F2", "h1-d0", "大厅 h0 的部门"),
        (WINDOWS, "D2", "=1+1", "公式"),
        (WINDOWS, "J2", "Q99", "现在的编码"),
        (STAFF, "E2", "6", "0 至 5"),
        (STAFF, "G2", "也许", "是 或 否"),
        (ITEMS, "D2", "nowhere", "部门的编码"),
        (ITEMS, "E2", "12", "31 位"),
        (ITEMS, "G2", "h0/W000,h0/Q99", "Q99"),
        (DUTY, "B2", "77", "工号"),
        (DUTY, "F2", "8", "星期"),
        (DUTY, "H2", "08:00", "晚于上岗"),
        (DUTY, "I2", "53", "1 至 52"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_with_what_is_expected(
    city: None, sheet: str, cell: str, value: object, words: str
):
    def put(book: Any) -> None:
        book[sheet][cell] = value

    plan = edited(put)

    named = {(one.sheet, one.cell): one for one in plan.problems}
    where = "I3" if cell == "J3" else cell
    assert (sheet, where) in named, named
    with override("zh-hans"):
        assert words in named[sheet, where].sentence()
    with override("en"):
        assert named[sheet, where].sentence().isascii() or value in {"也许", "政厅"}
    if value and cell == where:
        assert str(value)[:3] in named[sheet, where].found


def test_several_bad_cells_are_named_at_once_and_in_order(city: None):
    def put(book: Any) -> None:
        book[STAFF]["E3"] = "9"
        book[PLACES]["F4"] = "x"
        book[WINDOWS]["F2"] = "nowhere"

    found = [(one.sheet, one.cell) for one in edited(put).problems]

    assert found == [(PLACES, "F4"), (WINDOWS, "F2"), (STAFF, "E3")]


def test_a_missing_and_an_unknown_column_are_named(city: None):
    def put(book: Any) -> None:
        book[STAFF]["C1"] = "姓名"

    assert [(one.sheet, one.cell) for one in edited(put).problems][:2] == [
        (STAFF, "1"), (STAFF, "C1"),
    ]  # fmt: skip


def test_a_window_is_given_another_code_and_two_change_codes(city: None):
    ids = dict(Window.objects.filter(hall__code="h0").values_list("code", "pk"))

    def put(book: Any) -> None:
        rows = {row[1].value: row[0].row for row in book[WINDOWS].iter_rows()
                if row[0].value == "h0"}  # fmt: skip
        for old, new in (("W000", "W001"), ("W001", "W000"), ("W002", "N02")):
            book[WINDOWS].cell(rows[old], 2).value = new
            book[WINDOWS].cell(rows[old], 10).value = old

    plan = edited(put)
    assert plan.problems == ()
    apply(plan, "t", TODAY)

    now = dict(Window.objects.filter(hall__code="h0").values_list("code", "pk"))
    assert (now["W001"], now["W000"], now["N02"]) == (ids["W000"], ids["W001"], ids["W002"])
    again = edited(put_again := lambda _book: None)
    assert put_again
    assert again.steps == ()


def test_a_merge_by_workbook_ends_and_names_its_successor(city: None):
    def put(book: Any) -> None:
        rows = {row[0].value: row[0].row for row in book[PLACES].iter_rows()}
        book[PLACES].cell(rows["h0-d3"], 9).value = "2026-11-30"
        book[PLACES].cell(rows["h0-d3"], 10).value = "h0-d2"
        for sheet, column in ((WINDOWS, 6), (STAFF, 6)):
            for row in book[sheet].iter_rows(min_row=2):
                if row[column - 1].value == "h0-d3":
                    row[column - 1].value = "h0-d2"

    plan = edited(put)
    assert plan.problems == ()
    assert plan.numbers()["organisation", Verb.MERGE] == 1
    apply(plan, "t", TODAY)

    node = Node.objects.get(code="h0-d3")
    assert (node.until, node.successor.code) == (date(2026, 12, 1), "h0-d2")
    assert Window.objects.get(hall__code="h0", code="W003").node.until is None


def test_a_file_that_is_all_there_is_ends_what_it_leaves_out(city: None):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(snapshot())))
    book[WINDOWS].delete_rows(2)
    out = io.BytesIO()
    book.save(out)
    files = [("c.xlsx", out.getvalue())]

    assert plan_files(files, TODAY).steps == ()
    steps = plan_files(files, TODAY, complete=True).steps
    assert [(one.sheet.key, one.verb, one.identity) for one in steps] == [
        ("windows", Verb.END, ("h0", "W000")),
    ]


def test_a_column_that_is_left_out_changes_nothing(city: None):
    text = write_csv(snapshot(), SHEETS[3]).decode("utf-8-sig")
    narrow = "\r\n".join(",".join(line.split(",")[:3]) for line in text.splitlines())

    plan = plan_files([("staff.csv", narrow.encode())], TODAY)

    assert (plan.steps, plan.problems) == ((), ())


DANGEROUS = ("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠a", "'=1",
             "''x", " =1", "_x000D_", "a_x0041_b", '<b>&"', "=cmd|' /C calc'!A0")  # fmt: skip


def test_cells_that_look_like_formulas_are_text_and_come_back_the_same(city: None):
    for number, name in enumerate(DANGEROUS):
        Window.objects.filter(hall__code="h0", code=f"W{number % 10:03}").update(name="")
        one = Window.objects.filter(code=f"W{number % 10:03}",
                                    hall__code="h0" if number < 10 else "h1").get()  # fmt: skip
        one.name = name
        one.save()
    book = write_workbook(snapshot())

    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book))[WINDOWS].iter_rows()
             for cell in row]  # fmt: skip
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert plan_files([("x.xlsx", book)], TODAY).steps == ()
    text = write_csv(snapshot(), SHEETS[2])
    assert b'"=' not in text
    assert b'"@' not in text
    assert plan_files([("windows.csv", text)], TODAY).steps == ()
    assert all(unquoted(quoted(name)) == name for name in DANGEROUS)


def test_what_has_always_been_is_an_empty_cell(city: None):
    assert Node.objects.get(code="nt").since == BEGINNING
    assert "2000-01-01" not in write_csv(snapshot(), SHEETS[1]).decode()


def test_an_import_of_nothing_known_is_refused_with_a_sentence():
    with pytest.raises(FileRefusedError):
        plan_files([("x.csv", b"a,b\n1,2\n")], TODAY)
