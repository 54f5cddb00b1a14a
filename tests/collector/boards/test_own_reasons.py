"""A place writes its own reasons line by line: a copy at first, and codes that stay."""

import re

import pytest
from django.test import Client

from collector.organisation.models import Hall, Window
from collector.terminal_settings import changing
from collector.terminal_settings.document import settings_for
from collector.terminal_settings.effective import DjangoRows
from sync.protocol.catalogue import Catalogue, load_catalogue
from tests.collector.boards.rows_of_a_hall import make_window

NATIONAL = load_catalogue("national-2020-08")


@pytest.fixture
def window(hall: Hall) -> Window:
    return make_window(hall, "A01")


def form(client: Client, hall: Hall) -> dict[str, str]:
    """The fields of the page's form as a browser sends them without a change."""
    html = client.get(address(hall)).content.decode()
    fields = re.findall(r'<input type="(?:text|hidden)" name="([^"]*)" value="([^"]*)"', html)
    ticks = re.findall(r'<input type="checkbox" name="([^"]*)"[^>]* checked>', html)
    return {**dict(fields), **dict.fromkeys(ticks, "on"), "name": "ours", "do": "decide"}


def address(hall: Hall) -> str:
    return f"/terminals/catalogues/of/{hall.node.pk}"


def told(window: Window) -> Catalogue | None:
    return settings_for(DjangoRows(), window.pk).own_catalogue


def added(code: str, level: int = 2, zh: str = "排队久", en: str = "Long queue", n: int = 0):
    return {f"new-code-{n}": code, f"new-level-{n}": str(level), f"new-zh-{n}": zh,
            f"new-en-{n}": en}  # fmt: skip


def test_it_begins_with_a_copy_and_leaves_out_what_is_not_wanted(
    admin: Client, hall: Hall, window: Window
):
    given = form(admin, hall)
    place = [one.code for one in NATIONAL.reasons].index("207")
    del given[f"shown-{place}"]
    given["zh-0"] = "一次办好"

    answer = admin.post(address(hall), given | added("X1"))

    assert answer.status_code == 302, answer.content.decode()
    ours = told(window)
    assert ours is not None
    assert (ours.id, len(ours.reasons)) == ("ours", 40)
    codes = [one.code for one in ours.reasons]
    assert ("207" in codes, codes[-1], ours.reasons[0].zh) == (False, "X1", "一次办好")
    assert next(one for one in ours.reasons if one.code == "214").person


def test_a_code_that_may_have_been_picked_is_only_switched_off(
    admin: Client, hall: Hall, window: Window
):
    admin.post(address(hall), form(admin, hall))
    given = form(admin, hall)
    assert "new-code-0" in given
    del given["shown-0"], given["person-7"]

    admin.post(address(hall), given)

    ours = told(window)
    assert ours is not None
    assert (len(ours.reasons), ours.reasons[0].enabled, ours.reasons[7].person) == (
        40,
        False,
        False,
    )
    html = admin.get(f"/terminals/catalogues/own-{hall.node.pk}-2").content.decode()
    assert "switched off 1 · about a person or not 1" in html
    assert f'href="{address(hall)}"' in html


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    admin: Client, hall: Hall, window: Window
):
    given = form(admin, hall)
    del given["shown-0"]
    wrong = [
        (added("X1"), "level 2 shows 9 reasons"),
        (added("X1", 5, en=""), "both"),
        (added("X1", 0), "choose a level"),
        (added("", 5), "needs a code"),
        (added("511", 5), "the code 511 is there 2 times"),
        ({"name": "national-mine"}, "the program&#x27;s own"),
        ({"name": "a/b"}, "without a slash"),
    ]

    for fields, said in wrong:
        answer = admin.post(address(hall), given | {"en-1": "Typed words"} | fields)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert said in html
        assert 'value="Typed words"' in html
        assert all(f'value="{text}"' in html for text in fields.values() if len(text) > 1)
    assert told(window) is None


def test_a_name_is_never_used_for_something_else(admin: Client, hall: Hall, window: Window):
    admin.post(address(hall), form(admin, hall))
    admin.post(address(hall), form(admin, hall) | {"do": "inherit"})
    assert told(window) is None

    answer = admin.post(address(hall), form(admin, hall))

    assert "a catalogue was called ours already" in answer.content.decode()
    assert admin.post(address(hall), form(admin, hall) | {"name": "ours-2"}).status_code == 302


def test_two_who_write_at_once_do_not_undo_each_other(admin: Client, hall: Hall, window: Window):
    stale = form(admin, hall)
    reason = {"code": "1", "national": 2, "zh": "慢", "en": "slow"}
    changing.decide(hall.node, {"own_catalogue": {"id": "theirs", "reasons": [reason]}}, "t")

    answer = admin.post(address(hall), stale)

    assert answer.status_code == 422
    assert "Somebody changed these reasons meanwhile" in answer.content.decode()
    assert (told(window) or NATIONAL).id == "theirs"


def test_who_may_only_look_does_not_write(manager: Client, hall: Hall):
    assert manager.get(address(hall)).status_code == 403
    assert manager.post(address(hall), {}).status_code == 403
