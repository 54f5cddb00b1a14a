"""Announcements, paused, closed, out of order: what is to be seen, and what a touch does there."""

from datetime import timedelta
from hashlib import sha256

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from kiosk.app.screens import Idle, OutOfOrder, Rate, Thanks
from sync.protocol.handover import MEDIA_FOLDER
from sync.protocol.settings import (
    Announcement,
    Feedback,
    Hours,
    Neighbour,
    Policy,
    Presentation,
    Span,
)
from ui.props import idle

SATURDAY = Announcement(
    title="周六上午照常办理", text="9:00 到 11:30", title_en="Open on Saturday mornings"
)
LIFT = Announcement(title="电梯检修")


def announce(citizen, *notices, **more):
    terminal = citizen.window.terminal
    look = Presentation(idle_seconds=1)
    terminal.apply(replace(terminal.situation, announcements=notices, presentation=look, **more))
    return citizen.waits_for(Idle)


def test_announcements_come_by_themselves_in_both_languages(arrives):
    citizen = arrives()

    announce(citizen, SATURDAY)

    assert citizen.reads("title") == "周六上午照常办理"
    assert citizen.reads("english") == "Open on Saturday mornings"
    assert citizen.reads("call") == "办完业务，点一下屏幕评价"
    assert citizen.reads("callEnglish") == "Tap the screen to rate our service"


@pytest.mark.parametrize("at", [(640, 30), (232, 700), (640, 700), (2, 2), (1278, 798)])
def test_a_touch_anywhere_leads_to_the_question_and_never_rates(arrives, at):
    citizen = arrives()
    announce(citizen, SATURDAY)

    citizen.taps_at(QPoint(*at))
    citizen.waits_for(Rate)

    assert citizen.entries("rating") == []


def test_the_second_half_of_a_trembling_tap_does_not_rate_either(arrives):
    citizen = arrives()
    announce(citizen, SATURDAY)
    face = QPoint(232, 600)

    citizen.taps_at(face)
    for _ in range(3):
        citizen.touches().press(0, face).commit()
        citizen.touches().release(0, face).commit()
    citizen.waits_until_touches_count()

    assert isinstance(citizen.window.terminal.screen, Rate)
    assert citizen.entries("rating") == []


def test_a_long_press_that_ends_on_the_question_does_not_rate(arrives):
    citizen = arrives()
    announce(citizen, SATURDAY)
    face = QPoint(232, 600)
    citizen.waits_until_touches_count()

    citizen.touches().press(0, face).press(1, face + QPoint(30, 0)).commit()
    citizen.touches().release(0, face).stationary(1).commit()
    citizen.waits_for(Rate)
    citizen.waits_until_touches_count()
    citizen.touches().release(1, face + QPoint(30, 0)).commit()

    assert citizen.entries("rating") == []
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)


def test_whoever_touches_beside_the_keys_puts_the_announcements_off(arrives):
    citizen = arrives()
    announce(citizen, SATURDAY)
    citizen.taps_at(QPoint(640, 300))
    citizen.waits_for(Rate)
    due = citizen.window.terminal.next_deadline()

    citizen.waits_until_touches_count()
    citizen.qtbot.waitUntil(lambda: citizen.window.clocks.up() > due - 600)
    citizen.taps_at(citizen.middle_of("question"))

    assert citizen.window.terminal.next_deadline() > due
    assert citizen.entries("rating") == []


def test_an_invitation_takes_the_announcements_place_at_once(arrives):
    citizen = arrives()
    citizen.window.terminal.start_shift("0317")
    announce(citizen, SATURDAY)

    citizen.window.terminal.invite("A037")
    citizen.qtbot.waitUntil(lambda: citizen.sees("ticket"))

    assert citizen.reads("ticket") == "A037 号，您的业务已办好"


def test_a_pause_takes_the_announcements_place_at_once(arrives):
    citizen = arrives()
    announce(citizen, SATURDAY)

    citizen.window.terminal.pause()

    assert citizen.reads("sign") == "暂停服务"
    assert not citizen.sees("call")


def test_announcements_take_turns(arrives, monkeypatch):
    monkeypatch.setattr(idle, "TURN", 300)
    citizen = arrives()
    announce(citizen, SATURDAY, LIFT)

    citizen.qtbot.waitUntil(lambda: citizen.reads("title") == "电梯检修")
    citizen.qtbot.waitUntil(lambda: citizen.reads("title") == "周六上午照常办理")

    assert citizen.sees("dots")


