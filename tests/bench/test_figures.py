import re
import sys

import pytest

from bench.figures import NoPlaceError, check, tables_of, write
from bench.table import Row, show

PAGE = "before\n<!-- bench: begin, by hand -->\n\nold\n\n<!-- bench: end -->\nafter\n"


def printed(capsys, *titles):
    for title in titles:
        sys.stdout.write("left out: a peer\n")
        row = Row(what=title, ours="1 ms", peer="2 ms", ratio=0.5, goal="≤ 1×", met=True)
        show(title, [row, row])
    return capsys.readouterr().out


def test_the_tables_of_all_benchmarks_are_kept_and_nothing_else_they_said(capsys):
    tables = tables_of(printed(capsys, "Start", "Ingest"))
    assert "left out" not in tables
    assert re.findall("^### (.*)", tables, re.MULTILINE) == ["Start", "Ingest"]
    assert tables.count("| 1 ms | 2 ms | 0.50× | ≤ 1× | yes |") == 4
    for table in tables.split("### ")[1:]:
        title, facts, rows = table.strip().split("\n\n")
        assert title in rows
        assert "cores" in facts
        assert len(rows.splitlines()) == 4


def test_a_later_run_takes_the_place_of_an_earlier_one(capsys, tmp_path):
    page = tmp_path / "README.md"
    page.write_text(PAGE, encoding="utf-8")
    tables = tables_of(printed(capsys, "Start"))
    write(page, "an earlier run")
    write(page, tables)
    assert page.read_text(encoding="utf-8") == PAGE.replace("old", tables)


@pytest.mark.parametrize("text", ["", PAGE + PAGE, PAGE.replace("end", "fin")])
def test_a_page_without_one_place_for_the_figures_is_refused(tmp_path, text):
    page = tmp_path / "README.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(NoPlaceError, match=r"README\.md"):
        check(page)
