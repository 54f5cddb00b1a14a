"""A hall on a wall: the picture, who is let in, and what the link opens besides."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from collector.accounts.models import Account, AuditEntry, Wall
from collector.accounts.roles import Role
from collector.boards.judgement import judge
from collector.boards.rows import WindowFacts
from collector.boards.wall_layout import lay_out
from collector.organisation.models import Hall
from tests.collector.accounts.declared_addresses import addresses
from tests.collector.accounts.every_address import EXAMPLES
from tests.collector.accounts.sides import NOWHERE
from tests.collector.boards.rows_of_a_hall import (
    count,
    make_hall,
    make_log,
    make_standing,
    make_window,
    make_window_with_terminal,
)


@pytest.fixture
def head(hall: Hall) -> Client:
    """A hall manager's browser; reads English."""
    account = Account.objects.create(username="2001")
    account.roles.create(role=Role.HALL_MANAGER, node=hall.node)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(account)
    return client


def make_link(head: Client, hall: Hall) -> str:
    made = head.post("/windows/screens", {"name": "north wall", "place": hall.node_id})
    assert made.status_code == 201
    found = re.search(r'value="http://testserver(/wall/[\w-]{40,})"', made.content.decode())
    assert found
    return found[1]


def screen_with(link: str) -> Client:
    client = Client(headers={"Accept-Language": "zh"})
    entered = client.get(link)
    assert (entered.status_code, entered["Location"]) == (302, "/wall")
    return client


def test_a_screen_shows_its_hall_without_anybody_signed_in(head: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01", state="fault", staff="2104")
    make_standing_fault(log)
    count(make_window_with_terminal(hall, "B01"), [31, 0, 0])

    html = screen_with(make_link(head, hall)).get("/wall").content.decode()

    assert 'class="tile fault" data-window="A01"' in html
    assert "31" in html
    assert "2104" not in html, "no staff on a wall"
    assert "data-level" not in html, "no levels on a wall"


def make_standing_fault(log) -> None:
    log.standing.state, log.standing.state_at = "fault", now() - timedelta(minutes=24)
    log.standing.save()


def test_the_link_is_kept_as_a_digest_and_its_cookie_goes_to_the_wall_alone(
    head: Client, hall: Hall
):
    link = make_link(head, hall)
    secret = link.removeprefix("/wall/")
    cookie = screen_with(link).cookies["wall"]

    assert secret not in {Wall.objects.get().digest, head.get("/windows/screens").content.decode()}
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/wall", True, "Lax")


def test_a_screen_opens_nothing_but_its_wall(head: Client, hall: Hall):
    screen = screen_with(make_link(head, hall))

    for address in addresses():
        if address.name in {"wall", "wall-live", "wall-enter", "sign-out"}:
            continue
        for example in EXAMPLES[address.name]:
            answer = screen.get(example.address.format_map(NOWHERE | {"hall": "hall"}))
            without = Client().get(example.address.format_map(NOWHERE | {"hall": "hall"}))
            assert answer.status_code == without.status_code, address.name


def test_a_screen_of_one_hall_sees_no_other(head: Client, hall: Hall):
    other = make_hall("other")
    make_window_with_terminal(hall, "A01")
    make_window_with_terminal(other, "X99")

    html = screen_with(make_link(head, hall)).get("/wall?hall=other").content.decode()

    assert "A01" in html
    assert "X99" not in html


def test_an_ended_link_opens_nothing_and_the_trail_says_who(head: Client, hall: Hall):
    link = make_link(head, hall)
    screen = screen_with(link)
    wall = Wall.objects.get()
    assert wall.seen_at is None
    screen.get("/wall")

    head.post(f"/windows/screens/{wall.pk}")

    assert screen.get("/wall").status_code == 403
    assert screen.get("/wall/live").status_code == 403
    assert Client().get(link).status_code == 404
    assert Wall.objects.get().seen_at is not None
    told = AuditEntry.objects.filter(action__startswith="wall.").order_by("position")
    assert [(one.action, one.account) for one in told] == [
        ("wall.made", "2001"), ("wall.ended", "2001"),
    ]  # fmt: skip
    assert link.removeprefix("/wall/") not in "".join(one.detail for one in told)


def test_a_link_needs_a_name_and_a_place_of_ones_own(head: Client, hall: Hall):
    foreign = make_hall("other")
    for fields in ({"name": "", "place": hall.node_id}, {"name": "x", "place": foreign.node_id}):
        assert head.post("/windows/screens", fields).status_code == 422
    assert not Wall.objects.exists()


def rows_of(*codes: str):
    return [judge(WindowFacts(code=code), now()) for code in codes]


def test_twenty_four_windows_stand_in_four_columns_and_sixty_fit_one_picture():
    few = lay_out(rows_of(*(f"{zone}{n:02}" for zone in "ABC" for n in range(1, 9))))
    many = lay_out(rows_of(*(f"{zone}{n:02}" for zone in "ABC" for n in range(1, 21))))

    assert (few.columns, len(few.pages)) == (4, 1)
    assert [zone.name for zone in few.pages[0]] == ["A", "B", "C"]
    assert len(many.pages) == 1


def test_more_windows_than_fit_are_on_further_pages_each_once():
    codes = [f"{zone}{n:03}" for zone in "ABCD" for n in range(1, 60)]

    pages = lay_out(rows_of(*codes)).pages

    assert len(pages) > 1
    shown = [row.code for page in pages for zone in page for row in zone.windows]
    assert shown == codes


def test_more_troubles_than_seven_are_counted(head: Client, hall: Hall):
    for number in range(9):
        log = make_log(make_window(hall, f"A{number:02}"), stored_at=now() - timedelta(hours=1))
        make_standing(log)

    html = head.get("/windows/wall").content.decode()

    assert html.count("data-trouble=") == 7
    assert "and 2 more" in html
