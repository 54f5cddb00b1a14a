"""Every format says what the figures say, to the last unit, whatever is asked."""

import io
import random
import re
from fractions import Fraction
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.utils.timezone import now
from django.utils.translation import override

from collector.accounts.roles import Role
from collector.figures import chance, queries
from collector.figures.queries import Totals
from collector.figures.rates import Rates
from collector.organisation.models import Kind, Node
from collector.organisation.sheets.files import tables_of
from collector.reports.asking import By, Format, Question, Span, period_of
from collector.reports.files import make_file
from collector.reports.reading import offered, read_report
from collector.reports.table import percent, table_of
from sync.protocol.catalogue import load_scales
from tests.collector.boards.conftest import signed_in
from tests.collector.reports.a_city import SPRING, any_period, make_city

pytestmark = pytest.mark.django_db
SCALES = load_scales()
COUNTS = ("visits", "rated", "timeouts", "cancelled", "faults", "waiting", "walk_ups",
          "repeats", "replaced")  # fmt: skip


def made(question: Question, wanted: Format, language: str = "en") -> bytes:
    return make_file(question, wanted, language, SCALES, now()).content


def keys(question: Question) -> list[str]:
    place = Node.objects.get(pk=question.place)
    with override("en"):
        table = table_of(read_report(question, place, SCALES, 30, now()))
    return [column.key for column in table.columns]


def csv_rows(question: Question) -> list[dict[str, str]]:
    """Read the CSV back with our own reader: title and coverage, heads, rows by column."""
    (table,) = tables_of(made(question, Format.CSV), "x.csv")
    (_title,), (coverage,), _heads, *rows = (cells for _number, cells in table.rows)
    assert "window-days closed" in coverage
    return [dict(zip(keys(question), row, strict=True)) for row in rows]


def xlsx_rows(question: Question) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(made(question, Format.XLSX)))
    assert all("window-days closed" in sheet["A2"].value for sheet in book)
    rows = list(book.worksheets[0].iter_rows(min_row=5, values_only=True))
    return [dict(zip(keys(question), row, strict=True)) for row in rows]


def expected(question: Question) -> dict[str, Totals]:
    """Ask the figures directly, without any of the report's own code."""
    period, place = question.period, question.place
    node = Node.objects.get(pk=place)
    below = Node.objects.filter(path__startswith=node.path).exclude(pk=place)
    match question.by:
        case By.CHILDREN:
            nodes = list(below.filter(parent=place))
        case By.DEPARTMENT:
            nodes = list(below.filter(kind=Kind.DEPARTMENT))
        case By.WINDOW:
            nodes = list(below.filter(kind=Kind.WINDOW))
        case By.ITEM:
            return queries.by_item(place, period)
        case By.DAY:
            return {str(day): one for day, one in queries.by_day(place, period).items()}
        case _:
            return {}
    return {one.code: queries.totals(one.pk, period) for one in nodes}


def agrees(row: dict[str, Any], total: Totals, share: Any) -> None:
    rates = Rates(total, SCALES)
    for name in COUNTS:
        assert int(row[name] or 0) == getattr(total, name), name
    for level in range(1, 6):
        assert int(row[f"level_{level}"] or 0) == rates.nationals.get(level, 0)
    assert int(row["ratings"]) == total.ratings
    for name, one in (("official", rates.official), ("satisfied", rates.satisfied),
                      ("bad", rates.bad), ("response", rates.response)):  # fmt: skip
        if name != "response":
            assert int(row[f"{name}_k"]) == one.k
        interval = chance.interval(one.k, one.n) if one.n else (None, None)
        value = Fraction(one.k, one.n) if one.n >= 30 else None
        assert [row[name], row[f"{name}_low"], row[f"{name}_high"]] == [
            share(value), share(interval[0]), share(interval[1]),
        ]  # fmt: skip


