"""What a ruler and a light meter would find on a drawn screen."""

import itertools
from collections import Counter

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

TARGET_MM = 20
AA, LARGE_AA = 4.5, 3.0
LARGE_TYPE = 4.6
"""In u: bold text of 14 pt and more on a 10-inch panel, which WCAG calls large."""


def drawn(root: QQuickItem) -> list[QQuickItem]:
    found = []
    for item in root.childItems():
        if item.isVisible() and item.opacity() > 0:
            found += [item, *drawn(item)]
    return found


def texts(window: QQuickWindow) -> list[QQuickItem]:
    items = drawn(window.contentItem())
    return [item for item in items if item.property("contentWidth") and item.property("text")]


def ink(text: QQuickItem) -> QRectF:
    """Where a text's characters are: they fill their size, a line is half as much more."""
    width, lines = text.property("contentWidth"), text.property("lineCount")
    pitch = text.property("contentHeight") / lines
    asked = text.property("font").pixelSize()
    size = min(asked, pitch / (1.45 * (text.property("lineHeight") or 1)))
    height = text.property("contentHeight") - (pitch - size)
    spare = text.width() - width
    left = spare / 2 if text.property("centred") else spare if text.property("flushRight") else 0
    top = (text.height() - text.property("bottomPadding") - height) / 2
    return text.mapRectToScene(QRectF(left, top, width, height))


def hits(window: QQuickWindow) -> list[QRectF]:
    items = drawn(window.contentItem())
    areas = [item for item in items if item.objectName() == "hit" and item.isEnabled()]
    return [area.mapRectToScene(QRectF(0, 0, area.width(), area.height())) for area in areas]


def assert_nothing_is_cut(window: QQuickWindow, where: str, least: int = 3) -> None:
    frame = QRectF(0, 0, window.width(), window.height())
    shown = texts(window)
    assert len(shown) >= least, where
    places = [(text, ink(text)) for text in shown]
    for text, place in places:
        said = f"{where}: {text.property('text')!r}"
        assert not text.property("truncated"), said
        assert text.property("contentWidth") <= text.width() + 1, said
        assert frame.contains(text.mapRectToScene(QRectF(0, 0, text.width(), 1))), said
        assert frame.contains(place), said
        around = text.parentItem()
        if around.height() > 0 and around.objectName() != "words":
            box = QRectF(0, 0, around.width() + 1, around.height())
            assert around.mapRectToScene(box).contains(place), said
    for (one, here), (other, there) in itertools.combinations(places, 2):
        assert not here.adjusted(1, 1, -1, -1).intersects(there), (
            f"{where}: {one.property('text')!r} over {other.property('text')!r}"
        )


def assert_targets_are_large(window: QQuickWindow, density: float, where: str) -> None:
    """At least 15 u (portrait 14) each way, and 20 mm where the panel says how dense it is."""
    width, height = window.width(), window.height()
    least = max((14 if height > width else 15) * min(width, height) / 100, TARGET_MM * density)
    frame = QRectF(0, 0, width, height)
    for area in hits(window):
        on_screen = area.intersected(frame)
        assert on_screen.width() >= least - 2, f"{where}: {area}"
        assert on_screen.height() >= least - 2, f"{where}: {area}"


def assert_targets_tile(window: QQuickWindow, where: str) -> None:
    """No overlap, and no strip between neighbours in which a touch does nothing."""
    near = 6 * min(window.width(), window.height()) / 100
    for one, other in itertools.combinations(hits(window), 2):
        both = one.intersected(other)
        assert min(both.width(), both.height()) <= 2, f"{where}: {one} over {other}"
        first, second = sorted((one, other), key=QRectF.left)
        beside = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
        gap = second.left() - first.right()
        if beside > min(one.height(), other.height()) / 2 and 0 < gap < near:
            assert gap <= 2, f"{where}: nothing between {first} and {second}"
        upper, lower = sorted((one, other), key=QRectF.top)
        above = min(one.right(), other.right()) - max(one.left(), other.left())
        gap = lower.top() - upper.bottom()
        if above > min(one.width(), other.width()) / 2 and 0 < gap < near:
            assert gap <= 2, f"{where}: nothing between {upper} and {lower}"


def luminance(color: QColor) -> float:
    linear = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def assert_texts_can_be_read(window: QQuickWindow, picture: QImage, where: str) -> None:
    """Each text's strokes against the ground they are drawn on, from the picture's own pixels."""
    unit = min(window.width(), window.height()) / 100
    for text in texts(window):
        if not _usable(text):
            continue  # WCAG leaves out what cannot be used; it is measured by the theme's test
        place = ink(text).toAlignedRect().intersected(picture.rect())
        pixels = Counter(_pixels(picture.copy(place)))
        ground = QColor(pixels.most_common(1)[0][0])
        found = max(contrast(ground, QColor(pixel)) for pixel, _ in pixels.most_common(60))
        large = text.property("bold") and text.property("font").pixelSize() >= LARGE_TYPE * unit
        said = f"{where}: {text.property('text')!r} has {found:.2f} on {ground.name()}"
        assert found >= (LARGE_AA if large else AA), said


def _usable(item: QQuickItem | None) -> bool:
    while item is not None:
        if item.property("usable") is False:
            return False
        item = item.parentItem()
    return True


def _pixels(picture: QImage) -> list[int]:
    small = picture.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(small.constBits())).cast("I").tolist()
