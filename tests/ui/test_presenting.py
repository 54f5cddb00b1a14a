"""What the screen does by itself: with settings that arrive, time that runs, an invitation."""

import hashlib

from msgspec.structs import replace
from PySide6.QtCore import QPoint

from deploy.screenshots.portrait import portrait
from kiosk.app.screens import Closed, Paused, Rate, Reasons, Thanks
from kiosk.config import parse_config
from kiosk.settings import SettingsWatch
from sync.protocol.handover import MEDIA_FOLDER, SETTINGS_FILE, replace_file
from sync.protocol.settings import Feedback, Policy, Settings, Staff, write_settings
from sync.protocol.settings import Window as WindowSettings
from ui import choices, settings_thread
from ui.settings_thread import SettingsThread

FEEDBACK = Feedback(url="https://pj.example.cn/c", key="k", comments=True)


def with_feedback(citizen):
    terminal = citizen.window.terminal
    terminal.apply(replace(terminal.situation, feedback=FEEDBACK))
    return terminal


def test_nothing_is_built_anew_for_a_rating(arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 0.0")
    names = ["level-satisfied", "level-basic", "level-unsatisfied", "question", "language"]
    before = [citizen.item(name) for name in names]

    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    citizen.waits_for(Rate)

    assert [citizen.item(name) for name in names] == before


def test_settings_that_the_agent_leaves_are_shown_without_a_restart(arrives, monkeypatch):
    monkeypatch.setattr(settings_thread, "INTERVAL", 0.02)
    citizen = arrives()
    window = citizen.window
    config = parse_config(f'[terminal]\ndata = "{citizen.data}"', citizen.data / "config.toml")
    thread = SettingsThread(
        SettingsWatch(config),
        lambda situation: window.gui.post(lambda: window.terminal.apply(situation)),
        window.clocks.ask,
    )
    thread.start()
    settings = Settings(
        window=WindowSettings(code="B07", number="7", name="婚姻登记窗口"), scale="national-5"
    )

    replace_file(citizen.data / SETTINGS_FILE, write_settings(settings))
    citizen.qtbot.waitUntil(lambda: citizen.sees("level-very-satisfied"))
    thread.stop()

    assert citizen.reads("plate") == "7"
    assert citizen.reads("windowName") == "婚姻登记窗口"
    citizen.taps("level-very-unsatisfied")
    citizen.waits_for(Reasons)
    assert citizen.sees("reason-108")
    assert [entry["window"] for entry in citizen.entries("rating")] == ["B07"]


def test_settings_wait_until_the_citizen_has_finished(arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 0.0")
    terminal = citizen.window.terminal
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    terminal.apply(replace(terminal.situation, window=WindowSettings(code="C09", number="9")))
    number = citizen.reads("number")
    citizen.waits_for(Rate)

    assert number.startswith("A01-")
    assert citizen.reads("plate") == "9"


def test_english_goes_back_to_chinese_when_nobody_touches_the_screen(arrives, monkeypatch):
    monkeypatch.setattr(choices, "RESTS_AFTER", 300)
    citizen = arrives()

    citizen.taps("language")
    assert citizen.reads("question") == "How was our service?"

    citizen.qtbot.waitUntil(lambda: citizen.reads("question") == "请您评价本次服务")


def test_an_invitation_comes_forward_with_its_ticket_and_a_countdown(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    terminal.start_shift("0317")

    terminal.invite("A037")
    citizen.qtbot.waitUntil(lambda: citizen.sees("ticket"))

    assert citizen.reads("ticket") == "A037 号，您的业务已办好"
    assert citizen.reads("line") == "还有 30 秒，不评价也可以"
    assert citizen.sees("countdown")
    citizen.qtbot.waitUntil(lambda: citizen.reads("line") == "还有 29 秒，不评价也可以")
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    assert [entry["mode"] for entry in citizen.entries("rating")] == ["invited"]


def test_a_tap_on_the_code_holds_the_receipt(arrives):
    citizen = arrives()
    with_feedback(citizen)
    citizen.taps("level-satisfied")
    short = citizen.waits_for(Thanks)

    citizen.taps("receipt-code")

    held = citizen.window.terminal.screen
    assert held.until - held.since >= 60_000
    assert held.receipt == short.receipt
    assert "二维码" not in citizen.reads("goodbye")


def test_writing_by_phone_keeps_the_reasons_and_holds_the_receipt(arrives):
    citizen = arrives()
    with_feedback(citizen)
    citizen.taps("level-unsatisfied")
    citizen.waits_for(Reasons)

    citizen.taps("reason-209")
    citizen.taps("byPhone")
    held = citizen.waits_for(Thanks)

    assert held.until - held.since >= 60_000
    assert [entry["codes"] for entry in citizen.entries("reasons")] == [["209"]]


def test_without_a_comment_page_the_receipt_speaks_of_no_code(arrives):
    citizen = arrives()
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert not citizen.sees("receipt-code")
    assert not citizen.sees("inviteTitle")
    assert citizen.reads("chosen") == "满意"


def test_change_my_answer_goes_away_when_its_time_is_over(arrives):
    citizen = arrives("thanks_seconds = 5.0\nchange_seconds = 1.0")
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert citizen.sees("change")
    citizen.qtbot.waitUntil(lambda: not citizen.sees("change"))

    assert isinstance(citizen.window.terminal.screen, Thanks)


def test_a_paused_window_takes_no_rating(arrives):
    citizen = arrives()
    spot = citizen.middle_of("level-satisfied")

    citizen.window.terminal.pause()
    citizen.waits_for(Paused)
    citizen.taps_at(spot)

    assert citizen.reads("sign") == "暂停服务"
    assert citizen.entries("rating") == []
    citizen.window.terminal.resume()
    citizen.waits_for(Rate)
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)


def test_a_hall_that_takes_no_ratings_without_staff_says_that_the_window_is_not_open(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal

    terminal.apply(replace(terminal.situation, policy=Policy(walk_up_without_staff=False)))
    citizen.waits_for(Closed)
    sign = citizen.reads("sign")
    terminal.start_shift("0317")
    citizen.waits_for(Rate)

    assert sign == "窗口未开放"


def test_the_card_of_whoever_is_on_duty_is_shown(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    card = Staff(number="0317", name="示范员", post="综合受理", stars=4)

    assert not citizen.sees("staffName")
    terminal.apply(replace(terminal.situation, staff=(card,)))
    terminal.start_shift("0317")

    assert citizen.reads("staffName") == "示范员"
    assert citizen.reads("initial") == "示"


def test_a_touch_beside_every_key_does_nothing(arrives):
    citizen = arrives()

    citizen.taps_at(citizen.middle_of("question"))
    citizen.taps_at(QPoint(640, 20))

    assert isinstance(citizen.window.terminal.screen, Rate)
    assert citizen.entries("rating") == []


def test_the_words_of_thanks_do_not_wait_for_the_receipt_to_slide_in(arrives):
    citizen = arrives(ornament=True)
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    title, number = citizen.reads("title"), citizen.reads("number")
    slides = citizen.item("receipt").y() < 0
    citizen.qtbot.waitUntil(lambda: citizen.item("receipt").y() == 0)
    citizen.qtbot.waitUntil(lambda: citizen.item("seal").scale() == 1)

    assert title == "谢谢您的评价"
    assert number
    assert slides
    assert citizen.item("seal").opacity() == 1


def test_a_key_does_not_look_disabled_while_touches_do_not_count_yet(arrives):
    citizen = arrives()
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert not citizen.window.kiosk.property("armed")
    assert citizen.item("change").property("usable")
    assert citizen.item("change").property("ground").name() == "#ffffff"


def test_the_photo_of_whoever_is_on_duty_is_shown_and_a_damaged_one_is_not(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    content = portrait()
    names = [hashlib.sha256(content).hexdigest(), "0" * 64]
    (citizen.data / MEDIA_FOLDER).mkdir()
    for name in names:
        (citizen.data / MEDIA_FOLDER / name).write_bytes(content)
    staff = [
        Staff(number=number, name="示范员", photo=name)
        for number, name in zip(("1", "2"), names, strict=True)
    ]
    terminal.apply(replace(terminal.situation, staff=tuple(staff)))

    terminal.start_shift("1")
    citizen.qtbot.waitUntil(lambda: citizen.sees("photo"))
    assert not citizen.sees("initial")
    terminal.start_shift("2")
    citizen.qtbot.waitUntil(lambda: citizen.window.media.loading == set())

    assert citizen.reads("initial") == "示"
    assert not citizen.sees("photo")