def as_number(value: Any) -> Any:
    return None if value is None else pytest.approx(float(value), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("seed", range(3))
def test_csv_and_workbook_say_what_the_figures_say_for_any_filter(seed: int):
    dice = random.Random(seed)  # noqa: S311 -- a script
    make_city(seed)
    places = list(Node.objects.order_by("pk"))
    compared = 0
    for _ in range(6):
        place = dice.choice(places)
        parts = [By.CHILDREN, By.DEPARTMENT, By.WINDOW, By.ITEM, By.DAY]
        by = dice.choice([one for one in parts if one in offered(place)])
        period = any_period(dice)
        question = Question(place=place.pk, first=period.first, last=period.last, by=by)
        wanted = expected(question)
        whole = queries.totals(place.pk, period)
        for rows, share in ((csv_rows(question), percent), (xlsx_rows(question), as_number)):
            *parts_of, last = rows
            assert sorted(str(row["code"] or "") for row in parts_of) == sorted(wanted)
            for row in parts_of:
                agrees(row, wanted[row["code"] or ""], share)
                compared += 1
            agrees(last, whole, share)
    assert compared >= 6


def test_the_bulletin_and_the_page_print_the_same_figures():
    county = make_city(5, services=60)
    question = Question(
        place=county.pk, first=SPRING.first, last=SPRING.last, by=By.WINDOW, span=Span.OWN
    )
    document = pypdfium2.PdfDocument(made(question, Format.PDF))
    pages = [page.get_textpage().get_text_range() for page in document]
    text = " ".join(" ".join(pages).split())
    client = signed_in("1023", Role.SUPERVISOR)
    client.cookies["django_language"] = "en"
    html = page_of(client, question)

    for row in csv_rows(question)[:-1]:
        total = queries.totals(Node.objects.get(code=row["code"]).pk, SPRING)
        rates = Rates(total, SCALES)
        share = percent(rates.satisfied.value, 1) + "%" if rates.satisfied.enough else ""
        for said in (f"{rates.satisfied.k} / {rates.satisfied.n}", share):
            assert said in text
            assert said in html
        assert f" {total.visits:,} " in html
    assert all("window-days closed" in " ".join(page.split()) for page in pages)
    assert f"1 / {len(pages)}" in pages[0]


def page_of(client: Client, question: Question) -> str:
    answer = client.get("/reports", {
        "place": question.place, "span": "own", "first": question.first, "last": question.last,
        "by": question.by,
    })  # fmt: skip
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_months_days_and_channels_add_up_to_the_whole():
    county = make_city(2)
    whole = queries.totals(county.pk, SPRING)
    for by in (By.DAY, By.MONTH):
        question = Question(place=county.pk, first=SPRING.first, last=SPRING.last, by=by)
        report = read_report(question, county, SCALES, 30, now())
        assert sum(line.rates.total.visits for line in report.lines) == whole.visits
        assert report.rest is None
    question = Question(place=county.pk, first=SPRING.first, last=SPRING.last, by=By.CHANNEL)
    invited, walk_up = read_report(question, county, SCALES, 30, now()).lines
    assert sum(invited.rates.nationals.values()) == whole.ratings
    assert sum(walk_up.rates.nationals.values()) == whole.walk_ups
    assert walk_up.rates.total.visits == 0


def test_reasons_are_those_of_the_figures():
    county = make_city(3)
    question = Question(place=county.pk, first=SPRING.first, last=SPRING.last, by=By.REASON)

    report = read_report(question, county, SCALES, 30, now())

    found = {(one.code, one.level): one.share.k for one in report.reasons}
    named = queries.reasons(county.pk, SPRING)
    assert found == {(code, level): n for (_catalogue, code, level), n in named.items()}
    assert sum(found.values()) > 5


def test_what_stood_elsewhere_is_told_and_not_smoothed():
    county = make_city(4)
    question = Question(place=county.pk, first=SPRING.first, last=SPRING.last, by=By.DEPARTMENT)

    report = read_report(question, county, SCALES, 30, now())

    # Most windows of this city are in no department.
    assert report.rest is not None
    assert report.rest.visits < 0
    assert "against the whole" in csv_coverage(question)


def csv_coverage(question: Question) -> str:
    (table,) = tables_of(made(question, Format.CSV), "x.csv")
    return str(table.rows[1][1][0])


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [("day", "2026-02-28", "2026-02-28"), ("week", "2026-02-23", "2026-03-01"),
     ("month", "2026-02-01", "2026-02-28"), ("quarter", "2026-01-01", "2026-03-31"),
     ("year", "2026-01-01", "2026-12-31")],
)  # fmt: skip
def test_a_span_is_the_whole_calendar_unit(span: str, first: str, last: str):
    day = period_of(Span.DAY, SPRING.first.replace(month=2, day=28)).first
    found = period_of(Span(span), day)
    assert (f"{found.first}", f"{found.last}") == (first, last)