def test_the_faces_rise_into_their_keys_where_the_hall_wants_ornament(arrives):
    citizen = arrives(ornament=True)
    announce(citizen, SATURDAY)
    question = citizen.window.scene.window.findChild(object, "rate")

    citizen.taps_at(QPoint(640, 300))
    citizen.waits_for(Rate)
    rose = question.property("rising")
    citizen.qtbot.waitUntil(lambda: question.property("rising") == 0)

    assert rose > 0


def test_the_faces_are_in_their_keys_at_once_where_it_does_not(arrives):
    citizen = arrives(ornament=False)
    announce(citizen, SATURDAY)

    citizen.taps_at(QPoint(640, 300))
    citizen.waits_for(Rate)

    assert citizen.item("rate").property("rising") == 0


# ---------------------------------------------------------------- pictures


def put_picture(citizen, color="#ff00ff", *, damaged=False):
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    folder = citizen.data / MEDIA_FOLDER
    folder.mkdir(exist_ok=True)
    plain = folder / "plain.png"
    assert image.save(str(plain))
    content = plain.read_bytes()
    name = sha256(content).hexdigest()
    (folder / name).write_bytes(content[:-9] + b"damaged!!" if damaged else content)
    plain.unlink()
    return name


def color_in(citizen, name):
    shot = citizen.window.scene.window.grabWindow()
    return shot.pixelColor(citizen.middle_of(name)).name()


def test_an_announcements_picture_is_shown_once_its_file_is_there(arrives):
    citizen = arrives()
    name = put_picture(citizen)

    announce(citizen, replace(SATURDAY, picture=name))

    citizen.qtbot.waitUntil(lambda: color_in(citizen, "picture") == "#ff00ff")


@pytest.mark.parametrize("kind", ["missing", "damaged", "none"])
def test_without_a_picture_that_holds_there_are_the_palettes_shapes(arrives, kind):
    citizen = arrives()
    name = {"missing": "0" * 64, "none": ""}.get(kind) if kind != "damaged" else None
    name = put_picture(citizen, damaged=True) if name is None else name

    announce(citizen, replace(SATURDAY, picture=name))
    media = citizen.window.media
    citizen.qtbot.waitUntil(lambda: not media.loading)

    assert color_in(citizen, "picture") == "#eaae38"


# ---------------------------------------------------------------- paused, closed, out of order


def test_a_paused_window_shows_the_way_to_its_neighbours(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    neighbours = (
        Neighbour(
            code="A02", number="2", name="不动产登记窗口", name_en="Real estate", side="left"
        ),
        Neighbour(code="A05", name="综合受理窗口"),
    )
    terminal.apply(replace(terminal.situation, neighbours=neighbours))

    terminal.pause()
    citizen.window.scene.window.grabWindow()

    cards = citizen.item("neighbour").parentItem().childItems()
    names = [card for card in cards if card.objectName() == "neighbour"]
    assert [card.property("plate") for card in names] == ["2", "A05"]
    assert [card.property("onLeft") for card in names] == [True, False]
    assert [card.property("english") for card in names] == ["Real estate", "Window A05"]


def test_a_closed_hall_says_when_it_opens_again(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    now = citizen.window.clocks.now()
    soon = (now + timedelta(minutes=3)).replace(second=0)
    hours = Hours(
        week=((Span(opens=f"{soon:%H:%M}", closes="00:00"),),) * 7,
        days={now.date().isoformat(): ()} if soon.date() != now.date() else {},
    )
    citizen.window.clocks.sure = lambda: True

    terminal.apply(
        replace(terminal.situation, hours=hours, policy=Policy(closed_outside_hours=True))
    )

    assert citizen.reads("time") == f"{soon.hour}:{soon.minute:02d}"
    assert citizen.reads("timeNote") in {"今天开门", "明天开门"}


def test_an_outage_shows_the_windows_own_code_where_the_hall_has_a_page(arrives, tmp_path):
    (tmp_path / "data").write_text("a file where the data folder should be")
    citizen = arrives(finds=OutOfOrder)
    assert not citizen.sees("window-code")
    terminal = citizen.window.terminal

    terminal.apply(
        replace(terminal.situation, feedback=Feedback(url="https://pj.example.cn/R", key="k"))
    )
    citizen.window.presenter.refresh()

    assert citizen.sees("window-code")
    assert citizen.reads("codeNote") == "扫码看怎么办"
