"""A document and its pictures go into force together, whatever happens on the way."""

import errno
import json
from hashlib import sha256

import pytest

from sync.agent import pictures as module
from sync.protocol.settings import Announcement, Settings, Staff, Window, write_settings
from tests.fakes import LOGIN_PAGE, busy
from tests.serving import Reply

FACE, POSTER = b"a face" * 1000, b"a poster" * 1000


def name(content: bytes) -> str:
    return sha256(content).hexdigest()


def document(code: str = "B07", *, face: bytes = FACE) -> bytes:
    return write_settings(
        Settings(
            window=Window(code=code),
            staff=(Staff(number="1001", name="王", photo=name(face)),),
            announcements=(Announcement(title="通知", picture=name(POSTER)),),
        )
    )


@pytest.fixture
def offered(approved, collector):
    """A collector that has a document with two pictures, both of which it gives."""
    collector.settings = document()
    collector.media = {name(FACE): FACE, name(POSTER): POSTER}
    approved.clock.advance(31)
    return approved


def shown(terminal) -> bytes:
    return (terminal.data / "settings.json").read_bytes()


def media(terminal) -> set[str]:
    return {path.name for path in (terminal.data / "media").iterdir()}


def in_force(terminal, collector) -> bool:
    return shown(terminal) == collector.settings


def test_the_window_sees_a_document_only_once_its_pictures_are_there(offered, collector):
    before = shown(offered)
    for _ in range(50):
        offered.clock.advance(min(offered.turn(), 60.0))
        if shown(offered) != before:
            break
        assert not (offered.data / "media").exists() or len(media(offered)) < 2
    assert in_force(offered, collector)
    assert media(offered) == {name(FACE), name(POSTER)}
    assert (offered.data / "media" / name(FACE)).read_bytes() == FACE
    assert offered.link.settings.missing == ()
    assert offered.link.settings.since is not None


def test_a_picture_that_is_there_already_is_not_fetched_again(offered, collector):
    offered.go_on(lambda: in_force(offered, collector))
    collector.calls.clear()
    collector.settings = document("B08")
    offered.clock.advance(31)
    offered.go_on(lambda: in_force(offered, collector))
    assert name(FACE) not in {call for _, call, _ in collector.calls}


def test_a_power_cut_between_document_and_pictures_is_made_good_by_the_next_start(
    offered, collector
):
    before = shown(offered)
    offered.go_on((offered.data / "media").exists)
    assert shown(offered) == before
    offered.start()
    assert shown(offered) == before
    offered.go_on(lambda: in_force(offered, collector))
    assert media(offered) == {name(FACE), name(POSTER)}


def test_a_power_cut_before_the_file_is_replaced_is_made_good_without_a_network(offered, collector):
    offered.go_on(lambda: in_force(offered, collector))
    (offered.data / "settings.json").write_bytes(document("OLD"))
    collector.scripted.extend([LOGIN_PAGE] * 50)
    offered.start()
    offered.turn()
    assert in_force(offered, collector)


def test_a_picture_nobody_has_holds_the_document_up_only_a_little(offered, collector):
    del collector.media[name(FACE)]
    offered.go_on(lambda: in_force(offered, collector), most=600)
    assert offered.link.settings.missing == (name(FACE),)
    assert offered.link.trouble.kind == "pictures-missing"
    assert media(offered) == {name(POSTER)}


def test_a_picture_that_comes_late_is_shown_without_another_document(offered, collector):
    del collector.media[name(FACE)]
    offered.go_on(lambda: in_force(offered, collector))
    stamp = (offered.data / "settings.json").stat().st_ino
    collector.media[name(FACE)] = FACE
    offered.go_on(lambda: offered.link.settings.missing == (), turns=1000)
    assert media(offered) == {name(FACE), name(POSTER)}
    assert (offered.data / "settings.json").stat().st_ino != stamp
    assert offered.link.trouble is None


@pytest.mark.parametrize("wrong", [b"something else", b"", b"x" * (2 * 1024 * 1024 + 1)])
def test_what_is_not_the_picture_is_never_kept(offered, collector, wrong):
    collector.media[name(FACE)] = wrong
    offered.go_on(lambda: in_force(offered, collector), most=3600)
    assert offered.link.settings.missing == (name(FACE),)
    assert media(offered) == {name(POSTER)}


