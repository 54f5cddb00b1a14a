"""A small city whose figures are in the database, and what another program would count."""

import random
from datetime import date, timedelta

from collector.figures import rollup
from collector.figures.queries import Period
from collector.organisation.models import BEGINNING, Department, Hall, Kind, Node, Window
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy


def make_city(seed: int = 1, services: int = 40, windows: int = 3) -> Node:
    """Make a county with two halls, departments and windows, live through some weeks, count."""
    county = Node.objects.create(
        kind=Kind.COUNTY, code="320602", name="崇川区", name_en="Chongchuan",
        area_code="320602000000",
    )  # fmt: skip
    county.path = f"/{county.pk}/"
    county.save()
    for number in (1, 2):
        hall = make_hall(f"h{number}", name=f"大厅{number}", name_en=f"Hall {number}")
        hall.node.parent, hall.node.path = county, f"{county.path}{hall.node.pk}/"
        hall.node.save()
        hall.node.spells.update(path=hall.node.path)
        office = Department.objects.create(hall=hall, name="公安", name_en="Police")
        for place in range(windows):
            window = make_window(hall, f"A{number}{place}", name=f"窗口{place}")
            if place == 0:
                window.department = office
                window.save_from(BEGINNING)
            Busy(make_log(window), seed + 10 * number + place, (window.code,)).goes_on(services)
    rollup.bring_up_to_date()
    return county


def window(code: str) -> Window:
    return Window.objects.get(code=code)


def hall(code: str = "h1") -> Hall:
    return Hall.objects.get(code=code)


def any_period(dice: random.Random) -> Period:
    first = START.date() + timedelta(days=dice.randrange(30))
    return Period(first, first + timedelta(days=dice.randrange(40)))


SPRING = Period(date(2026, 3, 1), date(2026, 5, 31))
