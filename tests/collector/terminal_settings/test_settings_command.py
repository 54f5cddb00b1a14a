"""`collector settings`, `staff` and `announce`: what they decide, show and refuse."""

import importlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from collector.accounts.models import AuditEntry
from collector.command import CommandError, _parser
from collector.organisation.models import Department, Hall, Kind, Node, Window
from collector.terminal_settings.document import settings_for
from collector.terminal_settings.effective import DjangoRows
from collector.terminal_settings.models import Layer
from sync.protocol.pin import check_pin
from sync.protocol.settings import Settings, Staff
from tests.collector.terminal_settings.drawing import picture

Run = Callable[..., str]


@pytest.fixture
def hall(db: None) -> Hall:
    hall = Hall.objects.create(code="hall")
    department = Department.objects.create(hall=hall, name="税务")
    Window.objects.create(hall=hall, code="A01", department=department)
    Window.objects.create(hall=hall, code="A02")
    return hall


@pytest.fixture
def run(hall: Hall, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb as the command does, in this process; return what it prints."""

    def run(*words: str) -> str:
        arguments = _parser().parse_args(words)
        verb = importlib.import_module(f"collector.command.{words[0]}")
        capsys.readouterr()
        assert verb.run(arguments) == 0
        return capsys.readouterr().out

    return run


def told(code: str = "A01") -> Settings:
    return settings_for(DjangoRows(), Window.objects.get(code=code).pk)


def test_what_a_place_decides_all_below_inherit_until_they_decide_themselves(run: Run):
    run("settings", "set", "policy.reasons_required", "yes")
    run("settings", "set", "presentation.volume", "3", "--department", "税务")
    run("settings", "set", "scale", "national-5", "--window", "A01")
    assert (told().scale, told().policy.reasons_required) == ("national-5", True)
    assert told().presentation.volume == 3
    assert (told("A02").scale, told("A02").presentation.volume) == ("satisfaction-3", 6)
    shown = json.loads(run("settings", "show", "--window", "A01", "--json"))
    assert shown["scale"] == {"value": "national-5", "own": True, "from": "window:A01"}
    assert shown["policy.reasons_required"]["from"] == "hall:hall"
    assert shown["presentation.brightness"] == {"value": 10, "own": False, "from": None}
    assert "继承自" in run("settings", "show", "--window", "A01")
    run("settings", "unset", "scale", "--window", "A01")
    assert told().scale == "satisfaction-3"


def test_a_city_decides_for_all_its_halls(run: Run, hall: Hall):
    city = Node.objects.create(kind=Kind.CITY, code="320600", path="/9/")
    Node.objects.filter(pk=city.pk).update(path=f"/{city.pk}/")
    for node in Node.objects.exclude(pk=city.pk):
        Node.objects.filter(pk=node.pk).update(path=f"/{city.pk}{node.path}")
    run("settings", "set", "scale", "national-5", "--place", "320600")
    assert told().scale == "national-5"
    run("settings", "set", "scale", "satisfaction-3", "--hall", "hall")
    assert told().scale == "satisfaction-3"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("scale", "stars-10"), "stars-10"),
        (("presentation.volume", "11"), "<= 10"),
        (("colour", "red"), "there is no setting colour"),
        (("own_catalogue", '{"id":"national-x","reasons":[]}'), "national-"),
        (("hours", '{"week":[[],[]]}'), "2 days"),
        (("schedule.night_from", "9:00"), "regex"),
        (("timezone", "Asia/Shangai"), "Shangai"),
    ],
)
def test_what_a_terminal_could_not_use_is_refused_in_words_and_changes_nothing(
    run: Run, words: tuple[str, ...], reason: str
):
    with pytest.raises(CommandError) as refused:
        run("settings", "set", *words)
    assert reason in str(refused.value)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in str(refused.value))
    assert not Layer.objects.exists()


def test_windows_nearby_may_be_named_for_the_whole_hall(run: Run):
    run("settings", "set", "neighbours", '[{"code":"A01"},{"code":"A02","side":"left"}]')
    assert [one.code for one in told("A01").neighbours] == ["A02"]
    assert [one.code for one in told("A02").neighbours] == ["A01"]


def test_a_code_of_a_halls_own_reasons_never_means_something_else(run: Run):
    def reasons(*rows: dict[str, object], name: str = "hall-1") -> str:
        return json.dumps({"id": name, "reasons": list(rows)})

    slow = {"code": "x1", "national": 2, "zh": "慢", "en": "Slow"}
    run("settings", "set", "own_catalogue", reasons(slow))
    for changed in (reasons(), reasons(slow | {"national": 1})):
        with pytest.raises(CommandError, match="x1 of hall-1 is in use"):
            run("settings", "set", "own_catalogue", changed)
    run("settings", "set", "own_catalogue", reasons(slow | {"enabled": False, "zh": "太慢"}))
    run("settings", "set", "own_catalogue", reasons(name="hall-2"))
    own = told().own_catalogue
    assert own is not None
    assert own.id == "hall-2"


def test_a_file_sets_all_of_it_or_nothing(run: Run, tmp_path: Path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"presentation": {"volume": 2, "voice": False}, "timezone": "x/y"}))
    with pytest.raises(CommandError, match="x/y"):
        run("settings", "set", "--file", str(file))
    assert told().presentation.volume == 6
    file.write_text(json.dumps({"presentation": {"volume": 2, "voice": False}}))
    run("settings", "set", "--file", str(file))
    assert told().presentation.volume == 2
    file.write_text(json.dumps({"presentation.volume": None, "presentation.voice": None}))
    run("settings", "set", "--file", str(file))
    assert told().presentation.voice


def test_a_pin_is_kept_as_a_hash_alone(run: Run, monkeypatch: pytest.MonkeyPatch):
    run("staff", "add", "2002", "--name", "李", "--stars", "5")
    monkeypatch.setattr(sys, "stdin", io.StringIO("4711\n"))
    run("staff", "pin", "2002", "--pin-stdin")
    (member,) = told().staff
    assert check_pin("4711", member.pin)
    trail = str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "pin" in trail
    assert "4711" not in trail
    assert "scrypt" not in trail
    monkeypatch.setattr(sys, "stdin", io.StringIO("12\n"))
    with pytest.raises(CommandError, match="four to eight digits"):
        run("staff", "pin", "2002", "--pin-stdin")
    assert "PIN" in run("staff", "list")
    run("staff", "pin", "2002", "--none")
    assert told().staff[0].pin == ""
    run("staff", "add", "2002", "--active", "no")
    assert told().staff == ()


def test_a_card_shows_what_was_entered(run: Run, tmp_path: Path):
    face = tmp_path / "face.jpg"
    face.write_bytes(picture())
    run("staff", "add", "1001", "--name", "王小明", "--post", "首席代表", "--stars", "4")
    run("staff", "photo", "1001", str(face))
    (member,) = told().staff
    assert member == Staff(
        number="1001", name="王小明", post="首席代表", stars=4, photo=member.photo
    )
    assert len(member.photo) == 64
    run("staff", "add", "1001", "--stars", "3")
    assert told().staff[0].stars == 3
    assert told().staff[0].name == "王小明"


def test_announcements_show_on_their_days_and_below_their_place(run: Run):
    run("announce", "add", "--title", "全厅", "--until", "2099-01-01")
    run("announce", "add", "--title", "税务", "--title-en", "Tax", "--department", "税务")
    run("announce", "add", "--title", "过期", "--until", "2020-01-01")
    assert [one.title for one in told("A01").announcements] == ["税务", "全厅"]
    assert [one.title for one in told("A02").announcements] == ["全厅"]
    rows = json.loads(run("announce", "list", "--json"))
    assert [row["title"] for row in rows] == ["过期", "税务", "全厅"]
    run("announce", "end", str(rows[-1]["number"]))
    assert told("A02").announcements == ()


def test_who_changed_what_is_in_the_trail(run: Run):
    run("settings", "set", "presentation.brightness", "7", "--window", "A01")
    run("settings", "set", "presentation.brightness", "7", "--window", "A01")
    (entry,) = AuditEntry.objects.filter(action="organisation.settings")
    assert entry.account == "collector settings"
    assert json.loads(entry.detail) == {"presentation.brightness": [None, 7]}


@pytest.mark.parametrize(
    "words",
    [
        ("settings", "set", "scale", "national-5", "--hall", "none"),
        ("settings", "set", "scale", "national-5", "--window", "Z9"),
        ("settings", "set", "scale", "national-5", "--department", "none"),
        ("settings", "set", "scale", "national-5", "--place", "none"),
        ("settings", "set", "scale"),
        ("settings", "set"),
        ("settings", "show", "colour"),
        ("settings", "set", "--file", "nowhere.json"),
        ("staff", "add", "1", "--name", "x" * 51),
        ("staff", "add", "1", "--name", "x", "--stars", "6"),
        ("staff", "photo", "404", "face.jpg"),
        ("staff", "add", "5005"),
        ("staff", "add"),
        ("announce", "add"),
        ("announce", "add", "--title", "x" * 41),
        ("announce", "add", "--title", "x", "--since", "2026-02-30"),
        ("announce", "add", "--title", "x", "--since", "2026-02-03", "--until", "2026-02-01"),
        ("announce", "end", "99999"),
    ],
    ids=" ".join,
)
def test_a_wrong_wish_is_answered_in_both_languages(run: Run, words: tuple[str, ...]):
    with pytest.raises(CommandError, match=" · "):
        run(*words)
