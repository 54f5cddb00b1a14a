import math

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from ui.items.drawing import FEATURE_OUTLINE, STROKE, draw, faces, icons, path_of, superellipse


def area(radius: float, exponent: float) -> float:
    polygon = superellipse(radius, exponent).toFillPolygon()
    points = [polygon.at(index) for index in range(polygon.size())]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a.x() * b.y() - b.x() * a.y() for a, b in pairs)) / 2


def test_all_five_faces_have_bodies_of_equal_area():
    areas = [area(face.radius, face.exponent) for face in faces().values()]

    assert len(areas) == 5
    assert max(areas) / min(areas) < 1.005
    assert areas[0] == pytest.approx(math.pi * 48.25**2, rel=0.005)


def test_shape_tells_the_levels_apart_without_colour():
    shapes = {(face.exponent, face.ring) for face in faces().values()}

    assert len(shapes) == 5


@pytest.mark.parametrize("national", [1, 2, 3, 4, 5])
def test_a_face_is_the_same_left_and_right(national):
    image = QImage(200, 200, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(2, 2)
    draw(
        painter,
        faces()[national].features,
        QColor("black"),
        outline=FEATURE_OUTLINE,
        stroke=STROKE,
    )
    painter.end()

    dark = {
        (x, y) for x in range(200) for y in range(200) if image.pixelColor(x, y).lightness() < 128
    }
    mirrored = {(199 - x, y) for x, y in dark}

    assert len(dark) > 500
    assert len(dark ^ mirrored) < len(dark) * 0.05


@pytest.mark.parametrize("data", ["A10 10", "M1", "M1 2 3"])
def test_a_path_that_cannot_be_read_is_refused(data):
    with pytest.raises((ValueError, TypeError)):
        path_of(data)


def test_every_icon_that_the_screens_use_is_there():
    assert {"undo", "phone", "tick", "star"} <= icons().keys()
