"""The tokens of Theme.qml, read as QML has them, against the contrast the design promises."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine

from ui.folders import QML

AA, LARGE_AA = 4.5, 3.0
PAIRS = [
    ("ink", "paper", AA), ("ink", "surface", AA), ("ink", "sunk", AA), ("ink", "celadon", AA),
    ("ink2", "paper", AA), ("ink2", "surface", AA), ("ink2", "sunk", AA),
    ("paperWhite", "pine", AA), ("paperWhite", "pine2", AA), ("paperWhite", "pineLow", AA),
    ("pineText", "pine", AA), ("pineText", "pine2", AA), ("amber", "pine", AA),
    ("pine", "celadon", AA), ("pine", "paperWhite", AA), ("box", "surface", LARGE_AA),
    ("star", "surface", LARGE_AA), ("disabledText", "sunk", LARGE_AA),
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


def luminance(color: QColor) -> float:
    linear = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_can_be_read_on_its_ground(theme, text, ground, least):
    assert contrast(theme.property(text), theme.property(ground)) >= least


def test_eyes_and_mouth_can_be_told_from_every_face(theme):
    bodies = theme.property("bodies")
    features = theme.property("features")

    assert len(bodies) == len(features) == 5
    for body, feature in zip(bodies, features, strict=True):
        assert contrast(QColor(body), QColor(feature)) >= AA


def test_the_measure_of_contrast_knows_black_on_white():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
