"""The set-up touched through the window: every key, every size, both languages."""

import socket

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.app.screens import Rate
from kiosk.app.set_up.mark import due
from kiosk.app.set_up.screens import Enrolment, Finding, SetUpScreen
from kiosk.config import parse_config
from sync.protocol.address import read_address
from ui.scene import _items

SIZES = [(1024, 600), (1280, 800), (1920, 1080), (1080, 1920)]
ASKS = "[terminal]\nset_up = true"


@pytest.fixture
def installer(arrives):
    def start(size=(1280, 800), config=ASKS):
        person = arrives(config, width=size[0], height=size[1], finds=SetUpScreen)
        laid_out(person)
        return person

    return start


def laid_out(person):
    width = person.window.scene.window.width()
    person.qtbot.waitUntil(lambda: person.item("setUp").width() == width)
    person.window.scene.window.grabWindow()  # rows take their places when a frame is drawn


def touch_all_circles(person):
    for spot in range(8):
        person.taps(f"spot-{spot}")


def show(person, **fields):
    """Bring up what a network would have to bring."""
    person.window.presenter.show_set_up(replace(person.window.terminal.screen, **fields))


@pytest.mark.parametrize("size", SIZES)
def test_eight_circles_are_touched_and_the_address_is_typed(installer, size):
    person = installer(size)
    touch_all_circles(person)
    assert "触摸正常" in person.reads("advice")

    person.taps("endTest")
    for letter in "a.cn:80":
        person.taps(f"key-{letter}")
    person.taps("key-back" if person.sees("key-back") else "key-back-wide")

    assert person.reads("typed") == "a.cn:8"


def test_whoever_wants_it_later_gets_the_faces_at_once(installer, tmp_path):
    person = installer()
    person.taps("later")
    person.waits_for(Rate)
    assert person.sees("level-satisfied")

    config = parse_config(f'{ASKS}\ndata = "data"', tmp_path / "config.toml")
    person.qtbot.waitUntil(lambda: due(config) is None)


def test_english_is_one_touch_away(installer):
    person = installer()

    person.taps("language")

    assert person.reads("title") == "Tap the circle with the dot"


def test_staff_can_open_it_over_the_faces(arrives):
    person = arrives()
    person.window.set_up.open()
    laid_out(person)
    person.taps("endTest")
    person.taps("later")
    person.waits_for(Rate)
    person.window.set_up.open()
    assert person.sees("spot-0")


def test_an_invitation_goes_before_the_set_up(arrives):
    person = arrives()
    person.window.terminal.start_shift("1001")
    person.window.set_up.open()

    assert person.window.terminal.invite("A037") == "invited"

    person.waits_for(Rate)


def test_nobody_rates_while_it_is_up(arrives):
    person = arrives()
    face = person.middle_of("level-satisfied")
    person.window.set_up.open()
    person.taps_at(face)

    assert person.entries("rating") == []


def boxes(person):
    """All that is to be read or pressed, with its place on the screen."""
    window = person.window.scene.window
    for item in _items(window.contentItem()):
        kind = item.metaObject().className()
        if kind.startswith(("Caption", "Key_", "LetterKey", "Utility_")):
            if kind.startswith("Caption") and not item.property("text"):
                continue
            size = QRectF(0, 0, item.width(), item.height())
            yield item, item.mapRectToScene(size)


STATIONS = ("touch", "address", "wrong", "enrolment", "done")


def go(person, station):
    enrolment = Enrolment(
        collector="https://pj.jianghai.example", log="7f3a91c05de2", code="WX4-7QK",
        status="pending", offset=400,
    )  # fmt: skip
    match station:
        case "touch":
            touch_all_circles(person)
        case "address":
            person.taps("endTest")
        case "wrong":
            person.taps("endTest")
            entry = person.window.terminal.screen.address
            found = Finding(finding="expired")
            show(person, address=replace(entry, typed="pj.jianghai.example", finding=found))
        case "enrolment":
            show(person, station="enrolment", enrolment=enrolment)
        case _:
            show(person, station="done", enrolment=enrolment)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("station", STATIONS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_or_leaves_the_screen(installer, size, station, language):
    person = installer(size, f'[terminal]\nset_up = true\nlanguage = "{language}"')
    go(person, station)
    person.window.scene.window.grabWindow()
    screen = QRectF(0, 0, *size)

    found = list(boxes(person))

    assert len(found) > 5
    for item, box in found:
        assert screen.contains(box), (item.objectName(), item.property("text"), box)
        if item.metaObject().className().startswith("Caption"):
            assert item.property("truncated") is False
            drawn = item.property("contentWidth")
            assert drawn <= item.width() + 1, (item.property("text"), drawn, item.width())


@pytest.mark.parametrize("size", SIZES)
def test_letters_are_as_far_apart_as_a_finger_needs(installer, size):
    person = installer(size)
    person.taps("endTest")
    unit = min(size) / 100

    keys: dict[str, QQuickItem] = {name: person.item(f"key-{name}") for name in "1a."}
    for key in keys.values():
        # Hit areas meet: the pitch is the target.
        assert key.width() >= (13.9 if size[1] > size[0] else 14.9) * unit
        assert key.height() >= (13.5 if size[1] > size[0] else 14.9) * unit
        assert key.mapToScene(QPointF(0, 0)).x() >= 0


def test_a_wrong_address_is_told_by_a_real_look_and_can_be_corrected(installer):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    person = installer()
    person.taps("endTest")
    for letter in f"127.0.0.1:{port}":
        person.taps(f"key-{letter}")
    person.taps("connect")
    assert "正在检查" in person.reads("message")

    person.qtbot.waitUntil(lambda: "没有程序应答" in person.reads("message"), timeout=30_000)

    assert read_address(person.data) == ""
    person.taps("key-back")
    assert person.reads("typed") == f"127.0.0.1:{port}"[:-1]
    assert "正在检查" not in person.reads("message")
