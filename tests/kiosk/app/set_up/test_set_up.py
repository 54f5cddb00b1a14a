import json

import pytest

from kiosk.app.set_up.addresses import completed
from kiosk.app.set_up.mark import MARK_FILE, due, mark
from kiosk.app.set_up.screens import Finding
from kiosk.app.set_up.set_up import LEAVES_AFTER, SetUp
from kiosk.config import parse_config
from kiosk.settings import load_situation
from sync.protocol.address import read_address
from sync.protocol.handover import Link, Trouble, write_address, write_link


class AtOnce:
    """Does work where it stands."""

    def do(self, work, done):
        done(work())


class Held:
    """Keeps work until it is let go."""

    def __init__(self):
        self.pieces = []

    def do(self, work, done):
        self.pieces.append(lambda: done(work()))


class Around:
    """A hall without a network: what an address answers is told beforehand."""

    def __init__(self, folder, fixed=""):
        self.data = folder
        self.fixed = fixed
        self.now = 0
        self.answers = Finding(finding="collector", offset=300)
        self.asked = []
        self._config = parse_config(f'[terminal]\ndata = "{folder}"\n', folder / "config.toml")

    def up(self):
        return self.now

    def situation(self):
        return load_situation(self._config)

    def check(self, collector):
        self.asked.append(collector)
        return self.answers


@pytest.fixture
def around(tmp_path):
    return Around(tmp_path)


def opened(around, background=None, *, first=True):
    set_up = SetUp(around, background or AtOnce(), lambda: None)
    set_up.open(first=first)
    return set_up


def at_enrolment(around):
    set_up = opened(around)
    set_up.end_test()
    set_up.type("hall.example")
    set_up.connect()
    return set_up


def wanted(around, *, asks=True):
    text = f'[terminal]\ndata = "{around.data}"\nset_up = {str(asks).lower()}\n'
    return due(parse_config(text, around.data / "config.toml"))


def look(set_up, around):
    around.now += 1_000
    set_up.tick()


def test_an_address_that_answers_is_kept_and_leads_to_the_enrolment(around):
    set_up = at_enrolment(around)

    assert around.asked == ["https://hall.example"]
    assert set_up.screen.station == "enrolment"
    assert read_address(around.data) == "https://hall.example"


def test_a_wrong_address_stays_and_says_why(around):
    around.answers = Finding(finding="refused")
    set_up = at_enrolment(around)

    assert set_up.screen.station == "address"
    assert set_up.screen.address.finding.finding == "refused"
    assert read_address(around.data) == ""
    set_up.rub_out()
    assert (set_up.screen.address.typed, set_up.screen.address.finding) == ("hall.exampl", None)


def test_what_is_no_address_is_not_even_asked(around):
    set_up = opened(around)
    set_up.end_test()
    set_up.type("ftp://x")
    set_up.connect()

    assert set_up.screen.address.finding.finding == "bad-address"
    assert around.asked == []


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("a.cn", "https://a.cn"),
        ("http://a:80/", "http://a:80"),
        ("10.0.0.5:8", "https://10.0.0.5:8"),
    ],
)
def test_https_is_assumed(typed, url):
    assert completed(typed) == url


def test_only_what_the_agent_says_of_this_collector_counts(around):
    set_up = at_enrolment(around)
    write_link(around.data, Link(collector="https://old.example", log="0", status="approved"))
    look(set_up, around)
    assert not set_up.screen.enrolment.approved
    set_up.go_on()
    assert set_up.screen.station == "enrolment"

    write_link(
        around.data,
        Link(collector="https://hall.example", log="ab", status="approved", window="A03"),
    )
    look(set_up, around)
    set_up.go_on()

    assert set_up.screen.station == "done"
    assert set_up.screen.enrolment.window == "A03"


