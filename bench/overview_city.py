"""A city of halls whose figures are put where the roll-up would have put them.

No rating is made: the pages read only these tables, and a year of 10 million ratings would take
hours to write. Places, days, hours, staff and items are as many as such a city has; what is
counted in each is drawn once per place and added up the tree, so that every table agrees.
Hours, items and reasons are written for the places the benchmark looks at, and for their
neighbours' sake for every county and the halls of the first one.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils.timezone import now
from msgspec import Struct

from collector.figures.models import COUNTERS, Progress
from collector.figures.tables import (
    ITEM_DAY,
    ITEM_MONTH,
    PLACE_DAY,
    PLACE_HOUR,
    PLACE_MONTH,
    PLACE_REACHED,
    PLACE_REASON,
    STAFF_DAY,
    STAFF_MONTH,
)
from collector.ingest.database.session import Table
from collector.ingest.models import Log, Standing
from collector.organisation.models import Department, Hall, Kind, Node, Window

_SCALE = "satisfaction-3"
_CATALOGUE = "national-2020-08"
_REASONS = ("207", "208", "209", "210", "212", "213", "214", "211")
_HOURS = range(9, 17)
_CHUNK = 20_000
_AT = {name: place for place, name in enumerate(COUNTERS)}


class City(Struct, frozen=True):
    """What was made: the city, a hall, and the days."""

    city: int
    hall: int
    days: tuple[date, ...]


class Plan(Struct, frozen=True):
    """How large. `satisfied`: the share of each window is drawn around it."""

    windows: int
    ratings: int
    last: date
    days: int = 365
    counties: int = 8
    per_hall: int = 25
    items: int = 60
    seed: int = 4


def build(plan: Plan) -> City:
    """Make the places and write the figures; takes about a minute for 1,000 windows."""
    with transaction.atomic():
        city, halls = places(plan)
    days = tuple(
        day
        for day in (plan.last - timedelta(days=n) for n in range(plan.days - 1, -1, -1))
        if day.weekday() < 5  # noqa: PLR2004 -- Monday to Friday
    )
    writer = _Writer(plan, days, np.random.default_rng(plan.seed))
    with transaction.atomic():
        writer.write(city, halls)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return City(city.pk, halls[0].node.pk, days)


def places(plan: Plan) -> tuple[Node, list[Hall]]:
    """Make the places and terminals alone; return the city and its halls."""
    city = _node(Kind.CITY, "320600", "滨江市", "Binjiang", None)
    counties = [
        _node(Kind.COUNTY, f"3206{n:02}", f"第{n}区", f"District {n}", city)
        for n in range(1, plan.counties + 1)
    ]
    halls: list[Hall] = []
    for number in range(plan.windows // plan.per_hall):
        county = counties[number % len(counties)]
        hall = Hall.objects.create(
            code=f"h{number + 1}", name=f"第{number + 1}政务服务中心",
            name_en=f"Service centre {number + 1}",
        )  # fmt: skip
        _move(hall.node, county)
        halls.append(hall)
        names = (("综合", "General"), ("社保", "Insurance"), ("企业", "Business"))
        departments = []
        for zh, en in names:
            departments.append(Department.objects.create(hall=hall, name=zh, name_en=en))
        for place in range(plan.per_hall):
            zone, number_there = divmod(place, -(-plan.per_hall // len(names)))
            window = Window.objects.create(
                hall=hall, department=departments[zone], name=f"{names[zone][0]}窗口",
                name_en=f"{names[zone][1]} window",
                code=f"{'ABC'[zone]}{number_there + 1:02}",
            )  # fmt: skip
            _terminal(window)
    return city, halls


def _node(kind: Kind, code: str, name: str, name_en: str, parent: Node | None) -> Node:
    node = Node.objects.create(kind=kind, code=code, name=name, name_en=name_en, parent=parent)
    node.path = f"{parent.path if parent else '/'}{node.pk}/"
    node.save()
    return node


def _move(node: Node, parent: Node) -> None:
    node.parent, node.path = parent, f"{parent.path}{node.pk}/"
    node.save()


def _terminal(window: Window) -> None:
    log = Log.objects.create(
        id=uuid.uuid4(), hex=uuid.uuid4().hex * 2, key=b"\0" * 32, digest=b"\0" * 32, code="",
        status=Log.Status.APPROVED, enrolled_at=now(), window=window, stored_at=now(),
    )  # fmt: skip
    Standing.objects.create(log=log, window=window.code, entries=1000)
    Progress.objects.create(log=log.pk, position=1000)


class _Writer:
    def __init__(self, plan: Plan, days: tuple[date, ...], dice: np.random.Generator) -> None:
        self._plan = plan
        self._days = days
        self._dice = dice
        self._of_month = np.array([(day.year - days[0].year) * 12 + day.month - days[0].month
                                   for day in days])  # fmt: skip
        self._months = sorted({day.replace(day=1) for day in days})
        self._daily = plan.ratings / plan.windows / len(days)

    def write(self, city: Node, halls: Iterable[Hall]) -> None:
        """Write every place from the windows up."""
        whole = self._nothing()
        counties: dict[int, Any] = {}
        for number, hall in enumerate(halls):
            hall.refresh_from_db()
            county = hall.node.parent_id or 0
            close = number == 0
            counted = self._hall(hall, close=close)
            if number % self._plan.counties == 0:
                self._details(hall.node.pk, counted)
            whole = whole + counted
            counties[county] = counties.get(county, self._nothing()) + counted
        for county, counted in counties.items():
            self._place(county, counted)
            self._details(county, counted)
        self._place(city.pk, whole)
        self._details(city.pk, whole)

    def _nothing(self) -> Any:
        return np.zeros((len(self._days), len(COUNTERS)), dtype=np.int64)

    def _hall(self, hall: Hall, *, close: bool) -> Any:
        whole = self._nothing()
        of_department: dict[int, Any] = {}
        windows = list(hall.windows.select_related("node").order_by("pk"))
        for number, window in enumerate(windows):
            counted = self._window(odd=close and number in {3, 13}, good=number == 3)  # noqa: PLR2004
            self._place(window.node.pk, counted)
            self._staff(hall.node.pk, f"{2101 + number}", counted)
            whole = whole + counted
            above = window.node.parent_id or 0
            of_department[above] = of_department.get(above, self._nothing()) + counted
        for above, counted in of_department.items():
            self._place(above, counted)
        self._place(hall.node.pk, whole)
        return whole

    def _window(self, *, odd: bool, good: bool) -> Any:
        """Draw what one window counts on each day."""
        rows, dice = self._nothing(), self._dice
        share = (0.985 if good else 0.86) if odd else 0.943
        visits = dice.poisson(self._daily / 0.913, len(self._days))
        rated = dice.binomial(visits, 0.913)
        satisfied = dice.binomial(rated, share)
        basic = dice.binomial(rated - satisfied, 0.93)
        columns = {
            "visits": visits, "rated": rated, "invited_0": satisfied, "invited_1": basic,
            "invited_2": rated - satisfied - basic, "timeouts": visits - rated,
            "walk_up_0": dice.poisson(self._daily / 20, len(self._days)),
            "repeats": dice.poisson(self._daily / 50, len(self._days)),
        }  # fmt: skip
        for name, values in columns.items():
            rows[:, _AT[name]] = values
        return rows

    def _place(self, place: int, counted: Any) -> None:
        _put(PLACE_DAY, self._rows((place,), self._days, counted))
        _put(PLACE_MONTH, self._rows((place,), self._months, self._monthly(counted)))
        logs = max(1, round(float(counted[:, _AT["visits"]].mean()) / (self._daily / 0.913)))
        late = self._dice.random(len(self._days)) < 0.002 * min(logs, 3)
        _put(PLACE_REACHED, [
            (place, day, logs, logs - int(one), 0)
            for day, one in zip(self._days, late, strict=True)
        ])  # fmt: skip

    def _staff(self, hall: int, number: str, counted: Any) -> None:
        _put(STAFF_DAY, self._rows((hall, number), self._days, counted))
        _put(STAFF_MONTH, self._rows((hall, number), self._months, self._monthly(counted)))

    def _details(self, place: int, counted: Any) -> None:
        """Part a place's days among hours, items and reasons."""
        left = counted
        for number, hour in enumerate(_HOURS):
            share = 1 / (len(_HOURS) - number)
            some = self._dice.binomial(left, share)
            left = left - some
            rows = self._rows((place,), self._days, some)
            _put(PLACE_HOUR, ((row[0], row[1], hour, *row[2:]) for row in rows))
        left = counted
        for number in range(self._plan.items):
            some = self._dice.binomial(left, 1 / (self._plan.items - number))
            left = left - some
            # Drawn apart, the parts of a visit may not fit each other.
            some[:, _AT["rated"]] = np.minimum(some[:, _AT["rated"]], some[:, _AT["visits"]])
            key = (place, f"事项{number + 1:02}")
            _put(ITEM_DAY, self._rows(key, self._days, some))
            _put(ITEM_MONTH, self._rows(key, self._months, self._monthly(some)))
        bad = counted[:, _AT["invited_2"]]
        for number, code in enumerate(_REASONS):
            named = self._dice.binomial(bad, 0.3 / (number + 1))
            _put(PLACE_REASON, [
                (place, day, _CATALOGUE, code, 2, int(n))
                for day, n in zip(self._days, named, strict=True) if n
            ])  # fmt: skip

    def _monthly(self, counted: Any) -> Any:
        months = np.zeros((len(self._months), len(COUNTERS)), dtype=np.int64)
        np.add.at(months, self._of_month - self._of_month[0], counted)
        return months

    def _rows(
        self, key: tuple[Any, ...], days: Iterable[date], counted: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Part each row as it is kept: levels under their scale, visits under none."""
        levels = [*range(10), _AT["repeats"], _AT["replaced"]]
        for day, row in zip(days, counted.tolist(), strict=True):
            scaled = [n if place in levels else 0 for place, n in enumerate(row)]
            if any(scaled):
                yield (key[0], day, *key[1:], _SCALE, *scaled)
            plain = [a - b for a, b in zip(row, scaled, strict=True)]
            if any(plain):
                yield (key[0], day, *key[1:], "", *plain)


def _put(table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    text = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 -- constants
    waiting: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for row in rows:
            waiting.append(row)
            if len(waiting) == _CHUNK:
                cursor.executemany(text, waiting)
                waiting.clear()
        if waiting:
            cursor.executemany(text, waiting)
