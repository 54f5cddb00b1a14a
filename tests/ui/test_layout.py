"""Every screen on every panel in both languages: nothing cut, nothing too small to be touched."""

import itertools
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.app.screens import OutOfOrder, Paused, Reasons, Thanks
from sync.protocol.settings import Feedback, Place, Staff
from sync.protocol.settings import Window as WindowSettings
from ui.window import Window

DENSITY_7_INCH = 6.67
TARGET_MM = 20


class Panel(NamedTuple):
    name: str
    width: int
    height: int
    density: float = 0.0


PANELS = [
    Panel("1024x600", 1024, 600),
    Panel("1280x800", 1280, 800),
    Panel("1920x1080", 1920, 1080),
    Panel("1080x1920", 1080, 1920),
    Panel("800x1280", 800, 1280),
    Panel("7-inch", 1024, 600, DENSITY_7_INCH),
    Panel("10-inch", 1280, 800, 5.91),
]
WINDOW = WindowSettings(
    code="BDC-012", number="12", name="不动产登记综合受理窗口",
    name_en="Real estate registration and transfer",
)  # fmt: skip
HALL = Place(name="江海市政务服务中心", name_en="Jianghai Government Service Centre")
STAFF = Staff(number="0317", name="示范员", post="综合受理岗", stars=4)
FEEDBACK = Feedback(url="https://pj.example.cn/c", key="k")


def drawn(root: QQuickItem) -> list[QQuickItem]:
    found = []
    for item in root.childItems():
        if item.isVisible() and item.opacity() > 0:
            found += [item, *drawn(item)]
    return found


def texts(window: Window) -> list[QQuickItem]:
    items = drawn(window.scene.window.contentItem())
    return [item for item in items if item.property("contentWidth") and item.property("text")]


def ink(text: QQuickItem) -> QRectF:
    """Where a text's characters are: they fill their size, a line is half as much more."""
    width, lines = text.property("contentWidth"), text.property("lineCount")
    size = min(text.property("font").pixelSize(), text.property("contentHeight") / lines / 1.45)
    height = text.property("contentHeight") - 0.45 * size
    left = (text.width() - width) / 2 if text.property("centred") else 0
    top = (text.height() - text.property("bottomPadding") - height) / 2
    return text.mapRectToScene(QRectF(left, top, width, height))


def hits(window: Window) -> list[QRectF]:
    items = drawn(window.scene.window.contentItem())
    areas = [item for item in items if item.objectName() == "hit" and item.isEnabled()]
    return [area.mapRectToScene(QRectF(0, 0, area.width(), area.height())) for area in areas]


def assert_nothing_is_cut(window: Window, where: str) -> None:
    frame = QRectF(0, 0, window.scene.window.width(), window.scene.window.height())
    shown = texts(window)
    assert len(shown) >= 3, where
    for text in shown:
        said = f"{where}: {text.property('text')!r}"
        assert not text.property("truncated"), said
        assert text.property("contentWidth") <= text.width() + 1, said
        assert frame.contains(text.mapRectToScene(QRectF(0, 0, text.width(), 1))), said
        assert frame.contains(ink(text)), said
        around = text.parentItem()
        if around.height() > 0 and around.objectName() != "words":
            assert around.mapRectToScene(
                QRectF(0, 0, around.width() + 1, around.height())
            ).contains(ink(text)), said
    for one, other in itertools.combinations(shown, 2):
        assert not ink(one).adjusted(1, 1, -1, -1).intersects(ink(other)), (
            f"{where}: {one.property('text')!r} over {other.property('text')!r}"
        )


def assert_targets_are_large_and_apart(window: Window, panel: Panel, where: str) -> None:
    unit = min(panel.width, panel.height) / 100
    least = max((14 if panel.height > panel.width else 15) * unit, TARGET_MM * panel.density)
    areas = hits(window)
    frame = QRectF(0, 0, panel.width, panel.height)
    assert areas, where
    for area in areas:
        on_screen = area.intersected(frame)
        assert on_screen.width() >= least - 2, f"{where}: {area}"
        assert on_screen.height() >= least - 2, f"{where}: {area}"
    for one, other in itertools.combinations(areas, 2):
        both = one.intersected(other)
        assert both.width() * both.height() <= 2 * max(panel.width, panel.height), where