def test_a_network_that_goes_is_told_and_its_return_too(around):
    set_up = at_enrolment(around)
    trouble = Trouble(kind="unreachable", message="", since="", cause="refused")
    link = Link(collector="https://hall.example", log="ab", status="pending", code="WX4-7QK")
    write_link(around.data, Link(collector=link.collector, log="ab", trouble=trouble))
    look(set_up, around)
    assert set_up.screen.enrolment.trouble == "unreachable"

    write_link(around.data, link)
    look(set_up, around)

    assert (set_up.screen.enrolment.trouble, set_up.screen.enrolment.code) == ("", "WX4-7QK")


def test_an_agent_that_says_nothing_is_noticed(around):
    set_up = at_enrolment(around)
    for _ in range(21):
        look(set_up, around)

    assert set_up.screen.enrolment.waited >= 20


def test_a_plain_terminal_never_shows_it(around):
    assert wanted(around, asks=False) is None


def test_it_comes_up_until_it_is_finished_and_never_again(around):
    assert wanted(around) == "touch"
    set_up = at_enrolment(around)
    assert wanted(around) == "enrolment"
    write_link(around.data, Link(collector="https://hall.example", log="ab", status="approved"))
    look(set_up, around)
    set_up.go_on()
    set_up.finish()

    assert set_up.screen is None
    assert wanted(around) is None


@pytest.mark.parametrize("way_out", ["later", "alone"])
def test_whoever_puts_it_off_is_not_asked_again(around, way_out):
    write_address(around.data, "https://hall.example")
    set_up = opened(around)

    getattr(set_up, way_out)()

    assert set_up.screen is None
    assert wanted(around) is None
    assert read_address(around.data) == ("https://hall.example" if way_out == "later" else "")


def test_a_terminal_that_has_settings_has_worked(around):
    opened(around)
    (around.data / "settings.json").write_text("{}")

    assert wanted(around) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"state": 1}', '"x"'])
def test_a_damaged_mark_leaves_the_rate_screen(around, content):
    (around.data / MARK_FILE).write_text(content)

    assert wanted(around) is None


def test_after_a_power_cut_it_goes_on_where_it_was(around):
    at_enrolment(around)
    again = SetUp(around, AtOnce(), lambda: None)

    again.open(wanted(around), first=True)

    assert again.screen.station == "enrolment"
    assert again.screen.enrolment.collector == "https://hall.example"


def test_a_mark_without_its_address_asks_for_the_address(around):
    set_up = SetUp(around, AtOnce(), lambda: None)

    set_up.open("enrolment", first=True)

    assert set_up.screen.station == "address"


def test_the_address_of_the_configuration_can_be_checked_and_not_changed(tmp_path):
    around = Around(tmp_path, fixed="https://fixed.example")
    set_up = opened(around)
    set_up.end_test()
    set_up.type("x")
    set_up.rub_out()
    set_up.alone()
    set_up.connect()

    assert around.asked == ["https://fixed.example"]
    assert set_up.screen.station == "enrolment"
    assert read_address(tmp_path) == ""


def test_staff_who_open_it_and_walk_away_leave_the_window_to_the_citizens(around):
    set_up = opened(around, first=False)
    around.now += LEAVES_AFTER - 1
    set_up.tick()
    assert set_up.screen is not None

    around.now += 1
    set_up.tick()

    assert set_up.screen is None
    assert not (around.data / MARK_FILE).exists()


def test_a_first_set_up_waits_for_as_long_as_it_takes(around):
    set_up = opened(around)
    around.now += 100 * LEAVES_AFTER
    set_up.tick()

    assert set_up.screen is not None


def test_an_answer_that_comes_after_it_has_given_way_opens_nothing(around):
    held = Held()
    set_up = opened(around, held, first=False)
    set_up.end_test()
    set_up.type("hall.example")
    set_up.connect()
    set_up.give_way()
    for piece in held.pieces:
        piece()

    assert set_up.screen is None


def test_of_two_marks_the_later_one_stays_whichever_thread_comes_last(around):
    held = Held()
    set_up = opened(around, held)
    set_up.later()
    for piece in reversed(held.pieces):
        piece()

    assert json.loads((around.data / MARK_FILE).read_bytes())["state"] == "later"
    assert mark("later", "touch") == (around.data / MARK_FILE).read_bytes()
