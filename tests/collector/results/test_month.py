"""The results of a month: read, frozen, taken away, and told apart from what came later."""

import io
from datetime import timedelta
from fractions import Fraction
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from collector.accounts.models import AuditEntry
from collector.accounts.roles import Role
from collector.boards.apps import boards
from collector.figures.models import PlaceMonth, StaffMonth
from collector.organisation.models import Hall, Node, Staff
from collector.organisation.sheets.files import tables_of
from collector.results.models import Closed
from collector.results.reading import Line, read_month
from collector.results.scheme import Input
from collector.rules.models import Decision
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.improvement.counted import SCALE, case_of, person
from tests.collector.results.a_month import LAST, WORD, closed_nights, rated

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def window(hall: Hall) -> Node:
    node = make_window(hall, "A01").node
    rated(node, 80, 15, 5, unrated=25)
    rated(hall.node, 160, 30, 10, unrated=50)
    closed_nights(node, 10, 9)
    closed_nights(hall.node, 20, 19)
    return node


@pytest.fixture
def supervisor(hall: Hall) -> Client:
    return person("5001", Role.SUPERVISOR, hall.node)


def decided(node: Node, key: str, value: Any) -> None:
    Decision.objects.create(
        key=f"results.{key}",
        node=node,
        value=value,
        source="市考核办法",
        since=LAST,
        decided_at=now(),
        decided_by="a test",
    )


def line(node: Node) -> Line:
    return read_month(node, LAST, boards().scales, localdate()).place


def figures(line: Line) -> dict[str, Fraction | None]:
    return {part.given.input.value: part.given.value for part in line.without.parts}


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_every_input_is_read_from_where_its_own_page_reads_it(window: Node):
    case_of(window, "1", put_right_on=LAST + timedelta(days=2), answered_at="2026-01-01T00:00Z")
    case_of(window, "2", put_right_on=LAST + timedelta(days=9), contact=True)
    case_of(window, "3", outcome="mistaken")

    found = line(window)

    assert figures(found) == {
        "satisfaction": Fraction(95, 99), "response": Fraction(100, 125),
        "put-right": Fraction(1), "on-time": Fraction(1, 2), "answered": Fraction(1, 2),
        "called-back": Fraction(0), "inspection": None, "completeness": Fraction(9, 10),
    }  # fmt: skip
    parts = [(40, 95, 99), (10, 100, 125), (10, 1, 1), (10, 1, 2), (5, 1, 2), (5, 0, 1), (5, 9, 10)]
    assert found.without.value == sum(Fraction(w * k, n) for w, k, n in parts) / 85
    assert found.without.missing == (Input.INSPECTION,)


def test_an_upheld_appeal_is_shown_with_and_without(window: Node, supervisor: Client):
    case_of(window, "3", outcome="malicious")

    found = line(window)

    given = {part.given.input: part.given for part in found.whole.parts}
    assert (given[Input.SATISFACTION].k, given[Input.SATISFACTION].n) == (95, 100)
    assert found.upheld == 1
    assert found.without.value is not None
    assert found.whole.value is not None
    assert found.without.value > found.whole.value
    assert "is left out after an appeal" in text(
        supervisor, f"/results?place={window.pk}&month={WORD}"
    )


def test_a_branch_sets_its_own_weights_and_they_have_to_add_up(
    hall: Hall, window: Node, supervisor: Client
):
    decided(hall.node, "weight_satisfaction", 45)
    address = f"/results?place={window.pk}&month={WORD}"

    assert line(window).without.value is None
    assert "add up to 105 and not to 100" in text(supervisor, address)

    decided(hall.node, "weight_inspection", 10)
    assert line(window).without.value is not None
    assert "市考核办法" in text(supervisor, address)


def test_what_is_missing_is_named(window: Node, supervisor: Client):
    html = text(supervisor, f"/results?place={window.pk}&month={WORD}")

    assert "no inspection in this month" in html
    assert "They are not counted as 0" in html
    assert f"/reports?place={window.pk}&amp;span=month" in html


def test_29_ratings_bear_no_composite_and_no_rank(hall: Hall, window: Node, supervisor: Client):
    small = make_window(hall, "A02").node
    rated(small, 29)

    html = text(supervisor, f"/results?place={hall.node.pk}&month={WORD}")

    assert "29 ratings; from 30 on there is a composite" in html
    assert "Nothing is ranked" in html


def close(client: Client, node: Node, seen: int = 0, **more: str) -> None:
    fields = {"month": WORD, "seen": str(seen), **more}
    assert client.post(f"/results/{node.pk}/close", fields).status_code == 302


