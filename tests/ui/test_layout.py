"""Every screen on every panel, in both languages and all modes: nothing cut, nothing too small."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtGui import QImage, QPainter

from deploy.screenshots.scenes import SCENES, Scene
from deploy.screenshots.stage import Stage
from kiosk.app.screens import OutOfOrder
from tests.ui.measuring import (
    assert_nothing_is_cut,
    assert_targets_are_large,
    assert_targets_tile,
    assert_texts_can_be_read,
    drawn,
    hits,
)
from ui.props.modes import Modes
from ui.scene import named


class Panel(NamedTuple):
    name: str
    width: int
    height: int
    density: float = 0.0
    """Pixels a millimetre."""


PANELS = [
    Panel("10-inch", 1280, 800, 5.91),
    Panel("1024x600", 1024, 600),
    Panel("1920x1080", 1920, 1080),
    Panel("1080x1920", 1080, 1920),
    Panel("800x1280", 800, 1280),
    Panel("7-inch", 1024, 600, 6.67),
]
LIKE_ANOTHER = {"1920x1080", "800x1280"}
"""Of the shape of another panel and larger, or between two others: looked at in the long form."""
SEVEN_INCH = PANELS[-1]
"""So small that nothing on it is out of reach; there 20 mm come before the lower half."""


@pytest.fixture
def stage(request, typeface) -> Iterator[Stage]:
    scene: Scene = request.param
    made = Stage(scale=scene.scale, photo=scene.photo, broken=scene.broken)
    scene.play(made)
    yield made
    made.close()


def dresses(stage: Stage, scene: Scene, *, every: bool) -> Iterator[tuple[Panel, QImage, str]]:
    """Show the scene on panels, in languages and modes; yield panel, picture and name.

    Not `every`: on the panels that are unlike the others, and where there are many modes, each
    pair of two of the three, once.
    """
    languages = (False,) if scene.bilingual else (False, True)
    panels = [panel for panel in PANELS if every or panel.name not in LIKE_ANOTHER]
    for (number, panel), english, (turn, (mode, modes)) in itertools.product(
        enumerate(panels), languages, enumerate(scene.modes.items())
    ):
        if modes.contrast and panel is not PANELS[0]:
            continue  # other colours in the same places
        if not every and len(scene.modes) > len(languages) and (number + english + turn) % 2:
            continue
        stage.window.scene.window.setProperty("pixelsPerMillimetre", panel.density)
        stage.dress(panel.width, panel.height, modes, english=english)
        picture = stage.picture()  # rows are laid out when a frame is drawn
        yield panel, picture, f"{scene.name} {panel.name} {'en' if english else 'zh'} {mode}"


EVERY = pytest.mark.parametrize(
    ("stage", "scene"),
    # The set-up is measured on its own, by what it is made of: tests/ui/test_set_up.py.
    [pytest.param(scene, scene, id=scene.name) for scene in SCENES if "set-up" not in scene.name],
    indirect=["stage"],
)


@EVERY
def test_every_screen_fits_every_panel_and_can_be_read(stage, scene):
    measure(stage, scene, every=False)


@pytest.mark.soak
@EVERY
def test_every_screen_fits_every_panel_in_every_mode_and_language(stage, scene):
    measure(stage, scene, every=True)


def measure(stage: Stage, scene: Scene, *, every: bool) -> None:
    window = stage.window.scene.window
    for panel, picture, where in dresses(stage, scene, every=every):
        assert_nothing_is_cut(window, where)
        assert_targets_are_large(window, panel.density, where)
        assert_targets_tile(window, where)
        if stage.window.choices.modes.low and panel is not SEVEN_INCH:
            share = 0.4 if panel.height > panel.width else 0.43
            assert all(area.top() >= share * panel.height for area in hits(window)), where
        if panel is PANELS[0]:
            assert_texts_can_be_read(window, picture, where)


def only(name: str) -> object:
    scene = next(scene for scene in SCENES if scene.name == name)
    return pytest.mark.parametrize("stage", [scene], indirect=True)


@only("rate-five")
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_all_levels_are_equal(stage, panel):
    stage.dress(panel.width, panel.height, Modes(), english=False)
    window = stage.window.scene.window
    levels = stage.terminal.situation.scale.levels
    keys = [named(window, f"level-{level.id}") for level in levels]
    words = [child for key in keys for child in drawn(key) if child.objectName() == "lower"]
    gaps = {round(b.x() - a.x() - a.width()) for a, b in itertools.pairwise(keys)}

    assert len({(key.width(), key.height(), key.y()) for key in keys}) == 1
    assert len(gaps) == 1
    assert len(words) == 5
    assert len({word.property("font").pixelSize() for word in words}) == 1
    assert len({word.y() for word in words}) == 1


@only("rate")
def test_a_check_that_sees_nothing_cannot_pass(stage):
    stage.dress(1280, 800, Modes(), english=False)
    window = stage.window.scene.window
    picture = stage.picture()
    pale = QImage(picture)
    painter = QPainter(pale)
    painter.setOpacity(0.7)
    painter.fillRect(pale.rect(), "white")
    painter.end()

    assert_texts_can_be_read(window, picture, "as it is")
    with pytest.raises(AssertionError, match="washed out"):
        assert_texts_can_be_read(window, pale, "washed out")
    with pytest.raises(AssertionError, match="on a panel of the eye's size"):
        assert_targets_are_large(window, 60, "on a panel of the eye's size")
    hit = next(item for item in drawn(named(window, "level-basic")) if item.objectName() == "hit")
    hit.setProperty("reachLeft", -10)
    with pytest.raises(AssertionError, match="nothing between"):
        assert_targets_tile(window, "a dead strip")
    hit.setProperty("reachLeft", 60)
    with pytest.raises(AssertionError, match="over"):
        assert_targets_tile(window, "overlapping")
    question = named(window, "question")
    question.setProperty("text", "请您评价本次服务" * 5)
    question.setProperty("fit", 0)
    with pytest.raises(AssertionError, match="请您评价本次服务"):
        assert_nothing_is_cut(window, "a text that is too long")


def test_out_of_order_is_said_in_both_languages_when_nothing_can_be_stored(arrives, tmp_path):
    (tmp_path / "data").write_text("a file where the data folder should be")

    citizen = arrives(finds=OutOfOrder)

    assert citizen.reads("sign") == "评价暂不可用"
    assert citizen.reads("english") == "This terminal cannot store ratings right now."
    assert hits(citizen.window.scene.window) == []