def check(citizen: Any, panel: Panel, where: str) -> None:
    citizen.window.kiosk.arm(armed=True)
    # Rows are laid out when a frame is drawn.
    citizen.window.scene.window.grabWindow()
    assert_nothing_is_cut(citizen.window, f"{panel.name} {where}")
    if where != "paused":
        assert_targets_are_large_and_apart(citizen.window, panel, f"{panel.name} {where}")


@pytest.fixture
def stands_before(arrives):
    def start(panel: Panel, *, scale: str, feedback: Feedback | None, language: str) -> Any:
        config = f'[terminal]\nscale = "{scale}"\nlanguage = "{language}"'
        citizen = arrives(config, width=panel.width, height=panel.height)
        window = citizen.window
        window.scene.window.setProperty("pixelsPerMillimetre", panel.density)
        window.terminal.apply(
            replace(
                window.terminal.situation,
                window=WINDOW,
                hall=HALL,
                staff=(STAFF,),
                feedback=feedback,
            )
        )
        window.terminal.start_shift(STAFF.number)
        return citizen

    return start


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", ["satisfaction-3", "national-5"])
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_every_screen_fits_its_panel(stands_before, panel, scale, language):
    feedback = FEEDBACK if scale == "satisfaction-3" else None
    citizen = stands_before(panel, scale=scale, feedback=feedback, language=language)
    terminal = citizen.window.terminal
    worst = terminal.situation.scale.levels[-1].id

    check(citizen, panel, "rate")
    citizen.taps(f"level-{worst}")
    citizen.waits_for(Reasons)
    check(citizen, panel, "reasons")
    for reason in terminal.situation.catalogue.for_level(terminal.situation.scale.levels[-1])[:2]:
        terminal.pick(reason.code)
    check(citizen, panel, "reasons picked")
    terminal.finish_reasons()
    citizen.waits_for(Thanks)
    check(citizen, panel, "thanks for a bad rating")
    terminal.change_answer()
    check(citizen, panel, "asked again")
    terminal.tap(terminal.situation.scale.levels[0].id)
    citizen.waits_for(Thanks)
    check(citizen, panel, "thanks")
    terminal.invite("A037")
    citizen.qtbot.waitUntil(lambda: getattr(terminal.screen, "invitation", None) is not None)
    check(citizen, panel, "invited")
    terminal.cancel_invitation()
    terminal.pause()
    citizen.waits_for(Paused)
    check(citizen, panel, "paused")


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_all_levels_are_equal(stands_before, panel):
    citizen = stands_before(panel, scale="national-5", feedback=None, language="zh")

    levels = citizen.window.terminal.situation.scale.levels
    keys = [citizen.item(f"level-{level.id}") for level in levels]
    words = [child for key in keys for child in drawn(key) if child.objectName() == "lower"]
    gaps = {round(b.x() - a.x() - a.width()) for a, b in itertools.pairwise(keys)}

    assert len({(key.width(), key.height(), key.y()) for key in keys}) == 1
    assert len(gaps) == 1
    assert len(words) == 5
    assert len({word.property("font").pixelSize() for word in words}) == 1
    assert len({word.y() for word in words}) == 1


def test_a_check_that_sees_nothing_cannot_pass(stands_before):
    citizen = stands_before(PANELS[1], scale="satisfaction-3", feedback=None, language="zh")
    citizen.item("question").setProperty("text", "请您评价本次服务" * 5)
    citizen.item("question").setProperty("fit", 0)

    with pytest.raises(AssertionError, match="请您评价本次服务"):
        assert_nothing_is_cut(citizen.window, "a text that is too long")


def test_out_of_order_is_said_in_both_languages_when_nothing_can_be_stored(arrives, tmp_path):
    (tmp_path / "data").write_text("a file where the data folder should be")

    citizen = arrives(finds=OutOfOrder)

    assert citizen.reads("sign") == "评价暂不可用"
    assert citizen.reads("english") == "This terminal cannot store ratings right now."
    assert hits(citizen.window) == []
    assert_nothing_is_cut(citizen.window, "out of order")