def test_a_closed_month_stays_and_tells_what_came_later(
    hall: Hall, window: Node, supervisor: Client
):
    address = f"/results?place={window.pk}&month={WORD}"
    before = text(supervisor, address)
    close(supervisor, window)
    score = line(window).without.value
    PlaceMonth.objects.filter(place=window, scale=SCALE).update(invited_2=45)
    decided(hall.node, "weight_satisfaction", 20)

    html = text(supervisor, address)

    assert score is not None
    shown = f"<b>{float(100 * score):.2f}</b>"
    assert shown in before
    assert shown in html
    assert "closed " in html
    assert "95.00% · 95 / 100 → 67.86% · 95 / 140" in html
    assert AuditEntry.objects.filter(action="results.closed").count() == 1


def test_a_month_is_closed_again_only_with_a_reason_and_both_stay(window: Node, supervisor: Client):
    close(supervisor, window)
    close(supervisor, window)
    close(supervisor, window, seen=1)
    assert Closed.objects.count() == 1

    close(supervisor, window, seen=1, why="Late terminals")

    assert list(Closed.objects.order_by("revision").values_list("revision", "why")) == [
        (1, ""), (2, "Late terminals"),
    ]  # fmt: skip
    assert "revision 2: Late terminals" in text(
        supervisor, f"/results?place={window.pk}&month={WORD}"
    )


def test_a_month_that_is_not_over_is_not_closed(window: Node, supervisor: Client):
    supervisor.post(f"/results/{window.pk}/close", {"month": f"{localdate():%Y-%m}", "seen": "0"})

    assert not Closed.objects.exists()


def test_only_who_may_publish_closes(hall: Hall, window: Node):
    manager = person("1023", Role.HALL_MANAGER, hall.node)

    assert manager.post(f"/results/{window.pk}/close", {"month": WORD}).status_code == 403
    viewer = person("7001", Role.VIEWER, hall.node)
    seen = text(viewer, f"/results?place={window.pk}&month={WORD}")
    assert "/reports?place=" in seen
    assert "/cases?place=" not in seen
    assert "Close the month" not in text(manager, f"/results?place={window.pk}&month={WORD}")


def test_workbook_csv_and_pdf_say_what_the_page_says(hall: Hall, window: Node, supervisor: Client):
    asked = f"place={hall.node.pk}&month={WORD}"
    value = line(window).without.value
    assert value is not None

    files = {
        kind: supervisor.get(f"/results/export.{kind}?{asked}").content
        for kind in ("csv", "xlsx", "pdf")
    }

    (table,) = tables_of(files["csv"], "x.csv")
    cells = next(cells for _number, cells in table.rows if cells and cells[0] == "A01")
    assert f"{float(100 * value):.2f}" in cells
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).worksheets[0]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "A01")
    assert float(value) in [pytest.approx(one) for one in row if isinstance(one, float)]
    document = pypdfium2.PdfDocument(files["pdf"])
    printed = " ".join(document[0].get_textpage().get_text_range().split())
    assert f"{float(100 * value):.2f}" in printed
    assert "19 of 20 window-days closed" in printed


def test_staff_see_their_own_line_and_their_manager_all_of_them(hall: Hall, window: Node):
    for number, good in (("3140", 40), ("3141", 35)):
        Staff.objects.create(hall=hall, number=number, name="x")
        StaffMonth.objects.create(
            place=hall.node, month=LAST, staff=number, scale=SCALE, invited_0=good, invited_2=1
        )
    clerk = person("3140", Role.WINDOW_STAFF, window)
    manager = person("1023", Role.HALL_MANAGER, hall.node)

    own = text(clerk, f"/results/own?month={WORD}")
    every = text(manager, f"/results/staff?place={hall.node.pk}&month={WORD}")

    assert "40 / 41" in own
    assert "35 / 36" not in own
    assert "40 / 41" in every
    assert "35 / 36" in every
    assert "Rank" not in every
    assert clerk.get("/results/staff").status_code == 403
    assert AuditEntry.objects.filter(action="results.seen", account="1023").count() == 1


def test_a_namesake_in_another_hall_is_somebody_else(hall: Hall, window: Node):
    far = make_hall("far")
    Staff.objects.create(hall=far, number="3140", name="x")
    StaffMonth.objects.create(place=far.node, month=LAST, staff="3140", scale=SCALE, invited_0=77)
    clerk = person("3140", Role.WINDOW_STAFF, window)

    assert "77 / 77" not in text(clerk, f"/results/own?month={WORD}")
