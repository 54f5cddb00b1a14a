"""Evaluations in the national fields, and reports by command."""

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.utils.timezone import localdate, now

from collector.command import main
from collector.figures import queries
from collector.figures.rates import Rates
from collector.ingest.models import Visit
from collector.organisation.models import Department, Item, Node, PlatformDepartment
from collector.organisation.sheets.files import tables_of
from collector.reports.asking import Format, Question
from collector.reports.files import make_file
from collector.reports.making.national import FIELDS
from sync.protocol.catalogue import load_scales
from tests.collector.reports.a_city import SPRING, hall, make_city

SCALES = load_scales()


def parts(place: Node, wanted: Format) -> dict[str, bytes]:
    question = Question(place=place.pk, first=SPRING.first, last=SPRING.last)
    content = make_file(question, wanted, "en", SCALES, now()).content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.django_db
def test_every_counting_rating_of_a_service_is_a_row_and_what_lacks_is_counted():
    county = make_city(1)
    platform = PlatformDepartment.objects.create(code="11320600MB1234567X", name="公安局")
    Department.objects.filter(hall=hall()).update(platform=platform)
    Item.objects.create(node=county, code="户口登记", name="户口登记", task_code="1" * 31,
                        handle_code="1" * 33)  # fmt: skip
    Visit.objects.filter(staff="7").update(ticket="HK-1")
    total = queries.totals(county.pk, SPRING)

    found = parts(county, Format.NATIONAL_CSV)
    (table,) = tables_of(found["evaluations.csv"])
    rows = [dict(zip(FIELDS, cells, strict=True)) for _number, cells in table.rows[1:]]
    lines = parts(county, Format.NATIONAL_JSON)["evaluations.jsonl"].decode().splitlines()

    assert [json.loads(line) for line in lines] == rows
    assert len(rows) == total.ratings
    levels = Counter(int(row["satisfaction"]) for row in rows)
    assert dict(levels) == {k: n for k, n in Rates(total, SCALES).nationals.items() if n}
    assert {row["areaCode"] for row in rows} == {"320602000000"}
    assert {row["pf"] for row in rows} == {"4"}
    assert {row["isdefault"] for row in rows} == {"0"}
    assert len({row["serviceNumber"] for row in rows}) == len(rows)
    assert {row["deptCode"] for row in rows} == {"", platform.code}
    assert {len(row["taskHandleItem"]) for row in rows} == {0, 33}
    (unmapped,) = tables_of(found["unmapped.csv"])
    missing: Counter[str] = Counter()
    for _number, (field, about, n) in unmapped.rows[2:]:
        missing["walk-up" if "walk-up" in about else field] += int(n)
    for field in ("deptCode", "taskCode", "taskHandleItem", "projectNo"):
        assert missing[field] == sum(not row[field] for row in rows), field
    assert missing["walk-up"] == total.walk_ups
    assert "window-days closed" in found["README.txt"].decode()


@pytest.mark.django_db
def test_a_hall_exports_its_own_evaluations_alone():
    make_city(2)
    place = hall("h2").node
    (table,) = tables_of(parts(place, Format.NATIONAL_CSV)["evaluations.csv"])
    assert len(table.rows) - 1 == queries.totals(place.pk, SPRING).ratings


@pytest.mark.django_db
def test_the_command_writes_the_file_or_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    make_city(3, services=5)
    monkeypatch.setattr("collector.command._prepare", lambda *_one, **_more: None)
    target = tmp_path / "report.csv"
    words = ["report", "--place", "320602", "--by", "window", "--first", "2026-03-01",
             "--last", "2026-05-31", "--language", "en"]  # fmt: skip
    assert main([*words, "--to", str(target)]) == 0
    (table,) = tables_of(target.read_bytes())
    assert table.rows[0][1] == ("Chongchuan · ratings 2026-03-01 to 2026-05-31, by window",)
    for wrong in (["--to", str(tmp_path / "x.doc")], ["--to", str(tmp_path / "no" / "x.csv")],
                  ["--to", str(target), "--place", "nowhere"],
                  ["--to", str(target), "--first", "never"],
                  ["--to", str(target), "--last", "2026-01-01"]):  # fmt: skip
        assert main([*words, *wrong]) in {1, 2}
        assert capsys.readouterr().err.startswith("collector: ")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.csv"]
    assert localdate() > SPRING.last
