"""The made-up city's tree: places, windows, staff, duty, items."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from msgspec import Struct

from collector.demo import words
from collector.demo.plan import Plan, Size
from collector.organisation import spells
from collector.organisation.models import (
    BEGINNING,
    Department,
    Duty,
    Hall,
    Item,
    Kind,
    Node,
    Staff,
    Window,
)
from collector.organisation.spells import Look

AREA = "329900"
"""The city's code. The province has no such city."""
_PEOPLE = 2
"""Two clerks a window, who take turns week by week."""
_OFFICE_WINDOWS = 8
_WORKING_DAYS = 0b001_1111


class Post(Struct, frozen=True):
    """A window with who works there and what is done there. `zone` is its office."""

    window: Window
    hall: int
    zone: int
    staff: tuple[str, ...]
    items: tuple[str, ...]


class City(Struct, frozen=True):
    """What was made. Halls in their order; a post's `hall` is its place among them."""

    node: Node
    halls: tuple[Hall, ...]
    posts: tuple[Post, ...]


def make(plan: Plan) -> City:
    """Make everything that is there before the first citizen comes, in one transaction."""
    with transaction.atomic():
        areas = _Areas()
        items = _make_items(areas.city)
        halls: list[Hall] = []
        posts: list[Post] = []
        for number, size in enumerate(plan.sizes()):
            hall = _make_hall(number, size, areas)
            halls.append(hall)
            posts += _make_posts(hall, number, size.windows, items)
        _make_staff(plan, halls, posts)
    return City(areas.city, tuple(halls), tuple(posts))


class _Areas:
    """City, counties, towns and villages, each made when something is to stand in it."""

    def __init__(self) -> None:
        self.city = self._make(Kind.CITY, AREA, words.CITY, None)
        self._counties: dict[int, Node] = {}
        self._towns: dict[int, list[Node]] = {}
        self._villages = 0

    def of(self, size: Size) -> Node:
        """Return where a hall stands."""
        if size.kind == "city":
            return self.city
        county = self._county(size.county)
        match size.kind:
            case "town":
                return self._town(size.county, county)
            case "village":
                return self._village(size.county)
        return county

    def _county(self, number: int) -> Node:
        if number not in self._counties:
            self._counties[number] = self._make(
                Kind.COUNTY, f"3299{number + 1:02}", words.COUNTIES[number], self.city
            )
        return self._counties[number]

    def _town(self, number: int, county: Node) -> Node:
        towns = self._towns.setdefault(number, [])
        code = f"{county.code}{len(towns) + 100}"
        round_, name = divmod(number * 3 + len(towns), len(words.TOWNS))
        towns.append(self._make(Kind.TOWN, code, _numbered(words.TOWNS[name], round_), county))
        return towns[-1]

    def _village(self, number: int) -> Node:
        town = self._towns[number][-1]
        self._villages += 1
        round_, name = divmod(self._villages - 1, len(words.VILLAGES))
        code = f"{town.code}{200 + town.children.count()}"
        return self._make(Kind.VILLAGE, code, _numbered(words.VILLAGES[name], round_), town)

    @staticmethod
    def _make(kind: Kind, code: str, names: tuple[str, str], parent: Node | None) -> Node:
        return spells.begin(
            kind, Look(code, *names, parent), BEGINNING, area_code=code.ljust(12, "0")
        )


def _numbered(names: tuple[str, str], number: int) -> tuple[str, str]:
    """Tell places of one name apart, where there are more of them than names."""
    if not number:
        return names
    return f"{names[0][:-1]}{number + 1}{names[0][-1]}", f"{names[1]} {number + 1}"


def _make_hall(number: int, size: Size, areas: _Areas) -> Hall:
    area = areas.of(size)
    title = {"village": "便民服务站", "town": "便民服务中心"}.get(size.kind, "政务服务中心")
    title_en = {"village": "service point", "town": "service centre"}.get(
        size.kind, "government service centre"
    )
    apart = f"第{number + 1}" if size.kind == "hall" else ""
    apart_en = f" {number + 1}" if size.kind == "hall" else ""
    look = Look(f"h{number + 1:03}", f"{area.name}{apart}{title}",
                f"{area.name_en} {title_en}{apart_en}", area)  # fmt: skip
    node = spells.begin(Kind.HALL, look)
    return Hall.objects.create(node=node, code=look.code, name=look.name, name_en=look.name_en)


def _make_items(city: Node) -> list[list[str]]:
    """Make the items, offered in the whole city; return their codes by office."""
    codes: list[list[str]] = []
    for (_, _, zone), items in zip(words.OFFICES, words.ITEMS, strict=True):
        codes.append([f"{zone}{number + 101}" for number in range(len(items))])
        Item.objects.bulk_create(
            Item(node=city, code=code, name=name, name_en=name_en)
            for code, (name, name_en) in zip(codes[-1], items, strict=True)
        )
    return codes


def _make_posts(hall: Hall, number: int, windows: int, items: list[list[str]]) -> list[Post]:
    offices = max(1, min(len(words.OFFICES), windows // (_OFFICE_WINDOWS // 2)))
    made = [
        Department.objects.create(hall=hall, name=zh, name_en=en)
        for zh, en, _ in words.OFFICES[:offices]
    ]
    posts = []
    for place in range(windows):
        zone, number_there = divmod(place, -(-windows // offices))
        zh, en, letter = words.OFFICES[zone]
        window = Window.objects.create(
            hall=hall, department=made[zone], code=f"{letter}{number_there + 1:02}",
            number=f"{place + 1}", name=f"{zh}窗口", name_en=f"{en}",
        )  # fmt: skip
        staff = tuple(f"{1001 + _PEOPLE * place + n}" for n in range(_PEOPLE))
        done = items[zone] if offices > 1 else [code for some in items for code in some[:3]]
        posts.append(Post(window, number, zone, staff, tuple(done)))
    return posts


def _make_staff(plan: Plan, halls: Sequence[Hall], posts: Sequence[Post]) -> None:
    """Make the clerks and their duty: each is at the window every second week."""
    first = plan.dates[0] - timedelta(days=plan.dates[0].weekday())
    people = Staff.objects.bulk_create(
        [
            Staff(hall=halls[post.hall], department=post.window.department, number=number,
                  name=words.person(_PEOPLE * n + place), stars=3 + (n + place) % 3,
                  post=words.POSTS[(n + place) % len(words.POSTS)])
            for n, post in enumerate(posts) for place, number in enumerate(post.staff)
        ],
        batch_size=500,
    )  # fmt: skip
    Duty.objects.bulk_create(
        [
            Duty(staff=person, window=posts[n // _PEOPLE].window, every_weeks=_PEOPLE,
                 since=first + timedelta(weeks=n % _PEOPLE),
                 weekdays=0b111_1111 if posts[n // _PEOPLE].hall == 0 else _WORKING_DAYS)
            for n, person in enumerate(people)
        ],
        batch_size=500,
    )  # fmt: skip
