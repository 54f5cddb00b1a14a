"""The nearer place decides, key by key; nothing that is kept can spoil a document."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.terminal_settings.keys import KEYS
from collector.terminal_settings.merging import merge, settings_from
from sync.protocol.settings import Policy, Presentation, Schedule, Settings, write_settings

VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just([]) | st.just({})
LAYERS = st.lists(st.dictionaries(st.sampled_from([*KEYS, "unknown"]), VALUES), max_size=4)


def test_every_setting_of_the_contract_can_be_decided():
    for section, struct in (("policy", Policy), ("schedule", Schedule),
                            ("presentation", Presentation)):  # fmt: skip
        assert {f"{section}.{name}" for name in struct.__struct_fields__} <= set(KEYS)
    assert all(key.name not in (key.zh, key.en) for key in KEYS.values())


def test_the_nearer_place_decides_key_by_key():
    city = {"scale": "national-5", "policy.reasons_required": True, "presentation.volume": 3}
    hall = {"policy.reasons_required": False}
    window = {"presentation.volume": 9}
    settings = settings_from(merge([city, hall, window]))
    assert settings.scale == "national-5"
    assert not settings.policy.reasons_required
    assert settings.policy.anonymous
    assert settings.presentation.volume == 9


def test_a_value_that_no_longer_makes_sense_gives_way_to_the_one_above():
    merged = merge([{"presentation.volume": 3}, {"presentation.volume": 99}, {"gone": 1}])
    assert merged == {"presentation.volume": 3}


@given(LAYERS)
def test_whatever_is_kept_there_is_a_document(layers):
    settings = settings_from(merge(layers))
    assert isinstance(settings, Settings)
    assert json.loads(write_settings(settings))


@given(LAYERS)
def test_merging_the_same_again_changes_no_byte(layers):
    assert write_settings(settings_from(merge(layers))) == write_settings(
        settings_from(merge([merge(layers)]))
    )


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("scale", "national-5", "national-5"),
        ("policy.reasons_required", "true", True),
        ("policy.reasons_required", "off", False),
        ("presentation.volume", "7", 7),
        ("schedule.night_from", "20:30", "20:30"),
        ("catalogue", "2020", "2020"),
        ("neighbours", '[{"code":"A02"}]', [{"code": "A02"}]),
        ("hours", '{"days":{"2026-10-01":[]}}', {"days": {"2026-10-01": []}}),
    ],
)
def test_a_value_is_read_as_people_type_it(name, text, value):
    assert KEYS[name].read(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("policy.reasons_required", "perhaps"), ("presentation.volume", "11"), ("scale", ""),
     ("schedule.night_from", "25:00"), ("timezone", "Asia/Shangai"), ("hours", "[" * 9_999)],
)  # fmt: skip
def test_a_value_that_is_none_is_refused(name, text):
    with pytest.raises(ValueError, match=r"."):
        KEYS[name].read(text)
