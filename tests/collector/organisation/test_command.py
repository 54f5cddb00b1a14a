"""`collector organisation` on both databases: what goes in comes out again."""

from pathlib import Path

import openpyxl

from collector.organisation.sheets.writing import write_workbook
from tests.collector.conftest import Here
from tests.collector.organisation.city import a_city


def test_a_city_is_previewed_applied_shown_and_exported_the_same(
    fresh_collector, tmp_path: Path
) -> None:
    city, again, bad = tmp_path / "city.xlsx", tmp_path / "again.xlsx", tmp_path / "bad.xlsx"
    city.write_bytes(write_workbook(a_city(30, 40, halls=2)))
    with fresh_collector() as collector:
        assert isinstance(collector, Here)

        looked = collector.command("organisation", "import", str(city))
        assert (looked.returncode, looked.stderr) == (0, "")
        assert "预览" in looked.stdout
        assert collector.database.one("SELECT count(*) FROM organisation_window") == 0

        done = collector.command("organisation", "import", str(city), "--apply")
        assert done.returncode == 0, done.stderr
        assert "窗口 Windows: 30 / 30" in done.stderr
        assert collector.database.one("SELECT count(*) FROM organisation_duty") == 40
        assert "h1-d1" in collector.command("organisation", "show").stdout

        assert collector.command("organisation", "export", str(again)).returncode == 0
        same = collector.command("organisation", "import", str(again), "--apply", "--complete")
        assert same.stdout.startswith("0 行变动"), same.stdout
        assert cells(again) == cells(city)

        book = openpyxl.load_workbook(city)
        book.worksheets[3]["E2"] = "9"
        book.save(bad)
        refused = collector.command("organisation", "import", str(bad), "--apply")
        assert refused.returncode == 1
        assert "人员 Staff E2: '9' → 0 至 5 的整数 · a whole number from 0 to 5" in refused.stderr


def cells(path: Path) -> list[list[str]]:
    return [sorted(map(str, sheet.values)) for sheet in openpyxl.load_workbook(path).worksheets[:6]]
