"""A whole city as a workbook: imported, previewed, applied, exported, and the same."""

import time
from datetime import date

import pytest

from collector.organisation.models import Change, Duty, Node, Spell, Staff, Window
from collector.organisation.sheets.applying import apply
from collector.organisation.sheets.importing import plan_files
from collector.organisation.sheets.layout import SHEETS
from collector.organisation.sheets.snapshot import snapshot
from collector.organisation.sheets.writing import write_csv, write_workbook
from tests.collector.organisation.city import a_city

TODAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_a_thousand_windows_and_four_thousand_staff_come_back_the_same():
    began = time.process_time()
    file = write_workbook(a_city(windows=1000, staff=4000))
    plan = plan_files([("city.xlsx", file)], TODAY)
    assert plan.problems == ()
    assert len(plan.steps) == 4 + (1 + 10 + 10 + 40) + 1000 + 4000 + 250 + 4000

    apply(plan, "a test", TODAY)

    assert (Window.objects.count(), Staff.objects.count(), Duty.objects.count()) == (
        1000, 4000, 4000,
    )  # fmt: skip
    assert Spell.objects.count() == Node.objects.count() == 1061
    assert Change.objects.count() == len(plan.steps)
    again = plan_files([("city.xlsx", write_workbook(snapshot()))], TODAY, complete=True)
    assert (again.steps, again.problems) == ((), ())
    assert again.unchanged == len(plan.steps)
    assert time.process_time() - began <= 10, "of the processor's time"


@pytest.mark.django_db
def test_every_sheet_comes_back_the_same_as_csv():
    apply(plan_files([("a.xlsx", write_workbook(a_city(20, 30)))], TODAY), "a test", TODAY)

    files = [(f"{sheet.key}.csv", write_csv(snapshot(), sheet)) for sheet in SHEETS]

    assert all(content.startswith(b"\xef\xbb\xbf") for _name, content in files)
    again = plan_files(files, TODAY, complete=True)
    assert (again.steps, again.problems) == ((), ())
    assert again.unchanged == 4 + 61 + 20 + 30 + 5 + 30
