"""Nothing is ranked inside the noise, and nothing of too few ratings."""

import pytest
from django.utils.timezone import now

from collector.figures.models import PlaceDay
from collector.figures.queries import Period
from collector.organisation.models import Hall
from collector.reports.asking import By, Question
from collector.reports.reading import read_report
from collector.reports.shapes import Line
from collector.reports.table import table_of
from collector.reports.words import rank_words
from sync.protocol.catalogue import load_scales
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.reports.a_city import SPRING

pytestmark = pytest.mark.django_db
DAYS = Period(SPRING.first, SPRING.first)


def ranked(hall: Hall, minimum: int, *windows: tuple[int, int]) -> list[Line]:
    """A report by window: satisfied and bad ratings of each, in the order of codes."""
    for number, (good, bad) in enumerate(windows):
        place = make_window(hall, f"A{number:02}").node
        for one in (place, hall.node):
            row, _made = PlaceDay.objects.get_or_create(
                place=one, day=DAYS.first, scale="satisfaction-3"
            )
            row.invited_0 += good
            row.invited_2 += bad
            row.save()
    question = Question(place=hall.node.pk, first=DAYS.first, last=DAYS.last, by=By.WINDOW)
    report = read_report(question, hall.node, load_scales(), minimum, now())
    shares = [column.key for column in table_of(report).columns]
    assert shares.index("rank") < shares.index("satisfied_low") < shares.index("satisfied_high")
    return list(report.lines)


def test_what_differs_by_chance_alone_bears_one_rank():
    lines = ranked(make_hall(), 30, (95, 5), (96, 4), (93, 7), (97, 3), (94, 6))

    assert {line.rank for line in lines} == {1}
    assert {rank_words(line) for line in lines} == {"1\N{EN DASH}5 ="}


def test_what_differs_by_more_stands_apart_and_rows_keep_the_order_of_codes():
    lines = ranked(make_hall(), 30, *[(930, 70)] * 4, (700, 300), *[(930, 70)] * 4, (999, 1))

    assert [line.code for line in lines] == [f"A{number:02}" for number in range(10)]
    assert [line.rank for line in lines] == [2, 2, 2, 2, 10, 2, 2, 2, 2, 1]
    assert rank_words(lines[4]) == "10"
    assert rank_words(lines[0]) == "2\N{EN DASH}9 ="


def test_below_the_minimum_there_is_no_rank_and_no_share_but_the_fraction():
    hall = make_hall()
    lines = ranked(hall, 100, (95, 4), (99, 1), (20, 9))

    assert [rank_words(line) for line in lines] == ["", "1", ""]
    question = Question(place=hall.node.pk, first=DAYS.first, last=DAYS.last, by=By.WINDOW)
    table = table_of(read_report(question, hall.node, load_scales(), 100, now()))
    at = {column.key: place for place, column in enumerate(table.columns)}
    few = table.rows[2]
    assert (few[at["satisfied_k"]], few[at["ratings"]], few[at["satisfied"]]) == (20, 29, None)
    assert few[at["satisfied_low"]] is not None
