import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.settings import (
    Announcement,
    Feedback,
    Place,
    Schedule,
    Settings,
    Staff,
    Window,
    read_settings,
    write_settings,
)

FULL = Settings(
    window=Window(code="A01", number="1", name="综合窗口", name_en="General"),
    hall=Place(name="政务服务中心"),
    staff=(Staff(number="1001", name="张三", stars=5),),
    announcements=(Announcement(title="通知"),),
    feedback=Feedback(url="https://example.invalid/f", key="k"),
)


def test_a_document_is_read_as_it_was_written():
    assert read_settings(write_settings(FULL)) == FULL


def test_equal_settings_give_equal_bytes():
    assert write_settings(FULL) == write_settings(read_settings(write_settings(FULL)))


def test_only_the_window_is_needed_and_all_else_has_a_default():
    settings = read_settings(b'{"window":{"code":"A01"}}')
    assert settings == Settings(window=Window(code="A01"))
    assert settings.schedule.heartbeat_seconds == 30


def test_a_newer_collector_may_say_more():
    assert read_settings(b'{"window":{"code":"A01","colour":"red"},"new":[1]}').window.code == "A01"


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"window": {}},
        {"window": {"code": ""}},
        {"window": None},
        {"schedule": {"sync_seconds": 0}},
        {"schedule": {"heartbeat_seconds": 86_401}},
        {"schedule": {"night_from": "24:00"}},
        {"schedule": {"night_from": "9:00"}},
        {"schedule": {"night_from": "20:00\n"}},
        {"schedule": {"night_from": "２0:00"}},
        {"policy": {"minimum_interval_seconds": -1}},
        {"staff": [{"number": "1", "name": "x", "stars": 6}]},
        {"announcements": [{"title": "x" * 41}]},
        {"feedback": {}},
    ],
    ids=str,
)
def test_a_document_with_one_wrong_value_is_refused_as_a_whole(changes):
    document = json.dumps({"window": {"code": "A01"}} | changes).encode()
    with pytest.raises(ValueError, match="the settings document cannot be used"):
        read_settings(document)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_one_way(raw):
    with pytest.raises(ValueError, match="cannot be used"):
        read_settings(raw)


def test_deep_nesting_is_refused():
    for raw in (b"[" * 100_000, b'{"window":' * 100_000, b'{"x":' + b"[" * 100_000):
        with pytest.raises(ValueError, match="cannot be used"):
            read_settings(raw)


def test_a_schedule_has_a_night():
    assert Schedule() == Schedule(night_from="20:00", night_until="23:00")
