"""Faces and icons as painter paths, read from assets; apart from the items that show them.

Qt's own SVG and Shapes modules are not used: the software renderer draws neither well, and a
terminal needs five faces and a handful of strokes.
"""

import functools
import math
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

import assets

FEATURE_OUTLINE = 3.0
STROKE = 7.0
OUTLINE = 2.2
RING = 2.8
RING_TO_BODY = 6.4
FEATURES_IN_RING = 0.9
_MIRROR = QTransform(-1, 0, 0, 1, 100, 0)
_TOKEN = re.compile(r"[MLQCZ]|-?\d+(?:\.\d+)?")
_OPERANDS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


class Drawing(Struct, frozen=True, kw_only=True):
    """Filled shapes and open strokes on one grid."""

    fills: tuple[QPainterPath, ...]
    strokes: tuple[QPainterPath, ...]


class FaceShape(Struct, frozen=True, kw_only=True):
    """A face on the 100-unit grid: its body's superellipse and what is drawn on it."""

    exponent: float
    radius: float
    ring: bool
    features: Drawing


def path_of(data: str) -> QPainterPath:
    """Read absolute M, L, Q, C and Z commands of an SVG path; anything else is a ValueError."""
    path = QPainterPath()
    tokens = _TOKEN.findall(data)
    at = 0
    while at < len(tokens):
        command, at = tokens[at], at + 1
        if command not in _OPERANDS:
            raise ValueError(f"not a path command: {command} in {data!r}")
        numbers = [float(token) for token in tokens[at : at + _OPERANDS[command]]]
        at += len(numbers)
        _draw(path, command, [QPointF(x, y) for x, y in zip(*[iter(numbers)] * 2, strict=True)])
    return path


def _draw(path: QPainterPath, command: str, points: list[QPointF]) -> None:
    match command:
        case "M":
            path.moveTo(*points)
        case "L":
            path.lineTo(*points)
        case "Q":
            path.quadTo(*points)
        case "C":
            path.cubicTo(*points)
        case _:
            path.closeSubpath()


@functools.cache
def superellipse(radius: float, exponent: float) -> QPainterPath:
    """Return |x|^n + |y|^n = r^n around (50, 50), one path for all: nobody changes it.

    There are as many as there are faces and rings, and each is asked for at every drawing.
    """
    path = QPainterPath()
    steps = 240
    for step in range(steps):
        angle = 2 * math.pi * step / steps
        x, y = (
            50 + radius * math.copysign(abs(share) ** (2 / exponent), share)
            for share in (math.cos(angle), math.sin(angle))
        )
        if step == 0:
            path.moveTo(x, y)
        else:
            path.lineTo(x, y)
    path.closeSubpath()
    return path


def _ovals(raw: list[list[float]]) -> Iterator[QPainterPath]:
    for x, y, half_width, half_height in raw:
        path = QPainterPath()
        path.addEllipse(QPointF(x, y), half_width, half_height)
        yield path


def _drawing(raw: dict[str, Any]) -> Drawing:
    sided_fills = [path_of(data) for data in raw.get("mirrored_fills", [])]
    sided_fills += _ovals(raw.get("mirrored_ovals", []))
    sided_strokes = [path_of(data) for data in raw.get("mirrored_strokes", [])]
    fills = [path_of(data) for data in raw.get("fills", [])] + list(_ovals(raw.get("ovals", [])))
    strokes = [path_of(data) for data in raw.get("strokes", [])]
    return Drawing(
        fills=(*fills, *sided_fills, *(_MIRROR.map(path) for path in sided_fills)),
        strokes=(*strokes, *sided_strokes, *(_MIRROR.map(path) for path in sided_strokes)),
    )


@functools.cache
def faces() -> dict[int, FaceShape]:
    """Return the five faces by national level."""
    raw = tomllib.loads((assets.FOLDER / "faces.toml").read_text(encoding="utf-8"))
    return {
        int(level): FaceShape(
            exponent=face["exponent"],
            radius=face["radius"],
            ring=face.get("ring", False),
            features=_drawing(face),
        )
        for level, face in raw.items()
    }


@functools.cache
def icons() -> dict[str, tuple[Drawing, float]]:
    """Return every icon on its 24-unit grid with the width of its strokes."""
    raw = tomllib.loads((assets.FOLDER / "icons.toml").read_text(encoding="utf-8"))
    return {name: (_drawing(icon), icon["width"]) for name, icon in raw.items()}


def pen(color: QColor, width: float) -> QPen:
    """Return a round pen: every stroke of the terminal has round caps and joins."""
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, _ROUND_JOIN)


_ROUND_JOIN = Qt.PenJoinStyle.RoundJoin


def draw(
    painter: QPainter, drawing: Drawing, color: QColor, *, outline: float, stroke: float
) -> None:
    """Draw the fills with their outline, then the strokes, all in one colour."""
    painter.setBrush(color)
    painter.setPen(pen(color, outline) if outline else QPen(Qt.PenStyle.NoPen))
    for path in drawing.fills:
        painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(color, stroke))
    for path in drawing.strokes:
        painter.drawPath(path)