def test_a_collector_that_knows_no_pictures_gives_its_settings_all_the_same(offered, collector):
    collector.media = {}
    offered.go_on(lambda: in_force(offered, collector))
    assert len(offered.link.settings.missing) == 2


def test_a_collector_that_is_busy_costs_a_picture_nothing(offered, collector):
    offered.go_on(lambda: ("GET", "settings", 200) in collector.calls)
    collector.scripted.extend([busy(1)] * 12)
    offered.go_on(lambda: in_force(offered, collector))
    assert offered.link.settings.missing == ()


def test_ratings_go_before_pictures(offered, collector):
    offered.go_on(lambda: ("GET", "settings", 200) in collector.calls)
    collector.calls.clear()
    offered.rate()
    offered.go_on(lambda: in_force(offered, collector))
    assert collector.calls[0][:2] == ("POST", "entries")


def test_pictures_no_document_names_are_swept_but_for_the_one_before(offered, collector):
    offered.go_on(lambda: in_force(offered, collector))
    faces = [FACE, b"second" * 99, b"third" * 99]
    for number, face in enumerate(faces[1:]):
        collector.media[name(face)] = face
        collector.settings = document(f"C{number}", face=face)
        offered.clock.advance(31)
        offered.go_on(lambda: in_force(offered, collector))
    assert media(offered) == {name(POSTER), name(faces[1]), name(faces[2])}


def test_a_picture_whose_file_was_damaged_is_fetched_again(offered, collector):
    offered.go_on(lambda: in_force(offered, collector))
    (offered.data / "media" / name(FACE)).write_bytes(b"rot")
    offered.start()
    offered.turn()
    offered.go_on(lambda: media(offered) == {name(FACE), name(POSTER)})
    assert (offered.data / "media" / name(FACE)).read_bytes() == FACE


def test_pictures_leave_the_disk_to_ratings(offered, collector, monkeypatch):
    monkeypatch.setattr(module, "_RESERVE", 2**60)
    offered.go_on(lambda: in_force(offered, collector), most=3600)
    assert media(offered) == set()
    assert len(offered.link.settings.missing) == 2


def test_a_write_that_fails_leaves_nothing_beside(offered, monkeypatch):
    (offered.data / "media").mkdir()
    (offered.data / "media" / name(FACE)).mkdir()
    keeper = module.Pictures(offered.data / "media")
    with pytest.raises(OSError, match="directory") as raised:
        keeper.keep(name(FACE), FACE)
    assert raised.value.errno == errno.EISDIR
    assert media(offered) == {name(FACE)}


def test_the_reason_for_a_refusal_outlives_restarts_without_a_network(offered, collector):
    offered.go_on(lambda: in_force(offered, collector))
    good = collector.settings
    collector.settings = good.replace(b"satisfaction-3", b"stars-of-ten-1")
    offered.clock.advance(31)
    offered.go_on(lambda: offered.link.settings.refused != "")
    assert "stars-of-ten-1" in offered.link.settings.refused
    collector.scripted.extend([Reply(502, b"")] * 500)
    offered.start()
    for _ in range(20):
        offered.clock.advance(min(offered.turn(), 30.0))
    assert shown(offered) == good
    assert "stars-of-ten-1" in offered.link.settings.refused
    collector.scripted.clear()
    collector.settings = good
    offered.go_on(lambda: offered.link.settings.refused == "")
    assert offered.link.trouble is None


def test_the_collector_hears_which_document_is_used_and_why_not_its_own(offered, collector):
    offered.go_on(lambda: in_force(offered, collector))
    collector.settings = b'{"window":{"code":""}}'
    offered.clock.advance(31)
    offered.go_on(lambda: offered.link.settings.refused != "")
    (log,) = collector.logs.values()
    heard = len(log.heartbeats)
    offered.go_on(lambda: len(log.heartbeats) > heard)
    said = log.heartbeats[-1]["settings_document"]
    assert "window.code" in said["refused"]
    assert said["etag"] == offered.link.settings.etag
    assert json.dumps(said)
