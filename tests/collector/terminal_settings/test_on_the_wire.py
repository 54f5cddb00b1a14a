"""A terminal asks a real collector, on each database, for its settings and their pictures."""

import json
import subprocess
import sys
from pathlib import Path

import zstandard

from sync.protocol.settings import Settings, read_settings
from tests.collector.conftest import Here
from tests.collector.device import Answer, Device
from tests.collector.terminal_settings.drawing import picture


def fetched(device: Device, tag: str = "") -> Answer:
    headers = {"If-None-Match": tag} if tag else {}
    return device.call("GET", f"/logs/{device.log}/settings", headers=headers)


def settings_of(device: Device) -> Settings:
    return read_settings(fetched(device).raw)


def ok(here: Here, *words: str) -> str:
    done = here.command(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pin_command(here: Here, number: str, pin: str):
    return subprocess.run(
        [sys.executable, "-m", "collector", "staff", "--data", here.data, "pin", number,
         "--pin-stdin"],
        input=pin + "\n", capture_output=True, text=True, env=dict(here.environment), check=False,
        timeout=60,
    )  # fmt: skip


def test_only_a_change_that_shows_changes_the_etag(here, own_device):
    tag = fetched(own_device).headers["etag"]
    ok(here, "settings", "set", "presentation.volume", "6")
    assert fetched(own_device, tag).status == 304
    ok(here, "settings", "set", "presentation.volume", "5")
    changed = fetched(own_device, tag)
    assert changed.status == 200
    assert own_device.heartbeat().body["settings"] == changed.headers["etag"]
    ok(here, "settings", "unset", "presentation.volume")
    assert fetched(own_device, tag).status == 304


def test_a_photo_a_pin_and_a_poster_reach_the_terminal_and_nobody_else(
    here, own_device, tmp_path: Path
):
    face, poster = tmp_path / "face.jpg", tmp_path / "poster.png"
    face.write_bytes(picture(900, 1200))
    poster.write_bytes(picture(2400, 1000, "PNG"))
    ok(here, "staff", "add", "1001", "--name", "王小明", "--post", "首席代表", "--stars", "4")
    ok(here, "staff", "photo", "1001", str(face))
    ok(here, "announce", "add", "--title", "国庆放假", "--title-en", "Holidays",
       "--picture", str(poster), "--until", "2099-10-08")  # fmt: skip
    told = settings_of(own_device)
    # Others of this session's hall may stand there too.
    member = next(one for one in told.staff if one.number == "1001")
    assert (member.name, member.stars, member.pin) == ("王小明", 4, "")
    notice = next(one for one in told.announcements if one.title == "国庆放假")
    assert notice.until == "2099-10-08"

    for name in (member.photo, notice.picture):
        answer = own_device.call("GET", f"/logs/{own_device.log}/media/{name}")
        assert answer.status == 200
        assert answer.headers["content-type"] == "image/jpeg"
        assert "immutable" in answer.headers["cache-control"]
    path = f"/logs/{own_device.log}/media"
    assert own_device.call("GET", f"{path}/{'0' * 64}").status == 404
    assert own_device.call("GET", f"{path}/../../x").status == 404
    assert own_device.call("POST", f"{path}/{member.photo}", b"").status == 405
    other = here.device()
    theirs = f"/logs/{own_device.log}/media/{member.photo}"
    assert other.call("GET", theirs).refusal == (401, 101, "unauthenticated")
    waiting = here.device(approved=False)
    assert waiting.call("GET", f"/logs/{waiting.log}/media/{member.photo}").status == 403

    ok(here, "staff", "photo", "1001", "--none")
    assert own_device.call("GET", theirs).status == 404
    listed = json.loads(ok(here, "announce", "list", "--json"))
    number = next(str(one["number"]) for one in listed if one["title"] == "国庆放假")
    ok(here, "announce", "end", number)
    assert "国庆放假" not in {one.title for one in settings_of(own_device).announcements}


def test_what_a_terminal_was_given_is_kept_without_pins_and_once(here, own_device):
    ok(here, "staff", "add", "3003", "--name", "赵")
    assert pin_command(here, "3003", "123456").returncode == 0
    raw = fetched(own_device).raw
    fetched(own_device)
    rows = here.database.rows(
        "SELECT etag, body FROM terminal_settings_given WHERE log_id = %s ORDER BY at DESC",
        here.database.id_of(own_device.log),
    )
    etag, body = rows[0]
    assert etag in fetched(own_device).headers["etag"]
    assert [one[0] for one in rows].count(etag) == 1
    kept = zstandard.ZstdDecompressor().decompress(bytes(body))
    assert "赵".encode() in kept
    assert b"scrypt" not in kept
    assert b"scrypt" in raw


def test_what_a_terminal_says_of_its_settings_is_kept(here, own_device):
    said = {"etag": '"x"', "refused": "scale: there is none called stars", "missing": 2}
    assert own_device.heartbeat(settings_document=said).status == 200
    kept = here.database.one(
        "SELECT settings FROM ingest_heartbeat WHERE log_id = %s",
        here.database.id_of(own_device.log),
    )
    assert (json.loads(kept) if isinstance(kept, str) else kept) == said
    assert own_device.heartbeat(settings_document=None).status == 200
