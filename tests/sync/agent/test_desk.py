"""Settings come down, and a bad document or a full folder leaves the last good ones."""

import pytest

from sync.protocol.settings import Schedule, Settings, Window, write_settings


def test_settings_are_laid_out_for_the_window_as_they_came(approved, collector):
    assert (approved.data / "settings.json").read_bytes() == collector.settings


def test_changed_settings_come_with_the_next_heartbeat(approved, collector):
    collector.settings = write_settings(
        Settings(window=Window(code="B07"), schedule=Schedule(heartbeat_seconds=5))
    )
    approved.clock.advance(31)
    approved.go_on(
        lambda: (approved.data / "settings.json").read_bytes() == collector.settings, turns=5
    )
    for _ in range(4):
        approved.turn()
    assert approved.turn() <= 5


def test_unchanged_settings_are_not_sent_again(approved, collector):
    approved.start()
    approved.deliver()
    assert ("GET", "settings", 304) in collector.calls


@pytest.mark.parametrize("document", [b"{}", b'{"window":{"code":""}}', b"<html>", b"[" * 9_999])
def test_a_bad_settings_document_is_refused_and_the_last_good_stays(approved, collector, document):
    good = collector.settings
    collector.settings = document
    approved.clock.advance(31)
    for _ in range(4):
        approved.turn()
    assert (approved.data / "settings.json").read_bytes() == good
    assert approved.link.trouble.kind == "settings-refused"
    fetched = [name for _, name, _ in collector.calls].count("settings")
    for _ in range(10):
        approved.clock.advance(min(approved.turn(), 30.0))
    assert [name for _, name, _ in collector.calls].count("settings") == fetched
    collector.settings = good
    approved.clock.advance(31)
    for _ in range(4):
        approved.turn()


def test_lost_settings_are_laid_out_again_at_the_next_start(approved):
    (approved.data / "settings.json").unlink()
    approved.start()
    assert approved.turn() == 0
    assert (approved.data / "settings.json").exists()


def test_settings_that_cannot_be_written_are_fetched_again(approved, collector):
    (approved.data / "settings.json.new").mkdir()
    collector.settings = write_settings(Settings(window=Window(code="C03")))
    approved.clock.advance(31)
    approved.go_on(lambda: approved.link.trouble is not None, turns=5)
    assert approved.link.trouble.kind == "settings-not-written"
    (approved.data / "settings.json.new").rmdir()
    approved.go_on(lambda: approved.link.trouble is None, turns=10)
    assert b"C03" in (approved.data / "settings.json").read_bytes()
