import pytest

from kiosk.config import parse_config
from kiosk.errors import SettingsError
from kiosk.settings import SettingsWatch, load_situation, refusal_of
from sync.protocol.handover import BEFORE_FILE, SETTINGS_FILE, replace_file
from sync.protocol.settings import Settings, Staff, Window, write_settings

DOCUMENT = write_settings(
    Settings(window=Window(code="B07"), scale="national-5", staff=(Staff(number="1", name="王"),))
)


@pytest.fixture
def config(data):
    data.mkdir()
    text = f'[terminal]\ndata = "{data}"\nwindow = "A09"\n[policy]\nreasons_required = true\n'
    return parse_config(text, data / "config.toml")


def test_without_a_collector_the_configuration_stands(config):
    situation = load_situation(config)
    assert situation.window.code == "A09"
    assert situation.scale.id == "satisfaction-3"
    assert situation.policy.reasons_required
    assert not situation.from_collector


def test_the_collectors_settings_take_its_place(config, data):
    (data / SETTINGS_FILE).write_bytes(DOCUMENT)
    situation = load_situation(config)
    assert situation.window.code == "B07"
    assert len(situation.scale.levels) == 5
    assert situation.card("1").name == "王"
    assert situation.card("2").number == "2"
    assert situation.card(None) is None


def test_new_settings_are_noticed_once(config, data):
    watch = SettingsWatch(config)
    assert watch.poll() is None
    replace_file(data / SETTINGS_FILE, DOCUMENT)
    assert watch.poll().window.code == "B07"
    assert watch.poll() is None


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"<html>", "malformed"),
        (b'{"window":{}}', "code"),
        (DOCUMENT.replace(b"national-5", b"stars-10"), "stars-10"),
        (write_settings(Settings(window=Window(code="B"), catalogue="next")), "next"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_whole_with_its_reason(
    config, data, document, reason
):
    watch = SettingsWatch(config)
    replace_file(data / SETTINGS_FILE, document)
    assert watch.poll() is None
    assert isinstance(watch.refusal, SettingsError)
    assert reason in watch.refusal.en
    assert load_situation(config).window.code == "A09"
    replace_file(data / SETTINGS_FILE, DOCUMENT)
    assert watch.poll().window.code == "B07"
    assert watch.refusal is None


def test_a_configuration_that_asks_for_an_unknown_scale_says_which_there_are(data):
    config = parse_config(f'[terminal]\ndata = "{data}"\nscale = "stars"\n', data / "c.toml")
    with pytest.raises(SettingsError, match="satisfaction-3, national-5"):
        load_situation(config)


def test_a_program_set_back_uses_the_document_before_the_one_it_cannot_read(config, data):
    (data / BEFORE_FILE).write_bytes(DOCUMENT)
    (data / SETTINGS_FILE).write_bytes(DOCUMENT.replace(b"national-5", b"stars-10"))
    assert load_situation(config).window.code == "B07"
    assert "stars-10" in refusal_of(config).en
    (data / SETTINGS_FILE).write_bytes(DOCUMENT)
    assert refusal_of(config) is None
