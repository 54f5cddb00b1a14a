"""The tokens of Theme.qml, read as QML has them, against the contrast the design promises."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine

from tests.ui.measuring import AA, LARGE_AA, contrast
from ui.folders import QML

AAA = 7.0
PAIRS = [
    ("ink", "paper", AA), ("ink", "surface", AA), ("ink", "sunk", AA), ("ink", "celadon", AA),
    ("ink2", "paper", AA), ("ink2", "surface", AA), ("ink2", "sunk", AA),
    ("paperWhite", "pine", AA), ("paperWhite", "pine2", AA), ("paperWhite", "pineLow", AA),
    ("pineText", "pine", AA), ("pineText", "pine2", AA), ("amber", "pine", AA),
    ("pine", "celadon", AA), ("pine", "paperWhite", AA), ("box", "surface", LARGE_AA),
    ("star", "surface", LARGE_AA), ("disabledText", "sunk", LARGE_AA),
    ("amber", "pine2", LARGE_AA), ("pine", "track", LARGE_AA),
]  # fmt: skip


@pytest.fixture
def theme(qapp):
    engine = QQmlEngine()
    engine.addImportPath(str(QML))
    component = QQmlComponent(engine)
    component.setData(
        b"import QtQuick\nimport RatingKiosk.Controls\nQtObject { property QtObject theme: Theme }",
        "",
    )
    holder = component.create()
    assert holder is not None, component.errorString()
    yield holder.property("theme")
    holder.deleteLater()


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_can_be_read_on_its_ground(theme, text, ground, least):
    assert contrast(theme.property(text), theme.property(ground)) >= least


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_high_contrast_is_high(theme, text, ground, least):
    theme.setProperty("contrast", 1)

    assert contrast(theme.property(text), theme.property(ground)) >= AAA


def test_in_high_contrast_and_large_type_a_key_has_an_edge_to_be_seen(theme):
    assert contrast(theme.property("edgeColor"), theme.property("paper")) < LARGE_AA
    for mode in ("large", "contrast"):
        theme.setProperty(mode, 1)
        assert contrast(theme.property("edgeColor"), theme.property("paper")) >= LARGE_AA
        assert theme.property("edge") >= 2
        theme.setProperty(mode, 0)


def test_eyes_and_mouth_can_be_told_from_every_face(theme):
    bodies = theme.property("bodies")
    features = theme.property("features")

    assert len(bodies) == len(features) == 5
    for body, feature in zip(bodies, features, strict=True):
        assert contrast(QColor(body), QColor(feature)) >= AA


def test_the_measure_of_contrast_knows_black_on_white():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
